"""What a reader gets: pages, lists, and how many queries they cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories


@pytest.fixture
def reader(site):
    return Client()


def _queries(reader, url):
    reader.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = reader.get(url)
    assert response.status_code == 200
    return len(captured)


def _rich_article(site, approver, number):
    image = factories.make_image(site)
    picture = {"image": image, "caption": "Chú thích", "credit": ""}
    items = [{"image": image, "caption": ""}, {"image": image, "caption": ""}]
    return factories.make_article(
        site,
        approver,
        title=f"Đảng bộ tỉnh tổng kết {number}",
        main_image=image,
        tags=["Chuyển đổi số"],
        body=[
            ("text", "<p>Một</p>"),
            ("picture", picture),
            ("gallery", {"title": "Ảnh", "items": items}),
        ],
    )


@pytest.mark.parametrize(("url", "most"), [("/", 10), ("/tuy-phong/", 10)])
def test_home_costs_the_same_queries_for_few_and_many_articles(
    reader, site, approver, url, most
):
    _rich_article(site, approver, 0)
    few = _queries(reader, url)

    for number in range(1, 12):
        _rich_article(site, approver, number)

    assert _queries(reader, url) == few <= most


def test_article_with_everything_costs_at_most_eight_queries(reader, site, approver):
    _rich_article(site, approver, 0)
    url = "/tuy-phong/tin-tuc/dang-bo-tinh-tong-ket-0/"
    few = _queries(reader, url)

    for number in range(1, 12):
        _rich_article(site, approver, number)

    assert _queries(reader, url) == few <= 8


def test_reader_gets_no_cookie_and_causes_no_write(reader, site, approver):
    factories.make_article(site, approver)

    for url in ("/", "/tuy-phong/", "/tuy-phong/tin-tuc/", "/tim-kiem/?q=dang"):
        with CaptureQueriesContext(connection) as captured:
            response = reader.get(url)

        assert not response.cookies, url
        assert all(q["sql"].startswith("SELECT") for q in captured), url
