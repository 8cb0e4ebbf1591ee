"""Conditions on places in a tree."""

from random import Random

import pytest
from wagtail.models import Collection, Page

from portal.sites import scoping, structure
from portal.sites.scoping import MOST_RANGES, collections_of, pages_of
from tests import factories


@pytest.fixture
def many_sites(province):
    sites = [factories.make_site(f"xa-{number}", f"Xã {number}") for number in range(20)]
    structure.forget()
    return sites


def _below(paths):
    return set(Page.objects.filter(path__below=paths).values_list("path", flat=True))


@pytest.mark.parametrize("count", [1, 3, MOST_RANGES, MOST_RANGES + 1, 20])
def test_below_finds_what_begins_with_one_of_the_paths(many_sites, count):
    every = list(Page.objects.values_list("path", flat=True))
    rng = Random(count)  # noqa: S311 - variety, not secrecy
    for _turn in range(10):
        paths = tuple(rng.sample(every, count))
        wanted = {path for path in every if path.startswith(paths)}

        assert _below(paths) == wanted, paths


def test_below_nothing_finds_nothing(many_sites):
    assert _below(()) == set()
    assert Page.objects.exclude(path__below=()).count() == Page.objects.count()


def test_last_place_of_all_is_found_as_well(province):
    home = Page.objects.get(pk=province.root_page_id)
    last = home.path + "ZZZZ"
    Page.objects.filter(slug="tin-tuc").update(path=last)

    assert _below((last, home.path + "0002")) >= {last}


def test_neighbours_are_one_range():
    assert scoping._runs(("00010009", "0001000A", "0001000Z", "00010010")) == [
        ("00010009", "0001000B"),
        ("0001000Z", "00010011"),
    ]


def test_pages_of_a_site_are_not_those_of_sites_nested_in_it(province, many_sites):
    now = structure.current()
    own = Page.objects.filter(pages_of([province.pk], now))

    assert set(own.values_list("title", flat=True)) == {"Đảng bộ tỉnh", "Tin tức", "Xây dựng Đảng"}
    assert own.count() == 3


def test_collections_of_a_site_are_not_those_of_sites_nested_in_it(many_sites):
    outer, inner = (site.collection for site in many_sites[:2])
    inner.move(outer, "sorted-child")
    Collection.objects.get(pk=inner.pk).add_child(name="Ảnh lễ")
    structure.forget()
    now = structure.current()

    found = [
        set(
            Collection.objects.filter(collections_of([site.pk], now)).values_list("name", flat=True)
        )
        for site in many_sites[:2]
    ]

    assert found == [{outer.name}, {inner.name, "Ảnh lễ"}]
