"""What machines read: sitemap, robots.txt and feeds; nothing restricted, withdrawn or closed."""

from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from portal.pages.models import CardRow
from portal.plugins import faults, points, registry, services
from portal.plugins.registry import Owned
from portal.plugins.scopes import Scope
from portal.sitemap import parts
from tests import factories

HOST = "http://testserver"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def articles(site, approver):
    return [factories.make_article(site, approver, title=f"Bài {n}") for n in range(3)]


def _xml(url):
    answer = Client().get(url)
    assert answer.status_code == 200
    return ET.fromstring(answer.content)  # noqa: S314 (our own answer)


def _locations(url):
    return [element.text for element in _xml(url).iterfind(".//s:loc", NS)]


def _listed():
    """Every address in every part that the index names, without the host."""
    found = []
    for part in _locations("/sitemap.xml"):
        if "thoi-su" in part:  # the same news once more, for those who want the newest only
            continue
        found += _locations(part.removeprefix(HOST))
    assert all(url.startswith(f"{HOST}/") for url in found)
    return [url.removeprefix(HOST) for url in found]


def test_index_leads_to_home_pages_sections_and_articles(articles):
    assert _listed() == [
        "/",
        "/tin-tuc/",
        "/xay-dung-dang/",
        "/tuy-phong/",
        "/tuy-phong/tin-tuc/",
        "/tuy-phong/xay-dung-dang/",
        "/tuy-phong/tin-tuc/bai-0/",
        "/tuy-phong/tin-tuc/bai-1/",
        "/tuy-phong/tin-tuc/bai-2/",
    ]


def test_addresses_are_of_the_portal_whatever_host_is_asked(articles, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example"
    settings.ALLOWED_HOSTS = ["*"]

    answer = Client(headers={"host": "attacker.example"}).get("/sitemap-tin-1.xml")

    assert "<loc>https://portal.example/tuy-phong/tin-tuc/bai-0/</loc>" in answer.content.decode()


def test_every_article_tells_when_it_changed_last(articles):
    page = articles[0]

    changed = [element.text for element in _xml("/sitemap-tin-1.xml").iterfind(".//s:lastmod", NS)]

    assert changed[0] == page.last_published_at.isoformat(timespec="seconds")
    assert len(changed) == 3


def test_section_changes_with_the_newest_article_below_it(articles):
    row = CardRow.objects.latest("published_at")
    moments = {
        item.find("s:loc", NS).text: item.findtext("s:lastmod", None, NS)
        for item in _xml("/sitemap-muc-1.xml")
    }

    newest = row.published_at.isoformat(timespec="seconds")
    assert moments[f"{HOST}/"] == moments[f"{HOST}/tuy-phong/tin-tuc/"] == newest
    assert moments[f"{HOST}/tuy-phong/xay-dung-dang/"] != newest


def test_withdrawn_and_restricted_pages_are_not_listed(site, articles):
    articles[0].unpublish()
    PageViewRestriction.objects.create(page=articles[1], restriction_type="password", password="x")
    factories.section_of(site, "xay-dung-dang").unpublish()
    listed = _listed()
    assert "/tuy-phong/tin-tuc/bai-2/" in listed
    assert not {"/tuy-phong/tin-tuc/bai-0/", "/tuy-phong/tin-tuc/bai-1/"} & set(listed)
    assert "/tuy-phong/xay-dung-dang/" not in listed

    PageViewRestriction.objects.create(
        page=factories.section_of(site), restriction_type="password", password="x"
    )
    assert [url for url in _listed() if url.startswith("/tuy-phong/tin-tuc/")] == []


def test_many_articles_come_in_parts_each_in_one_query(articles, monkeypatch):
    monkeypatch.setattr(parts, "PART", 2)
    assert [url for url in _locations("/sitemap.xml") if "tin" in url] == [
        f"{HOST}/sitemap-tin-1.xml",
        f"{HOST}/sitemap-tin-2.xml",
    ]
    _xml("/sitemap-tin-2.xml")

    with CaptureQueriesContext(connection) as captured:
        second = _locations("/sitemap-tin-2.xml")

    assert second == [f"{HOST}/tuy-phong/tin-tuc/bai-2/"]
    assert len([q for q in captured if "pages_cardrow" in q["sql"]]) == 1


@pytest.mark.parametrize("name", ["tin-2", "tin-0", "muc-2", "khac-1", "he-thong-khong_co-1"])
def test_part_that_does_not_exist_is_not_found(articles, name):
    assert Client().get(f"/sitemap-{name}.xml").status_code == 404


def test_unchanged_part_is_not_sent_again(articles):
    first = Client().get("/sitemap-tin-1.xml")
    again = Client().get("/sitemap-tin-1.xml", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "max-age" in first["Cache-Control"]
    assert not first.cookies


@pytest.fixture
def plugin(monkeypatch, site):
    """Makes a function the sample plugin's source of addresses, and switches it for ``site``."""

    def register(entries, *, enabled=True):
        sources = [Owned("sample", points.SitemapSource(entries))]
        monkeypatch.setitem(registry._extensions, points.SitemapSource, sources)
        scope = Scope.site(site.pk)
        services.switch(actor=None, slug="sample", scope=scope, enabled=enabled)

    return register


def test_plugin_lists_its_addresses_for_the_places_where_it_is_on(plugin, site):
    def entries(scope):
        yield points.SitemapEntry(f"/phim/{scope.id}/")
        yield points.SitemapEntry("//example.org/")
        yield points.SitemapEntry("https://example.org/")

    plugin(entries)
    assert f"/phim/{site.pk}/" in _listed()
    assert not [url for url in _listed() if "example.org" in url]

    plugin(entries, enabled=False)
    assert not [url for url in _listed() if "phim" in url]


def test_fault_of_a_plugin_leaves_the_rest_of_the_sitemap(plugin, site, articles, caplog):
    def entries(scope):
        yield points.SitemapEntry("/phim/1/")
        raise RuntimeError

    before = faults.count("sample")
    plugin(entries)

    listed = _listed()

    assert "/phim/1/" in listed
    assert "/tuy-phong/tin-tuc/bai-0/" in listed
    assert faults.count("sample") > before


def test_robots_names_the_sitemap_and_closes_the_admin():
    lines = Client().get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    assert "Disallow: /quan-tri/" in lines


def _titles(url):
    return [element.text for element in _xml(url).iterfind("a:entry/a:title", NS)]


def test_feed_of_the_portal_a_site_and_a_section(site, other_site, articles, approver):
    factories.make_article(site, approver, title="Xây", section="xay-dung-dang")

    newest = ["Xây", "Bài 2", "Bài 1", "Bài 0"]
    assert _titles("/tin-moi.xml") == newest
    assert _titles("/tuy-phong/tin-moi.xml") == newest
    assert _titles("/tuy-phong/tin-tuc/tin-moi.xml") == newest[1:]
    assert _titles("/la-gi/tin-moi.xml") == []
    feed = _xml("/tuy-phong/tin-moi.xml")
    assert feed.find("a:title", NS).text == site.name
    link = feed.find("a:entry/a:link", NS).get("href")
    assert link == f"{HOST}/tuy-phong/xay-dung-dang/xay/"


def test_pages_name_their_sites_feed(site):
    html = Client().get("/tuy-phong/tin-tuc/").content.decode()

    assert 'type="application/atom+xml"' in html
    assert 'href="/tuy-phong/tin-moi.xml"' in html


def test_feed_without_a_published_open_section_is_not_found(site, articles):
    urls = ("/khong-co/tin-moi.xml", "/tuy-phong/tin-tuc/bai-0/tin-moi.xml")
    assert [Client().get(url).status_code for url in urls] == [404, 404]

    section = factories.section_of(site)
    PageViewRestriction.objects.create(page=section, restriction_type="password", password="x")
    assert Client().get("/tuy-phong/tin-tuc/tin-moi.xml").status_code == 404
    assert _titles("/tuy-phong/tin-moi.xml") == []


def test_portal_without_any_site_has_an_empty_sitemap(db):
    assert _locations("/sitemap.xml") == []
