"""Numbers of readers: nothing is shown until somebody counts."""

import pytest
from django.test import Client

from portal.pages.models import SiteLayout
from portal.reading import counts
from tests import factories


@pytest.fixture(autouse=True)
def _nobody_counts():
    yield
    counts.forget()


@pytest.fixture
def articles(site, province, approver):
    SiteLayout.objects.update_or_create(
        site=province,
        defaults={
            "aside": [{"type": "most_read", "value": {"title": "", "period": "7d", "count": 2}}]
        },
    )
    return [factories.make_article(site, approver, title=f"Bài {n}") for n in range(3)]


def _page(article):
    return Client().get(article.url).content.decode()


def test_nothing_is_shown_while_nobody_counts(articles):
    html = _page(articles[0])

    assert "widget--most_read" not in html
    assert "lượt xem" not in html


def test_widget_shows_the_most_read_of_the_site_in_their_order(articles, site):
    asked = []

    def most_read(site_id, period, limit):
        asked.append((site_id, period.days))
        return [articles[2].pk, 999_999, articles[0].pk, articles[1].pk]

    counts.register(views=lambda keys: {keys[0]: 1234}, most_read=most_read)
    html = _page(articles[0])
    widget = html[html.index("widget--most_read") :]

    assert asked == [(site.pk, 7)]
    assert widget.index("Bài 2") < widget.index("Bài 0")
    assert "Bài 1" not in widget
    assert "1.234" in html


def test_province_shows_the_most_read_of_all_sites(articles):
    asked = []
    counts.register(
        views=lambda keys: {}, most_read=lambda site_id, *_rest: asked.append(site_id) or []
    )

    Client().get("/tin-tuc/")

    assert asked == [None]


def test_failing_counter_leaves_the_page_whole(articles, caplog):
    def fail(*args):
        raise RuntimeError

    counts.register(views=fail, most_read=fail)

    assert "widget--most_read" not in _page(articles[0])
    assert "Counting readers failed" in caplog.text
