"""The arithmetic of the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from portal.clock.counting import ZONE, Colour, Terms, colour, due_at, warn_at

# Thursday.
EVENT = datetime(2026, 11, 5, 14, 30, tzinfo=ZONE)
FRIDAY_EVENING = datetime(2026, 11, 6, 18, 0, tzinfo=ZONE)


def test_news_is_due_so_many_hours_after_the_event():
    assert due_at(EVENT, Terms()) == EVENT + timedelta(hours=24)
    assert due_at(EVENT, Terms(hours=48)) == EVENT + timedelta(hours=48)


def test_nothing_is_due_without_an_event_or_a_rule():
    assert due_at(None, Terms()) is None
    assert due_at(EVENT, None) is None


def test_clock_stands_still_at_weekends_that_do_not_count():
    terms = Terms(counts_weekends=False)
    # Six hours are left of Friday; the other eighteen belong to Monday.
    assert due_at(FRIDAY_EVENING, terms) == datetime(2026, 11, 9, 18, 0, tzinfo=ZONE)
    saturday = datetime(2026, 11, 7, 9, 0, tzinfo=ZONE)
    assert due_at(saturday, terms) == datetime(2026, 11, 10, 0, 0, tzinfo=ZONE)


def test_clock_stands_still_on_holidays_that_do_not_count():
    holidays = {date(2026, 11, 6)}
    assert due_at(EVENT, Terms(), holidays) == EVENT + timedelta(hours=24)
    terms = Terms(counts_holidays=False)
    assert due_at(EVENT, terms, holidays) == EVENT + timedelta(hours=48)


def test_clock_of_an_embargoed_article_starts_at_its_end():
    until = EVENT + timedelta(hours=10)
    assert due_at(EVENT, Terms(), embargo=until) == until + timedelta(hours=24)
    assert due_at(EVENT, Terms(), embargo=EVENT - timedelta(days=1)) == EVENT + timedelta(hours=24)


def test_calendar_of_holidays_only_comes_to_an_end():
    everyday = {date(2026, 1, 1) + timedelta(days=n) for n in range(2000)}
    assert due_at(EVENT, Terms(counts_holidays=False), everyday) > EVENT


@pytest.mark.parametrize(
    ("hours", "done", "expected"),
    [
        (1, None, Colour.GREEN),
        (17, None, Colour.GREEN),
        (18, None, Colour.AMBER),
        (24, None, Colour.AMBER),
        (24.01, None, Colour.RED),
        (90, 24, Colour.IN_TIME),
        (90, 24.01, Colour.LATE),
    ],
)
def test_colour_follows_the_hours_since_the_event(hours, done, expected):
    due = due_at(EVENT, Terms())
    moment = EVENT + timedelta(hours=hours)
    done_at = None if done is None else EVENT + timedelta(hours=done)
    assert colour(moment, due, warn=warn_at(due, Terms()), done=done_at) is expected


def test_rule_without_a_reminder_is_never_amber():
    due = due_at(EVENT, Terms())
    assert warn_at(due, Terms(remind_before=0)) is None
    assert colour(due, due) is Colour.GREEN
    assert colour(EVENT, None) is Colour.NONE
