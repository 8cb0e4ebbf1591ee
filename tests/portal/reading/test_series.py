"""Series: who makes them, their pages, and what becomes of them when sites are merged."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.news.models import Series
from portal.reading.series import arrive_series, move_series, save_series
from portal.sites.models import SiteState
from tests import factories


@pytest.fixture
def series(site):
    return Series.objects.create(site=site, title="Đại hội Đảng", slug="dai-hoi", lead="Dẫn")


@pytest.fixture
def articles(site, approver, series):
    """The one published last reports what happened first."""
    now = timezone.now()
    return [
        factories.make_article(
            site, approver, title=f"Bài {n}", series=series, event_at=now - timedelta(days=n)
        )
        for n in range(3)
    ]


def _titles(answer):
    return [moment["card"].title for moment in answer.context["moments"]]


def test_series_tells_its_articles_by_the_time_of_their_events(articles, site, approver):
    factories.make_article(site, approver, title="Khác")
    factories.make_article(site, approver, title="Nháp", series=articles[0].series, publish=False)

    answer = Client().get("/tuy-phong/chuyen-de/dai-hoi/")

    assert _titles(answer) == ["Bài 0", "Bài 1", "Bài 2"]
    assert answer.context["chrome"].site.code == "tuy-phong"
    assert not answer.cookies
    assert "Đại hội Đảng" in Client().get("/tuy-phong/chuyen-de/").content.decode()


def test_series_with_many_articles_has_pages(articles, site, approver, series):
    for number in range(18):
        when = timezone.now() - timedelta(days=100 + number)
        factories.make_article(site, approver, title=f"Cũ {number}", series=series, event_at=when)

    second = Client().get("/tuy-phong/chuyen-de/dai-hoi/trang-2/")

    assert _titles(second) == ["Cũ 17"]
    assert second.context["pagination"].previous_url == "/tuy-phong/chuyen-de/dai-hoi/"


@pytest.mark.parametrize(
    "url", ["/chuyen-de/dai-hoi/", "/tuy-phong/chuyen-de/khac/", "/x/chuyen-de/"]
)
def test_series_is_found_at_its_own_site_only(articles, url):
    assert Client().get(url).status_code == 404


def test_series_of_a_site_that_is_closed_is_not_shown(articles, site):
    site.state = SiteState.CLOSED
    site.save()

    assert Client().get("/tuy-phong/chuyen-de/dai-hoi/").status_code == 410


def test_series_lives_on_the_sites_own_host(articles, site, settings):
    settings.ALLOWED_HOSTS = ["*"]
    site.host = "tuyphong.example"
    site.save()

    answer = Client(headers={"host": "tuyphong.example"}).get("/chuyen-de/dai-hoi/")

    assert _titles(answer) == ["Bài 0", "Bài 1", "Bài 2"]
    elsewhere = Client().get("/tuy-phong/chuyen-de/dai-hoi/")
    assert elsewhere["Location"] == "http://tuyphong.example/chuyen-de/dai-hoi/"


def test_series_stands_in_the_sitemap(articles):
    text = Client().get("/sitemap-muc-1.xml").content.decode()

    assert "<loc>http://testserver/tuy-phong/chuyen-de/dai-hoi/</loc>" in text


def test_merged_series_keep_articles_and_get_free_addresses(articles, site, other_site, series):
    Series.objects.create(site=other_site, title="Khác", slug="dai-hoi")

    assert move_series(site=site, target=other_site) == 1

    series.refresh_from_db()
    assert (series.site, series.slug) == (other_site, "dai-hoi-2")
    assert _titles(Client().get("/la-gi/chuyen-de/dai-hoi-2/")) == ["Bài 0", "Bài 1", "Bài 2"]


def test_series_of_an_archive_arrives_composed(site):
    record = {"title": "Đa\u0323i hội", "slug": "dai-hoi", "is_open": False}

    key = arrive_series(site=site, record=record, picture_id=None)

    found = Series.objects.get(pk=key)
    assert (found.title, found.is_open, found.site) == ("Đại hội", False, site)


def test_editor_saves_a_series_with_an_address_from_its_title(editor, site):
    series = save_series(actor=editor, series=Series(site=site, title=" Đại hội Đảng "))

    assert (series.title, series.slug) == ("Đại hội Đảng", "dai-hoi-dang")


@pytest.mark.parametrize("case", ["contributor", "foreign", "frozen"])
def test_series_is_refused_to_who_does_not_edit_there(case, contributor, editor, site, other_site):
    actor, place = (contributor, site) if case == "contributor" else (editor, site)
    if case == "foreign":
        place = other_site
    if case == "frozen":
        site.state = SiteState.FROZEN
        site.save()

    with pytest.raises(ValidationError, match="DB-03"):
        save_series(actor=actor, series=Series(site=place, title="Đại hội"))

    assert not Series.objects.exists()


def _form(site, **values):
    return {"site": site.pk, "title": "Đại hội", "slug": "", "lead": "", "picture": ""} | values


def test_editor_adds_and_changes_series_of_own_sites_only(editor, signed_in, site, other_site):
    desk = signed_in(editor)
    foreign = Series.objects.create(site=other_site, title="Khác", slug="khac")

    assert desk.post(reverse("series:add"), _form(other_site)).status_code == 200
    assert Series.objects.count() == 1
    desk.post(reverse("series:add"), _form(site, is_open="on"))

    made = Series.objects.get(site=site)
    assert (made.slug, made.is_open) == ("dai-hoi", True)
    assert "Khác" not in desk.get(reverse("series:index")).content.decode()
    edit = reverse("series:edit", args=[made.pk])
    desk.post(edit, _form(other_site, title="Đại hội XIV", slug="dai-hoi"))
    made.refresh_from_db()
    assert (made.title, made.site) == ("Đại hội XIV", site)
    assert desk.get(reverse("series:edit", args=[foreign.pk])).status_code == 404


def test_address_of_another_series_is_refused_with_a_sentence(editor, signed_in, site, series):
    answer = signed_in(editor).post(reverse("series:add"), _form(site, slug="dai-hoi"))

    assert "DB-02" in answer.content.decode()
    assert Series.objects.count() == 1


def test_picture_of_another_site_is_refused(editor, signed_in, site, other_site):
    image = factories.make_image(other_site, title="Của trang khác")

    answer = signed_in(editor).post(reverse("series:add"), _form(site, picture=image.pk))

    assert not Series.objects.exists()
    assert "CL-01" in answer.content.decode()
