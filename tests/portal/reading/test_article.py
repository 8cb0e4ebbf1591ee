"""What an article page shows around the text, and what it tells machines."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.news.models import ArticlePage, Series
from portal.pages.models import CardRow
from portal.theming.templatetags.theming import EARLY
from tests import factories

HOST = "http://testserver"


@pytest.fixture
def articles(site, approver):
    """Published a day after one another; the last one is the newest."""
    found = []
    for number in range(9):
        article = factories.make_article(site, approver, title=f"Bài {number}")
        moment = timezone.now() - timedelta(days=20 - number)
        ArticlePage.objects.filter(pk=article.pk).update(first_published_at=moment)
        CardRow.objects.filter(pk=article.pk).update(published_at=moment)
        found.append(article)
    return found


def _titles(cards):
    return [card.title for card in cards]


def test_article_leads_to_the_next_and_the_earlier_of_its_section(articles, site, approver):
    factories.make_article(site, approver, title="Khác", section="xay-dung-dang")

    page = Client().get("/tuy-phong/tin-tuc/bai-5/")

    assert _titles(page.context["newer"]) == ["Bài 8", "Bài 7", "Bài 6"]
    assert _titles(page.context["older"]) == ["Bài 4", "Bài 3", "Bài 2", "Bài 1", "Bài 0"]
    first = Client().get("/tuy-phong/tin-tuc/bai-0/")
    assert _titles(first.context["newer"]) == ["Bài 3", "Bài 2", "Bài 1"]
    assert first.context["older"] == []


def test_article_names_its_series_and_others_on_its_topics(site, other_site, approver):
    series = Series.objects.create(site=site, title="Đại hội", slug="dai-hoi")
    common = {"tags": ["Đảng phí"], "series": series}
    for number in range(2):
        factories.make_article(site, approver, title=f"Bài {number}", **common)

    page = Client().get("/tuy-phong/tin-tuc/bai-0/")

    assert page.context["series"]["url"] == "/tuy-phong/chuyen-de/dai-hoi/"
    assert _titles(page.context["series"]["cards"]) == ["Bài 1"]
    assert _titles(page.context["related"]) == ["Bài 1"]


def _linked_data(html):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])


def test_article_tells_machines_what_it_is(site, approver):
    image = factories.make_image(site)
    article = factories.make_article(
        site, approver, title="Bài", main_image=image, author="An", tags=["Đảng phí"]
    )

    html = Client().get(article.url).content.decode()
    data = _linked_data(html)

    assert data["@type"] == "NewsArticle"
    assert data["url"] == f"{HOST}/tuy-phong/tin-tuc/bai/"
    assert data["image"][0].startswith(f"{HOST}/media/")
    assert data["datePublished"] == article.first_published_at.isoformat()
    assert (data["author"]["name"], data["keywords"]) == ("An", ["Đảng phí"])
    assert f'<meta property="og:image" content="{data["image"][0]}">' in html
    assert f'<link rel="canonical" href="{data["url"]}">' in html
    assert f'<link rel="shortlink" href="{HOST}/n/{article.pk}">' in html


def test_title_cannot_end_the_data_block(site, approver):
    title = "</script><script>alert(1)</script> <!-- & \u2028"
    article = factories.make_article(site, approver, title=title)

    html = Client().get(article.url).content.decode()

    assert "<script>alert(1)" not in html
    assert _linked_data(html)["headline"] == ArticlePage.objects.get(pk=article.pk).title


def test_article_taken_over_names_its_origin_while_readers_find_it(site, other_site, approver):
    origin = factories.make_article(site, approver, title="Gốc")
    admin = factories.make_person(None, None, "quan-tri")
    type(admin).objects.filter(pk=admin.pk).update(is_superuser=True)
    admin.refresh_from_db()
    copy = factories.make_article(other_site, admin, title="Bản nhận", origin=origin)

    page = Client().get(copy.url)
    assert page.context["canonical_url"] == f"{HOST}/tuy-phong/tin-tuc/goc/"
    assert _linked_data(page.content.decode())["url"] == f"{HOST}/tuy-phong/tin-tuc/goc/"
    news = Client().get("/sitemap-thoi-su-1.xml").content.decode()
    assert ("/goc/" in news, "/ban-nhan/" in news) == (True, False)

    origin.unpublish()
    assert Client().get(copy.url).context["canonical_url"] == f"{HOST}/la-gi/tin-tuc/ban-nhan/"


def test_draft_is_previewed_without_short_address_and_neighbours(site, approver):
    article = factories.make_article(site, approver, title="Nháp", publish=False)

    answer = article.make_preview_request(None, article.default_preview_mode)
    answer.render()

    assert b'class="tools"' in answer.content
    assert b"shortlink" not in answer.content


def test_article_that_is_not_even_saved_is_previewed(site):
    section = factories.section_of(site)
    article = ArticlePage(title="Mới", lead="Dẫn", slug="moi", depth=section.depth + 1)
    article.path = f"{section.path}0001"
    article.set_url_path(section)

    answer = article.make_preview_request(None, article.default_preview_mode)
    answer.render()

    assert b'class="tools"' in answer.content


def test_article_brings_no_program_or_style_of_its_own(site, approver):
    article = factories.make_article(site, approver, tags=["Đảng phí"])

    html = Client().get(article.url).content.decode()

    scripts = re.findall(r"<script([^>]*)>([^<]*)", html)
    own = [text for tag, text in scripts if "src=" not in tag and "application/ld+json" not in tag]
    assert own == [EARLY]  # the reader's settings, the same on every page
    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
