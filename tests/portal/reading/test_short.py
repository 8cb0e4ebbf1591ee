"""Short addresses and their QR codes."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from portal.reading.short import qr_svg
from portal.sites.models import MemberSite, SiteState
from tests import factories

HOST = "http://testserver"


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài")


def test_short_address_leads_to_the_article_for_good(article):
    answer = Client().get(f"/n/{article.pk}")

    assert (answer.status_code, answer["Location"]) == (301, f"{HOST}/tuy-phong/tin-tuc/bai/")
    assert "max-age=600" in answer["Cache-Control"]
    assert not answer.cookies
    assert Client().get(f"/n/{article.pk}/")["Location"] == answer["Location"]


def test_short_address_follows_a_moved_article(article, site):
    article.move(factories.section_of(site, "xay-dung-dang"), pos="last-child")

    location = Client().get(f"/n/{article.pk}")["Location"]

    assert location == f"{HOST}/tuy-phong/xay-dung-dang/bai/"


def test_short_address_leads_to_the_sites_own_host(article, site, settings):
    settings.ALLOWED_HOSTS = ["*"]
    site.host = "tuyphong.example"
    site.save()

    assert Client().get(f"/n/{article.pk}")["Location"] == "http://tuyphong.example/tin-tuc/bai/"
    on_host = Client(headers={"host": "tuyphong.example"}).get(f"/n/{article.pk}", follow=True)
    assert on_host.redirect_chain[-1][0] == "http://tuyphong.example/tin-tuc/bai/"


def _withdraw(article):
    article.unpublish()


def _restrict(article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="x")


def _close(article):
    site = MemberSite.objects.get(code="tuy-phong")
    site.state = SiteState.CLOSED
    site.save()


@pytest.mark.parametrize("hide", [_withdraw, _restrict, _close])
def test_short_address_of_what_readers_do_not_find_is_not_found(article, hide):
    assert Client().get(f"/n/{article.pk}.svg").status_code == 200
    hide(article)

    assert Client().get(f"/n/{article.pk}").status_code == 404
    assert Client().get(f"/n/{article.pk}.svg").status_code == 404


@pytest.mark.parametrize("key", ["0", "999999999999999999", "x", "1x"])
def test_short_address_of_nothing_is_not_found(article, key):
    assert Client().get(f"/n/{key}/").status_code == 404


def test_qr_code_is_a_picture_without_program_that_browsers_keep(article):
    answer = Client().get(f"/n/{article.pk}.svg")
    text = answer.content.decode()

    assert answer["Content-Type"] == "image/svg+xml"
    assert text.startswith("<?xml")
    assert "script" not in text
    assert answer.content == qr_svg(f"{HOST}/n/{article.pk}")
    again = Client().get(f"/n/{article.pk}.svg", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
