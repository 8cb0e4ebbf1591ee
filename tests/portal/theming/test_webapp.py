"""Manifest, icons, service worker and offline page of each site; the accessibility statement."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from PIL import Image

from portal.lifecycle.archiving import archive
from portal.sites import structure
from portal.sites.models import MemberSite, SiteState
from portal.theming import icons, webapp
from tests import factories


@pytest.fixture
def host(site):
    """The member site's own host."""
    site.host, site.host_is_canonical = "tuyphong.example", True
    site.save()
    return {"host": "tuyphong.example"}


def _logo(site, size=(300, 120)):
    site.logo = factories.make_image(site, "Biểu trưng", content=factories.jpeg(*size))
    site.save()


def test_the_manifest_is_of_the_site_that_is_asked(client, site):
    province = client.get("/manifest.webmanifest")
    member = client.get("/tuy-phong/manifest.webmanifest").json()
    assert province["Content-Type"] == "application/manifest+json"
    assert province.json()["scope"] == province.json()["start_url"] == "/"
    assert (member["scope"], member["short_name"]) == ("/tuy-phong/", "Tuy Phong")
    assert member["name"] == site.name
    assert "share_target" not in member
    sizes = {(icon["sizes"], icon["purpose"]) for icon in member["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}


def test_on_its_own_host_the_site_is_all_there_is(client, host):
    answer = client.get("/manifest.webmanifest", headers=host).json()
    assert (answer["scope"], answer["short_name"]) == ("/", "Tuy Phong")


def test_the_colour_is_the_one_the_site_chose(client, site):
    site.look = {"colours": {"brand": "#0b5d3b"}}
    site.save()
    assert client.get("/tuy-phong/manifest.webmanifest").json()["theme_color"] == "#0b5d3b"


@pytest.mark.parametrize("state", [SiteState.DRAFT, SiteState.CLOSED])
def test_a_site_that_readers_do_not_see_has_no_manifest(client, site, state):
    site.state = state
    site.save()
    assert client.get("/tuy-phong/manifest.webmanifest").status_code in {404, 410}
    assert client.get("/tuy-phong/tro-nang/").status_code in {404, 410}


def test_browsers_keep_manifest_and_icons_for_a_while(client, site):
    _logo(site)
    answers = [
        client.get(f"/tuy-phong/{n}") for n in ("manifest.webmanifest", "bieu-tuong/192.png")
    ]
    found = [answer["Cache-Control"] for answer in answers]
    assert found == ["public, max-age=3600", "public, max-age=86400"]


def test_the_manifest_makes_an_app_of_its_own_with_a_name_that_fits(client, site):
    site.short_name = "Tuy Phong " * 4
    site.save()
    found = client.get("/tuy-phong/manifest.webmanifest").json()
    assert len(found["short_name"]) == 30
    assert (found["id"], found["display"]) == ("/tuy-phong/", "minimal-ui")


def test_a_maskable_icon_keeps_the_logo_off_its_rim(client, site):
    _logo(site, (900, 900))
    found = {}
    for kind in ("512", "512-mask"):
        content = client.get(f"/tuy-phong/bieu-tuong/{kind}.png").content
        found[kind] = Image.open(io.BytesIO(content)).getpixel((90, 256))[:3]
    assert found["512-mask"] == (255, 255, 255)
    assert found["512"] != (255, 255, 255)


def test_an_icon_is_made_once_a_day_and_anew_for_another_logo(client, site, monkeypatch):
    cache.clear()
    made = []
    really = icons._made
    monkeypatch.setattr(icons, "_made", lambda *args: made.append(args) or really(*args))
    for _logo_number in range(2):
        _logo(site)
        for kind in ("192", "192", "512"):
            client.get(f"/tuy-phong/bieu-tuong/{kind}.png")
    assert [kind for _logo_, kind in made] == ["192", "512"] * 2


@pytest.mark.parametrize("kind", ["192", "512", "512-mask"])
def test_icons_are_square_pictures_of_the_logo(client, site, kind):
    _logo(site)
    sources = [
        icon["src"] for icon in client.get("/tuy-phong/manifest.webmanifest").json()["icons"]
    ]
    assert f"/tuy-phong/bieu-tuong/{kind}.png" in sources
    answer = client.get(f"/tuy-phong/bieu-tuong/{kind}.png")
    picture = Image.open(io.BytesIO(answer.content))
    size = int(kind[:3])
    assert (answer["Content-Type"], picture.size) == ("image/png", (size, size))
    assert picture.getpixel((size // 2, size // 2))[:3] == pytest.approx((138, 28, 28), abs=3)
    corner = picture.getpixel((1, 1))
    assert corner == ((255, 255, 255, 255) if kind.endswith("mask") else (0, 0, 0, 0))


def test_an_icon_is_made_anew_when_the_file_of_the_logo_changes(client, site):
    _logo(site)
    before = client.get("/tuy-phong/bieu-tuong/192.png").content
    content = factories.jpeg(colour="#1c8a1c")
    site.logo.file = ImageFile(io.BytesIO(content), name="khac.jpg")
    site.logo.save()
    assert client.get("/tuy-phong/bieu-tuong/192.png").content != before


def test_an_archived_site_keeps_what_it_has_at_its_code(client, site):
    site.look = {"colours": {"brand": "#0b5d3b"}}
    site.save()
    archive(actor=None, site=site)
    found = client.get("/tuy-phong/manifest.webmanifest").json()
    assert (found["name"], found["theme_color"]) == (site.name, "#0b5d3b")
    assert "--brand:#0b5d3b" in client.get("/tuy-phong/tro-nang/").content.decode()
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.CLOSED)
    structure.bump()
    assert client.get("/tuy-phong/tro-nang/").status_code in {404, 410}


def test_the_province_is_not_found_by_its_code(client, province):
    assert client.get(f"/{province.code}/tro-nang/").status_code == 404


def test_without_a_logo_the_icon_is_the_emblem(client, site):
    answer = client.get("/tuy-phong/bieu-tuong/192.png")
    assert answer.status_code == 302
    assert answer["Location"].endswith("img/icon-192.png")


def test_a_logo_whose_file_is_lost_gives_the_emblem(client, site):
    _logo(site)
    site.logo.file.storage.delete(site.logo.file.name)
    assert client.get("/tuy-phong/bieu-tuong/192.png").status_code == 302


@pytest.mark.parametrize("error", [SyntaxError, RuntimeError, Image.DecompressionBombError])
def test_a_logo_that_cannot_be_read_gives_the_emblem(client, site, monkeypatch, error):
    site.logo = factories.make_image(site)
    site.save()

    def damaged(_file):
        raise error

    monkeypatch.setattr(icons.PillowImage, "open", damaged)
    answer = client.get("/tuy-phong/bieu-tuong/192.png")

    assert answer["Location"].endswith("img/icon-192.png")


def test_there_are_no_other_icons(client, site):
    assert client.get("/tuy-phong/bieu-tuong/999.png").status_code == 404


def test_the_worker_is_for_the_whole_host_and_asked_anew(client, site, host):
    for headers in ({}, host):
        answer = client.get("/sw.js", headers=headers)
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/javascript")
        assert answer["Cache-Control"] == "no-cache"
        assert '"kept": 30' in answer.content.decode()
        assert not answer.cookies


def test_a_deploy_gives_another_worker(client, province, monkeypatch):
    before = client.get("/sw.js").content
    monkeypatch.setattr(webapp, "_worker_source", lambda: "// another one")
    after = client.get("/sw.js").content
    version = re.compile(rb'"version": "(\w+)"')
    assert version.search(before).group(1) != version.search(after).group(1)


def test_changed_static_files_give_another_worker(client, province, monkeypatch):
    before = client.get("/sw.js").content
    monkeypatch.setattr(webapp, "staticfiles_storage", SimpleNamespace(manifest_hash="moi"))
    assert client.get("/sw.js").content != before


def test_the_worker_knows_the_offline_page(client, province):
    text = client.get("/sw.js").content.decode()
    address = re.search(r'"offline": "(.+?)"', text).group(1)
    assert client.get(address).status_code == 200


def test_the_offline_page_is_of_the_host_that_is_asked(client, site, host):
    assert site.name not in _title(client.get("/ngoai-tuyen/"))
    own = client.get("/ngoai-tuyen/", headers=host)
    assert site.name in _title(own)
    assert "noindex" in own.content.decode()
    assert not own.cookies


def test_the_statement_names_the_contact_of_its_site(client, province, site):
    province.email = "tinh@example.vn"
    province.save()
    site.email, site.phone = "xa@example.vn", "0252 123 456"
    site.save()
    text = client.get("/tuy-phong/tro-nang/").content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert "xa@example.vn" in main
    assert "tel:0252123456" in main
    assert "tinh@example.vn" not in main


@pytest.mark.parametrize("field", ["email", "phone", "address"])
def test_any_way_to_reach_the_site_is_its_contact(client, province, site, field):
    province.email = "tinh@example.vn"
    province.save()
    setattr(site, field, "xa@example.vn" if field == "email" else "0252 123 456")
    site.save()
    text = client.get("/tuy-phong/tro-nang/").content.decode()
    assert "tinh@example.vn" not in text[text.index("<main") : text.index("</main>")]


def test_a_site_without_a_contact_gives_the_province_s(client, province, site):
    province.email = "tinh@example.vn"
    province.save()
    assert "tinh@example.vn" in client.get("/tuy-phong/tro-nang/").content.decode()


def test_the_statement_stands_on_the_host_of_its_site(client, site, host):
    moved = client.get("/tuy-phong/tro-nang/")
    assert (moved.status_code, moved["Location"]) == (301, "http://tuyphong.example/tro-nang/")
    assert client.get("/tro-nang/", headers=host).status_code == 200
    assert client.get("/tro-nang/").status_code == 200


def test_no_page_may_take_these_addresses(settings):
    taken = {"bieu-tuong", "ngoai-tuyen", "tro-nang"}
    assert taken <= settings.PORTAL_RESERVED_ADDRESSES


def _title(answer):
    return re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL).group(1)
