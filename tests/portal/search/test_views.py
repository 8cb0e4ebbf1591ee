import unicodedata
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests import factories

URL = "/tim-kiem/"
COUNT = 22


@pytest.fixture
def articles(site, approver, index_articles):
    made = [
        factories.make_article(site, approver, title=f"Tin số {number} về hội nghị đảng bộ")
        for number in range(COUNT)
    ]
    index_articles()
    return made


def shown(response):
    return [card.title for card in response.context["cards"]]


def test_page_without_query_shows_the_form(client, site):
    response = client.get(URL)
    assert response.status_code == 200
    assert response.context["pagination"] is None
    assert not response.cookies


def test_results_come_twenty_a_page_with_working_links(client, articles):
    response = client.get(URL, {"q": "hoi nghi dang bo"})
    pagination = response.context["pagination"]
    assert response.status_code == 200
    assert pagination.count == COUNT
    assert len(shown(response)) == 20
    assert shown(response)[0] == "Tin số 21 về hội nghị đảng bộ"
    second = client.get(pagination.next_url)
    assert len(shown(second)) == 2
    assert second.context["pagination"].number == 2
    assert second.context["pagination"].previous_url == f"{URL}?q=hoi+nghi+dang+bo"
    assert len({*shown(response), *shown(second)}) == COUNT


def test_page_number_that_does_not_exist_shows_the_nearest(client, articles):
    asked = {"0": 1, "-1": 1, "abc": 1, "": 1, "²": 1, "2": 2, "99": 2, "1" + "0" * 22: 2}
    for number, page in asked.items():
        response = client.get(URL, {"q": "hoi nghi", "trang": number})
        assert response.status_code == 200
        assert response.context["pagination"].number == page, number


def test_site_filter_is_kept_in_links(client, articles, site):
    response = client.get(URL, {"q": "hội nghị", "trang-web": site.code})
    assert response.context["pagination"].count == COUNT
    assert f"trang-web={site.code}" in response.context["pagination"].next_url
    assert client.get(URL, {"q": "hội nghị", "trang-web": "tinh"}).context["cards"] == []


def test_unknown_site_is_not_found(client, site):
    assert client.get(URL, {"q": "a", "trang-web": "khong-co"}).status_code == 404


@pytest.mark.parametrize("query", ['"', 'a"b', '"' * 4000, "\x00", "a\x00\x07b", "%00", "'; --"])
def test_odd_queries_are_answered(client, site, query):
    assert client.get(URL, {"q": query}).status_code == 200


def test_broken_encoding_is_answered(client, site):
    assert client.get(URL + "?q=%ff%fe&trang=%ff").status_code == 200


@pytest.mark.parametrize("query", ["x" * 201, "x" * 20_000, "đ " * 500_000])
def test_too_long_a_query_is_refused(client, site, query):
    response = client.get(URL, {"q": query})
    assert response.status_code == 400
    assert "TIM-01" in response.context["error"]
    assert "200" in response.context["error"]
    assert len(response.content) < 100_000


def test_query_is_shown_as_text(client, site):
    response = client.get(URL, {"q": "<script>alert(1)</script>"})
    assert b"<script>alert" not in response.content
    assert "<script>alert(1)</script>" in unescape(response.content.decode())


def test_query_is_shown_composed(client, site):
    response = client.get(URL, {"q": unicodedata.normalize("NFD", "đảng bộ")})
    assert response.context["query"] == "đảng bộ"


def test_only_reading_is_allowed(client, site):
    assert client.post(URL, {"q": "a"}).status_code == 405


def test_queries_do_not_grow_with_the_results(client, articles):
    client.get(URL, {"q": "tin"})
    with CaptureQueriesContext(connection) as one:
        client.get(URL, {"q": "tin số 7"})
    with CaptureQueriesContext(connection) as many:
        client.get(URL, {"q": "tin"})
    assert len(many) == len(one) <= 5


def test_admin_search_survives_quotes(signed_in, articles, approver):
    admin = signed_in(approver)
    for url in ("/quan-tri/pages/search/", "/quan-tri/images/", "/quan-tri/documents/"):
        for query in ('"', 'a"b', '"' * 4000, "x" * 20_000):
            assert admin.get(url, {"q": query}).status_code == 200, (url, query)
    found = admin.get("/quan-tri/pages/search/", {"q": "hoi nghi"})
    assert "Tin số 21" in found.content.decode()


def test_rebuilt_index_finds_the_same(client, articles):
    call_command("update_index", verbosity=0)
    with override("vi"):
        response = client.get(URL, {"q": "hội nghị"})
    assert response.context["pagination"].count == COUNT


def test_search_from_a_member_site_stays_in_it_and_offers_the_whole_portal(site, approver):
    factories.make_article(site, approver)
    page = Client().get("/tuy-phong/").content.decode()

    assert '<input type="hidden" name="trang-web" value="tuy-phong">' in page
    found = Client().get("/tim-kiem/", {"q": "hội nghị", "trang-web": "tuy-phong"})
    assert 'href="/tim-kiem/?q=h%E1%BB%99i%20ngh%E1%BB%8B"' in found.content.decode()
