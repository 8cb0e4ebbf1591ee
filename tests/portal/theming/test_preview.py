"""Looking at a site in a look that is not its own yet."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone

from portal.sites import structure
from portal.sites.models import MemberSite, RoleGrant, SiteState
from portal.theming import preview
from portal.theming.dress import Dress
from portal.theming.look import Choice
from tests import factories
from tests.portal.theming.conftest import marked

CHOICE = Choice("base", {"brand": "#0b3d91"})


@pytest.fixture
def token(admin, site):
    return preview.token_for(admin, site, Dress(CHOICE, header_text="Câu xem thử"))


def _page(client, token, path="/tuy-phong/"):
    return client.get(path, {"xem-thu": token})


def test_preview_shows_the_draft_and_nobody_else_sees_it(client, token, site):
    response = _page(client, token)

    page = response.content.decode()
    assert "--brand:#0b3d91" in page
    assert "Câu xem thử" in page
    assert 'href="?xem-thu=het"' in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    reader = type(client)().get("/tuy-phong/")
    assert "--brand:#0b3d91" not in reader.content.decode()
    assert "Câu xem thử" not in reader.content.decode()
    assert "X-Robots-Tag" not in reader
    assert not reader.cookies
    site.refresh_from_db()
    assert (site.look, site.header_text) == ({}, "")


def test_preview_shows_the_logo_of_the_draft(client, admin, site):
    logo = factories.make_image(site, "Huy hiệu")
    worn = factories.make_image(site, "Đang dùng")
    MemberSite.objects.filter(pk=site.pk).update(logo=worn)
    structure.bump()
    name = logo.file.name.rpartition("/")[2].partition(".")[0]
    token = preview.token_for(admin, site, Dress(CHOICE, logo.pk))

    assert name in _page(client, token).content.decode()
    page = type(client)().get("/tuy-phong/").content.decode()
    assert name not in page
    assert worn.file.name.rpartition("/")[2].partition(".")[0] in page


def test_preview_stays_while_looking_around_this_site_only(client, token, other_site):
    cookie = _page(client, token).cookies["xem-thu"]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/tuy-phong/", True, "Lax")
    assert cookie["max-age"] == 1800
    section = client.get("/tuy-phong/tin-tuc/")
    assert "Câu xem thử" in section.content.decode()
    assert section["Cache-Control"] == "private, no-store"
    assert not section.cookies
    client.cookies["xem-thu"]["path"] = "/"  # as a browser would never send it
    for path in ("/la-gi/", "/"):
        page = client.get(path)
        assert "Câu xem thử" not in page.content.decode()
        assert "X-Robots-Tag" not in page


def test_leaving_takes_the_cookie_away(client, token):
    _page(client, token)

    response = client.get("/tuy-phong/tin-tuc/?xem-thu=het&trang=2")

    assert (response.status_code, response["Location"]) == (302, "/tuy-phong/tin-tuc/?trang=2")
    assert response["Cache-Control"] == "private, no-store"
    assert response.cookies["xem-thu"]["max-age"] == 0
    assert response.cookies["xem-thu"]["path"] == "/tuy-phong/"
    assert "Câu xem thử" not in client.get("/tuy-phong/").content.decode()


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "/%5Cevil.example/"])
def test_leaving_never_leads_to_another_host(client, path, site):
    response = client.get("/", PATH_INFO=path, QUERY_STRING="xem-thu=het")

    if response.status_code == 302:
        assert not response["Location"].startswith(("//", "/\\", "http"))


def test_forged_word_is_passed_over(client, token, site):
    plain = client.get("/tuy-phong/").content
    for wrong in (token[:-3] + "abc", "x", "a:b:c", "9" * 5000, token + "x", "\x00"):
        response = _page(client, wrong)
        assert (response.status_code, response.content) == (200, plain)
        assert not response.cookies
        assert "X-Robots-Tag" not in response


def test_word_of_another_site_is_passed_over(client, portal_admin, site, other_site):
    token = preview.token_for(portal_admin, site, Dress(CHOICE, header_text="Câu xem thử"))

    response = _page(client, token, "/la-gi/")

    assert response.status_code == 200
    assert "Câu xem thử" not in response.content.decode()
    assert not response.cookies


def test_word_of_a_site_closed_meanwhile_leaves_the_frame_of_the_province(client, token, site):
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.CLOSED)
    structure.bump()

    page = _page(client, token)

    assert page.status_code == 410
    for part in ("--brand:#0b3d91", "Câu xem thử"):
        assert part not in page.content.decode()


def test_administration_takes_no_word(client, portal_admin, province):
    token = preview.token_for(portal_admin, province, Dress(CHOICE))

    assert "xem-thu" not in _page(client, token, "/quan-tri/login/").cookies


def test_word_ends_after_half_an_hour(client, token):
    _page(client, token)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert "Câu xem thử" not in _page(client, token).content.decode()
        client.cookies["xem-thu"] = token
        assert "Câu xem thử" not in client.get("/tuy-phong/").content.decode()


def test_word_of_somebody_who_may_not_any_more_is_passed_over(client, token, admin):
    admin.is_active = False
    admin.save()

    assert "Câu xem thử" not in _page(client, token).content.decode()


def test_word_of_somebody_who_lost_the_role_is_passed_over(client, token, admin):
    RoleGrant.objects.filter(person=admin).delete()

    assert "Câu xem thử" not in _page(client, token).content.decode()


@pytest.mark.parametrize("secure", [True, False])
def test_cookie_is_as_secure_as_that_of_the_session(client, token, settings, secure):
    settings.SESSION_COOKIE_SECURE = secure

    assert bool(_page(client, token).cookies["xem-thu"]["secure"]) is secure


def test_preview_at_a_host_of_its_own(client, admin, site, settings):
    settings.ALLOWED_HOSTS = ["*"]
    MemberSite.objects.filter(pk=site.pk).update(host="tuyphong.example.vn")
    structure.bump()
    site.refresh_from_db()
    url = urlsplit(preview.address_for(admin, site, Dress(CHOICE, header_text="Câu xem thử")))
    assert (url.hostname, url.path) == ("tuyphong.example.vn", "/")

    response = client.get(f"/?{url.query}", headers={"host": "tuyphong.example.vn"})

    assert "Câu xem thử" in response.content.decode()
    assert response.cookies["xem-thu"]["path"] == "/"


def test_preview_of_a_broken_theme_is_a_sentence(client, admin, site, make_theme):
    make_theme("hong", {"pages/home_page.html": "<p>\n{% include 'khong-co.html' %}"})
    token = preview.token_for(admin, site, Dress(Choice("hong")))
    client.raise_request_exception = False

    response = _page(client, token)

    page = response.content.decode()
    assert response.status_code == 422
    assert "GD-12" in page
    assert "khong-co.html" in page
    assert "?xem-thu=het" in page
    assert type(client)().get("/tuy-phong/").status_code == 200


def test_preview_whose_page_of_an_error_is_broken_is_a_sentence(client, admin, site, make_theme):
    make_theme("hong", {"404.html": "{% khong_co %}", "500.html": "{% khong_co %}"})
    token = preview.token_for(admin, site, Dress(Choice("hong")))
    client.raise_request_exception = False

    response = _page(client, token, "/tuy-phong/khong-co/")

    assert response.status_code == 422
    assert "GD-12" in response.content.decode()


def test_missing_page_of_a_preview_is_missing(client, admin, site, make_theme):
    make_theme("xanh", marked("XANH"))
    token = preview.token_for(admin, site, Dress(Choice("xanh")))

    response = _page(client, token, "/tuy-phong/khong-co/")

    assert response.status_code == 404
    assert 'data-theme="xanh"' in response.content.decode()


def test_readers_pay_nothing_for_previews(client, site, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/tuy-phong/")
    with CaptureQueriesContext(connection) as first:
        client.get("/tuy-phong/")
    with django_assert_num_queries(len(first)):
        client.get("/tuy-phong/?xem-thu=x")
