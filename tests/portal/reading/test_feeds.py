"""Atom and RSS of sites, sections, topics and series, and how pages name them."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from portal.news.models import Series
from portal.pages.models import CardRow
from tests import factories

ATOM = {"a": "http://www.w3.org/2005/Atom"}
BASES = ["/", "/tuy-phong/", "/tuy-phong/tin-tuc/", "/chu-de/dang-phi/"]
BASES += ["/tuy-phong/chu-de/dang-phi/", "/tuy-phong/chuyen-de/dai-hoi/"]


@pytest.fixture
def article(site, approver):
    series = Series.objects.create(site=site, title="Đại hội", slug="dai-hoi")
    return factories.make_article(
        site, approver, title="Bài <b> & “một”", tags=["Đảng phí"], series=series
    )


def _read(url):
    answer = Client().get(url)
    assert answer.status_code == 200
    return answer, ET.fromstring(answer.content)  # noqa: S314 (our own answer)


@pytest.mark.parametrize("base", BASES)
def test_atom_feed_has_what_the_standard_asks_for(article, base):
    answer, feed = _read(f"{base}tin-moi.xml")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    for name in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        assert feed.findtext(name, None, ATOM), name
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {
        "alternate": f"http://testserver{base}",
        "self": f"http://testserver{base}tin-moi.xml",
    }
    entry = feed.find("a:entry", ATOM)
    assert entry.findtext("a:title", None, ATOM) == "Bài <b> & “một”"
    for name in ("a:id", "a:updated", "a:published", "a:summary"):
        assert entry.findtext(name, None, ATOM), name


@pytest.mark.parametrize("base", BASES)
def test_rss_feed_has_what_the_standard_asks_for(article, base):
    answer, feed = _read(f"{base}tin-moi.rss")

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert feed.get("version") == "2.0"
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert feed.findtext(f"channel/{name}"), name
    item = feed.find("channel/item")
    assert item.findtext("title") == "Bài <b> & “một”"
    for name in ("link", "guid", "pubDate", "description"):
        assert item.findtext(name), name


@pytest.mark.parametrize("base", BASES[1:])
@pytest.mark.parametrize("end", ["xml", "rss"])
def test_list_names_its_feeds(article, base, end):
    html = Client().get(base).content.decode()

    assert f'href="{base}tin-moi.{end}"' in html


def test_list_on_a_sites_own_host_names_its_feeds_there(article, site, settings):
    settings.ALLOWED_HOSTS = ["*"]
    site.host = "tuyphong.example"
    site.save()
    on_host = Client(headers={"host": "tuyphong.example"})

    for base in ("/", "/tin-tuc/", "/chu-de/dang-phi/", "/chuyen-de/dai-hoi/"):
        html = on_host.get(base).content.decode()
        assert f'href="{base}tin-moi.rss"' in html or (
            f'href="http://tuyphong.example{base}tin-moi.rss"' in html
        ), base
        text = on_host.get(f"{base}tin-moi.rss").content.decode()
        assert "<link>http://tuyphong.example/tin-tuc/bai-b-mot/</link>" in text


@pytest.mark.parametrize("end", ["xml", "rss"])
def test_unchanged_feed_is_not_sent_again(article, end):
    url = f"/tuy-phong/chu-de/dang-phi/tin-moi.{end}"
    first = Client().get(url)
    again = Client().get(url, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert not first.cookies


def test_changed_article_is_told_as_updated(article):
    before = timezone.now() - timedelta(days=1)
    CardRow.objects.filter(pk=article.pk).update(published_at=before)

    _answer, feed = _read("/tuy-phong/tin-moi.xml")

    updated = feed.find("a:entry", ATOM).findtext("a:updated", None, ATOM)
    assert updated[:10] == article.last_published_at.date().isoformat()


@pytest.mark.parametrize(
    "url",
    ["/chu-de/khong/tin-moi.rss", "/x/chu-de/dang-phi/tin-moi.xml", "/chuyen-de/x/tin-moi.xml"],
)
def test_feed_of_nothing_is_not_found(article, url):
    assert Client().get(url).status_code == 404
