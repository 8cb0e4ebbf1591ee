"""The news of two days for search engines: all of it, however much there is."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from portal.pages.models import CardRow
from portal.sitemap import parts
from tests import factories

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


@pytest.fixture
def articles(site, approver):
    found = [factories.make_article(site, approver, title=f"Bài & {n}") for n in range(3)]
    old = timezone.now() - timedelta(hours=49)
    CardRow.objects.filter(pk=found[0].pk).update(published_at=old)
    return found


def _titles(number):
    answer = Client().get(f"/sitemap-thoi-su-{number}.xml")
    assert answer.status_code == 200
    root = ET.fromstring(answer.content)  # noqa: S314 (our own answer)
    return root, [element.text for element in root.iterfind(".//n:title", NS)]


def test_news_of_two_days_are_listed_newest_first(articles, site):
    root, titles = _titles(1)

    assert titles == ["Bài & 2", "Bài & 1"]
    first = root.find("s:url", NS)
    assert first.findtext("s:loc", None, NS) == "http://testserver/tuy-phong/tin-tuc/bai-2/"
    assert first.findtext(".//n:name", None, NS) == site.name
    assert first.findtext(".//n:language", None, NS) == "vi"
    assert first.findtext(".//n:publication_date", None, NS).endswith("+07:00")


def test_many_news_come_in_parts_that_the_index_names(articles, monkeypatch):
    monkeypatch.setattr(parts, "NEWS_PART", 1)

    index = Client().get("/sitemap.xml").content.decode()

    assert "/sitemap-thoi-su-1.xml" in index
    assert "/sitemap-thoi-su-2.xml" in index
    assert "/sitemap-thoi-su-3.xml" not in index
    assert _titles(2)[1] == ["Bài & 1"]


def test_without_fresh_news_there_is_no_part(site):
    assert "thoi-su" not in Client().get("/sitemap.xml").content.decode()
    assert Client().get("/sitemap-thoi-su-1.xml").status_code == 404
