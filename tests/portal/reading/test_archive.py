"""News by date: addresses, calendar, the picker."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.pages.models import CardRow
from tests import factories


def _publish(site, person, title, *moment):
    """An article published at that local time."""
    article = factories.make_article(site, person, title=title)
    at = timezone.make_aware(datetime(*moment))
    CardRow.objects.filter(pk=article.pk).update(published_at=at)
    return article


@pytest.fixture
def articles(site, other_site, approver):
    # The last moment of a day in Việt Nam is another day in UTC.
    _publish(site, approver, "Cuối ngày", 2026, 2, 5, 23, 59)
    _publish(site, approver, "Đầu ngày", 2026, 2, 6, 0, 0)
    _publish(site, approver, "Tháng sau", 2026, 3, 1, 0, 0)
    _publish(site, approver, "Năm trước", 2025, 12, 31, 23, 59)


def _titles(url):
    answer = Client().get(url)
    assert answer.status_code == 200
    return [card.title for card in answer.context["cards"]]


def test_day_month_and_year_are_those_of_the_readers(articles):
    assert _titles("/tuy-phong/luu-tru-tin/2026/02/05/") == ["Cuối ngày"]
    assert _titles("/tuy-phong/luu-tru-tin/2026/02/06/") == ["Đầu ngày"]
    assert _titles("/tuy-phong/luu-tru-tin/2026/02/") == ["Đầu ngày", "Cuối ngày"]
    assert _titles("/tuy-phong/luu-tru-tin/2026/") == ["Tháng sau", "Đầu ngày", "Cuối ngày"]
    assert _titles("/luu-tru-tin/2025/") == ["Năm trước"]
    assert _titles("/la-gi/luu-tru-tin/2026/") == []


def test_calendar_leads_to_days_with_articles_only(articles):
    answer = Client().get("/tuy-phong/luu-tru-tin/2026/02/05/")
    calendar = answer.context["calendar"]
    days = {d["number"]: d for week in calendar["weeks"] for d in week if d["number"]}

    assert {n: d["count"] for n, d in days.items() if d["url"]} == {5: 1, 6: 1}
    assert days[6]["url"] == "/tuy-phong/luu-tru-tin/2026/02/06/"
    assert days[5]["current"]
    assert len(days) == 28
    assert calendar["weeks"][0] == [
        {"number": 0, "count": 0, "url": "", "words": "", "current": False}
    ] * 6 + [days[1]]
    assert calendar["previous"] == "/tuy-phong/luu-tru-tin/2026/01/"
    months = {m["number"]: m["count"] for m in answer.context["months"] if m["count"]}
    assert months == {2: 2, 3: 1}
    assert [y["year"] for y in answer.context["years"]] == [2026, 2025]


def test_no_month_after_this_one_is_offered(articles):
    answer = Client().get("/luu-tru-tin/")

    assert answer.context["calendar"]["next"] == ""
    assert answer.context["period"].year == timezone.localdate().year


@pytest.mark.parametrize("text", ["2026-02-05", "5/2/2026", "05-02-2026", " 5.2.2026 "])
def test_picker_leads_to_the_day_however_it_is_written(site, text):
    answer = Client().get("/tuy-phong/luu-tru-tin/", {"ngay": text})

    assert (answer.status_code, answer["Location"]) == (302, "/tuy-phong/luu-tru-tin/2026/02/05/")


@pytest.mark.parametrize(
    "text", ["31/2/2026", "hôm qua", "2999-01-01", "<script>alert", "0", "9" * 500]
)
def test_picker_refuses_what_is_no_day_with_a_sentence(site, text):
    answer = Client().get("/tuy-phong/luu-tru-tin/", {"ngay": text})

    assert answer.status_code == 400
    assert "DB-01" in answer.context["refusal"]
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "rest", ["2026/02/31/", "2026/13/", "0000/", "2999/", "2026/00/01/", "0001/", "x/"]
)
def test_address_of_no_day_is_not_found(site, rest):
    assert Client().get(f"/tuy-phong/luu-tru-tin/{rest}").status_code == 404


def test_day_long_ago_is_shown_empty_and_not_indexed(site):
    answer = Client().get("/tuy-phong/luu-tru-tin/1945/01/01/")

    assert answer.status_code == 200
    assert "noindex" in answer.content.decode()
    assert answer.context["calendar"]["previous"] == ""


def test_archive_costs_the_same_for_many_articles_and_writes_nothing(articles, site, approver):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            answer = Client().get("/tuy-phong/luu-tru-tin/2026/02/05/")
        assert not answer.cookies
        return [q["sql"] for q in captured]

    queries()
    few = queries()
    for number in range(5):
        _publish(site, approver, f"Thêm {number}", 2026, 2, 5, 8, number)

    many = queries()
    assert len(many) == len(few) <= 6
    assert all(sql.startswith("SELECT") for sql in many)
