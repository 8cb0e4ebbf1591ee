"""Names and posts against the list."""

import unicodedata
from datetime import date

import pytest
from django.utils import timezone

from portal.checks.models import KnownName
from tests.portal.checks import said


@pytest.fixture
def chief(province):
    return KnownName.objects.create(site=province, name="Vũ Đại Thắng", post="Bí thư Tỉnh ủy")


@pytest.fixture
def of(site, contributor):
    def texts(text, check, **values):
        return said.of(said.draft(site, contributor, text, **values), check)

    return texts


OTHERS = ["Vũ Đại Thăng", "Vu Dai Thang", "VŨ ĐẠI THÂNG", "Vũ Dại Thắng"]
RIGHT = [
    "Vũ Đại Thắng",
    "VŨ ĐẠI THẮNG",
    unicodedata.normalize("NFD", "Vũ Đại Thắng"),
    "<b>Vũ</b> Đại Thắng",
    "chiếc vu dai thang",  # no name
    "Vũ Đại Thắngg",
]


def test_name_with_other_accents_is_found(chief, site, contributor):
    assert said.found_in(site, contributor, [*OTHERS, *RIGHT], "names") == OTHERS


def test_finding_shows_both_spellings(chief, of):
    (found,) = of("Đồng chí Vũ Đại Thăng phát biểu.", "names")
    assert "Vũ Đại Thăng" in found
    assert "Vũ Đại Thắng" in found


def test_both_places_of_a_tone_are_right(province, of):
    KnownName.objects.create(site=province, name="Nguyễn Thị Hòa")
    assert of("Bà Nguyễn Thị Hoà dự.", "names") == []
    assert len(of("Bà Nguyễn Thị Hoa dự.", "names")) == 1


def test_two_people_may_differ_in_accents_only(province, of):
    KnownName.objects.create(site=province, name="Nguyễn Thị Hòa")
    KnownName.objects.create(site=province, name="Nguyễn Thị Hoa")
    assert of("Bà Nguyễn Thị Hoa và bà Nguyễn Thị Hòa dự.", "names") == []


def test_names_of_another_site_do_not_count(other_site, of):
    KnownName.objects.create(site=other_site, name="Lê Văn Đức")
    assert of("Ông Lê Văn Dực dự.", "names") == []


def test_former_post_is_found_by_the_day_of_the_event(province, of):
    name = "Trần Văn Đạt"
    KnownName.objects.create(
        site=province, name=name, post="Chủ tịch UBND tỉnh", valid_to=date(2026, 6, 30)
    )
    KnownName.objects.create(
        site=province, name=name, post="Bí thư Tỉnh ủy", valid_from=date(2026, 7, 1)
    )
    now = timezone.make_aware(timezone.datetime(2026, 11, 5, 8))
    before = timezone.make_aware(timezone.datetime(2026, 6, 5, 8))

    (found,) = of(f"Chủ tịch UBND tỉnh {name} dự.", "posts", event_at=now)
    assert "Bí thư Tỉnh ủy" in found
    assert len(of(f"chủ tịch UBND tỉnh, đồng chí {name} dự.", "posts", event_at=now)) == 1
    assert of(f"Bí thư Tỉnh ủy {name} dự.", "posts", event_at=now) == []
    assert of(f"Chủ tịch UBND tỉnh {name} dự.", "posts", event_at=before) == []
    assert of(f"{name} dự; Chủ tịch UBND tỉnh vắng.", "posts", event_at=now) == []


def test_misspelt_post_is_found(chief, of):
    assert len(of("Bí thư Tình ủy Vũ Đại Thắng dự.", "posts")) == 1
