"""Weeks from Monday to Sunday."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.dashboard.weeks import Week
from tests.portal.dashboard.desk import local


def test_week_of_a_sunday_began_six_days_before() -> None:
    assert Week.of(date(2026, 11, 22)).monday == date(2026, 11, 16)


def test_week_of_a_monday_begins_that_day() -> None:
    assert Week.of(date(2026, 11, 16)).monday == date(2026, 11, 16)


def test_week_begins_and_ends_at_midnight_of_the_portal() -> None:
    week = Week.of(date(2026, 11, 18))
    assert week.begin == local("2026-11-16 00:00")
    assert week.end == local("2026-11-23 00:00")
    assert week.begin.utcoffset() == timedelta(hours=7)


def test_week_in_an_address_is_the_one_of_its_day() -> None:
    assert Week.parse("2020-03-05").key == "2020-03-02"


def test_week_of_a_day_as_people_write_it_is_understood() -> None:
    assert Week.parse("05/03/2020").key == "2020-03-02"
    assert Week.parse("5/3/2020").key == "2020-03-02"


def test_week_of_an_empty_address_is_the_present_one() -> None:
    assert Week.parse("") == Week.of(timezone.localdate())


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "2026-13-01",
        "1999-12-31",
        "0001-01-01",
        "9999-12-31",
        "2026-W10-0",
        "1" * 5000,
        "31/02/2026",
        "1/2",
        "//",
    ],
)
def test_week_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Week.parse(text)
    assert refused.value.code == "BT-01"


def test_next_week_is_not_known() -> None:
    assert Week.present().after is None
    assert Week.present().before.after == Week.present()
    with pytest.raises(ValidationError):
        Week.parse((Week.present().monday + timedelta(days=7)).isoformat())
