"""Numbers of pages: windows, edges, gaps, and the addresses of a section's pages."""

import pytest
from django.test import Client

from portal.pages.pagination import Pagination, path_urls
from tests import factories


def _at(number, count, per_page=10):
    return Pagination.at(number, count=count, url_for=path_urls("/tin/"), per_page=per_page)


def _numbers(pagination):
    return [link.number if link else None for link in pagination.links]


@pytest.mark.parametrize(
    ("asked", "count", "shown", "total"),
    [
        (1, 0, 1, 1),
        (5, 0, 1, 1),
        (0, 30, 1, 3),
        (-1, 30, 1, 3),
        (3, 30, 3, 3),
        (4, 30, 3, 3),
        (999_999_999, 31, 4, 4),
    ],
)
def test_number_out_of_range_becomes_the_nearest(asked, count, shown, total):
    pagination = _at(asked, count)

    assert (pagination.number, pagination.total_pages) == (shown, total)


def test_window_covers_the_items_of_the_page():
    assert (_at(1, 25).window, _at(3, 25).window) == (slice(0, 10), slice(20, 30))


@pytest.mark.parametrize(
    ("number", "total", "links"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_links_show_edges_neighbours_and_gaps(number, total, links):
    pagination = _at(number, total * 10)

    assert _numbers(pagination) == links
    assert [link.number for link in pagination.links if link and link.current] == [number]


def test_first_page_has_the_address_of_the_list_itself():
    assert (_at(2, 30).previous_url, _at(2, 30).next_url) == ("/tin/", "/tin/trang-3/")
    assert (_at(1, 30).previous_url, _at(3, 30).next_url) == (None, None)


@pytest.fixture
def section(site, approver):
    for number in range(1, 22):
        factories.make_article(site, approver, title=f"Bài {number}")
    return "/tuy-phong/tin-tuc/"


@pytest.mark.parametrize(
    ("end", "first", "amount"),
    [
        ("", "Bài 21", 20),
        ("trang-1/", "Bài 21", 20),
        ("trang-2/", "Bài 1", 1),
        ("trang-0/", "Bài 21", 20),
        ("trang-999999999/", "Bài 1", 1),
    ],
)
def test_page_of_a_section_shows_its_articles(section, end, first, amount):
    cards = Client().get(section + end).context["cards"]

    assert (cards[0].title, len(cards)) == (first, amount)


NO_NUMBERS = ["trang-abc/", "trang-/", "trang--1/", "trang-1e3/", "trang-1234567890/"]


@pytest.mark.parametrize("end", NO_NUMBERS)
def test_page_without_a_proper_number_is_not_found(site, end):
    assert Client().get(f"/tuy-phong/tin-tuc/{end}").status_code == 404
