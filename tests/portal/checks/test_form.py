"""Checks of what an article is made of, and its title against others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.news.models import ArticleKind
from portal.sites.models import Role
from tests import factories
from tests.portal.checks import said

TITLE = "Tỉnh ủy tổ chức hội nghị triển khai nhiệm vụ quý bốn"


@pytest.fixture
def article(site, contributor):
    return said.draft(site, contributor, title=TITLE)


def test_good_article_has_no_finding(site, contributor):
    article = said.draft(
        site,
        contributor,
        title=TITLE,
        lead="Sáng 23/11, Tỉnh ủy tổ chức hội nghị triển khai nhiệm vụ quý bốn năm nay.",
        kind=ArticleKind.objects.create(code="tin-kt", name="Tin kiểm tra"),
    )
    assert said.codes(article) == []


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"lead": " "}, "lead"),
        ({"event_at": None}, "event-time"),
        ({"title": "Đảng bộ " * 20}, "title-length"),
        ({"title": "HỘI NGHỊ ĐẢNG BỘ XÃ"}, "title-capitals"),
        ({"lead": "Ngắn."}, "meta"),
        ({"search_description": "Quá ngắn"}, "meta"),
        ({"kind": None}, "kind"),
        ({"body": [("text", "<p>Ít chữ.</p>")]}, "few-words"),
        ({"body": [("text", "<p>" + "chữ " * 4000 + "</p>")]}, "reading-time"),
    ],
)
def test_what_is_missing_is_found(article, change, check):
    for name, value in change.items():
        setattr(article, name, value)
    assert len(said.of(article, check)) == 1


@pytest.mark.parametrize("title", ["TIN BUỒN", "COVID-19 và ASEAN", "Họp HĐND"])
def test_short_names_in_capitals_are_fine(article, title):
    article.title = title
    assert said.of(article, "title-capitals") == []


def test_article_taken_over_needs_a_source(article, site, approver):
    article.origin = factories.make_article(site, approver, title="Bài gốc")
    assert len(said.of(article, "source")) == 1
    article.source = "Báo Quảng Ninh"
    assert said.of(article, "source") == []


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (TITLE, True),
        (TITLE.upper(), True),
        ("Tinh uy to chuc hoi nghi trien khai nhiem vu quy bon", True),
        (f"{TITLE} năm", True),
        ("Tỉnh ủy tổ chức hội nghị tổng kết công tác năm", False),
    ],
)
def test_same_title_in_the_site_is_found(article, site, approver, other, is_same):
    factories.make_article(site, approver, title=other)
    assert bool(said.of(article, "duplicate-title")) is is_same


def test_numbers_tell_titles_apart(article, site, approver):
    factories.make_article(site, approver, title="Kỳ họp thứ 5 Hội đồng nhân dân tỉnh khai mạc")
    article.title = "Kỳ họp thứ 6 Hội đồng nhân dân tỉnh khai mạc"
    assert said.of(article, "duplicate-title") == []


def test_title_of_another_draft_counts_too(article, site, editor):
    said.draft(site, editor, title=TITLE)
    assert len(said.of(article, "duplicate-title")) == 1


def test_title_of_another_site_or_of_long_ago_does_not_count(article, site, other_site, approver):
    elsewhere = factories.make_person(other_site, Role.APPROVER)
    factories.make_article(other_site, elsewhere, title=TITLE)
    old = factories.make_article(site, approver, title=TITLE)
    old.card.published_at = timezone.now() - timedelta(days=40)
    old.card.save()
    assert said.of(article, "duplicate-title") == []


def test_pictures_need_description_and_credit(article, site):
    image = factories.make_image(site, "Ảnh đoàn")
    article.main_image = image
    assert said.of(article, "picture-description") == []
    assert len(said.of(article, "picture-credit")) == 1
    image.credit = "Hùng Sơn"
    assert said.of(article, "picture-credit") == []
    image.description = " "
    assert len(said.of(article, "picture-description")) == 1
