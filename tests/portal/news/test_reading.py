"""What a reader costs: queries of every public page, for few and for many articles."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories

ARTICLE = "/tuy-phong/tin-tuc/dang-bo-tinh-tong-ket-0/"
BUDGETS = {
    "/": 10,
    "/tuy-phong/": 10,
    "/tuy-phong/tin-tuc/": 5,
    "/tuy-phong/tin-tuc/trang-2/": 5,
    ARTICLE: 9,
    "/chu-de/chuyen-doi-so/": 5,
    "/tuy-phong/chu-de/chuyen-doi-so/": 5,
    "/tim-kiem/": 2,
    "/tim-kiem/?q=tong+ket": 8,
    "/khong-co/": 6,
}


@pytest.fixture
def reader(site):
    return Client()


def _queries(reader, url):
    reader.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = reader.get(url)
    assert response.status_code == (404 if url == "/khong-co/" else 200)
    return [query["sql"] for query in captured]


def _rich_article(site, approver, number):
    image = factories.make_image(site)
    item = {"image": image, "caption": ""}
    return factories.make_article(
        site,
        approver,
        title=f"Đảng bộ tỉnh tổng kết {number}",
        main_image=image,
        tags=["Chuyển đổi số"],
        body=[
            ("text", "<p>Một</p>"),
            ("picture", {"image": image, "caption": "Chú thích", "credit": ""}),
            ("gallery", {"title": "Ảnh", "items": [item, item]}),
        ],
    )


def test_no_public_page_costs_more_for_many_articles_than_for_few(reader, site, approver):
    for number in range(2):
        _rich_article(site, approver, number)
    few = {url: len(_queries(reader, url)) for url in BUDGETS}

    for number in range(2, 23):
        _rich_article(site, approver, number)

    many = {url: len(_queries(reader, url)) for url in BUDGETS}
    assert many == few
    assert {url: count for url, count in many.items() if count > BUDGETS[url]} == {}


def test_reader_gets_no_cookie_and_causes_no_write(reader, site, approver):
    _rich_article(site, approver, 0)

    for url in BUDGETS:
        assert all(sql.startswith("SELECT") for sql in _queries(reader, url)), url
        assert not reader.get(url).cookies, url
