import os
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
import pytest
from playwright.sync_api import sync_playwright
from tests import factories
from tests.portal.media import builders as make
from portal.media.models import PortalImage, PortalDocument
from PIL import Image
@pytest.mark.django_db(transaction=True)
def test_b(live_server, tmp_path, settings):
    settings.ALLOWED_HOSTS=["*"]; settings.SESSION_COOKIE_SECURE=False
    from wagtail.models import Page, Locale, Collection, Site
    factories.make_province(); site=factories.make_site()
    from portal.sites.models import Role
    ed=factories.make_person(site, Role.EDITOR)
    from django.test import Client
    c=Client(); c.force_login(ed)
    f=tmp_path/"Quyết định số 5.jpg"; f.write_bytes(make.encoded(make.corners(3000,1500)))
    f2=tmp_path/"bad.jpg"; f2.write_bytes(b"<html>")
    f3=tmp_path/"Ảnh điện thoại.heic"; f3.write_bytes(make.encoded(make.corners(600,400),"HEIF"))
    d=tmp_path/"Báo cáo.docx"; d.write_bytes(make.office())
    with sync_playwright() as p:
        b=p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox","--disable-gpu","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"])
        ctx=b.new_context(); 
        ctx.add_cookies([{"name":"sessionid","value":c.cookies["sessionid"].value,"url":live_server.url}])
        pg=ctx.new_page(); errs=[]
        pg.on("pageerror", lambda e: errs.append(str(e)))
        pg.goto(live_server.url+"/quan-tri/images/add/"); pg.set_input_files("#id_file", str(f)); pg.wait_for_timeout(500)
        print("\nTITLE", repr(pg.input_value("#id_title")), "accept", pg.get_attribute("#id_file","accept"))
        pg.goto(live_server.url+"/quan-tri/documents/add/"); pg.set_input_files("#id_file", str(d)); pg.wait_for_timeout(500)
        print("DOCTITLE", repr(pg.input_value("#id_title")))
        pg.goto(live_server.url+"/quan-tri/images/multiple/add/")
        pg.set_input_files("input[type=file]", [str(f),str(f2),str(f3)]); pg.wait_for_timeout(5000)
        pg.screenshot(path="/tmp/multi.png", full_page=True)
        print("ERR", errs, PortalImage.objects.count())
        b.close()
