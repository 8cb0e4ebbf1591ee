"""The arithmetic of the clock. Pure: nothing here reads the database or the time of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Container

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SATURDAY = 5
# No rule counts so long; a calendar full of holidays must end somewhere.
MOST_DAYS = 400


@dataclass(frozen=True)
class Terms:
    """What the arithmetic needs of a rule.

    Attributes:
        hours: how long after the event news is due.
        remind_before: hours before the limit from which the deadline is amber; 0 for never.
        remind_after: hours after the limit at which people are reminded again; 0 for never.
        not_counted: keys of kinds of articles that have no limit.
    """

    hours: int = 24
    remind_before: int = 6
    remind_after: int = 1
    counts_weekends: bool = True
    counts_holidays: bool = True
    not_counted: frozenset[int] = frozenset()

    def stands_still(self, day: date, holidays: Container[date]) -> bool:
        """Whether the clock does not run on ``day``."""
        is_weekend = day.weekday() >= SATURDAY
        return (is_weekend and not self.counts_weekends) or (
            not self.counts_holidays and day in holidays
        )


class Colour(Enum):
    """How an article stands with its deadline."""

    NONE = "none"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    IN_TIME = "in-time"
    LATE = "late"


def due_at(
    event_at: datetime | None,
    rule: Terms | None,
    holidays: Container[date] = frozenset(),
    embargo: datetime | None = None,
) -> datetime | None:
    """The moment by which news of ``event_at`` has to be published.

    Args:
        rule: the one of the event's date; None when there is none.
        holidays: days in the portal's own time.
        embargo: the clock starts at its end when that is later than the event.

    Returns:
        An aware moment; None without an event or a rule.
    """
    if event_at is None or rule is None:
        return None
    cursor = max(event_at, embargo) if embargo else event_at
    left = timedelta(hours=rule.hours)
    if rule.counts_weekends and rule.counts_holidays:
        return cursor + left
    for _day in range(MOST_DAYS):
        local = cursor.astimezone(ZONE)
        midnight = datetime.combine(local.date() + timedelta(days=1), time(), ZONE)
        if not rule.stands_still(local.date(), holidays):
            if left <= midnight - cursor:
                return cursor + left
            left -= midnight - cursor
        cursor = midnight
    return cursor + left


def warn_at(due: datetime | None, rule: Terms | None) -> datetime | None:
    """From when the deadline is amber; None for never."""
    if due is None or rule is None or not rule.remind_before:
        return None
    return due - timedelta(hours=rule.remind_before)


def colour(
    now: datetime,
    due: datetime | None,
    *,
    warn: datetime | None = None,
    done: datetime | None = None,
) -> Colour:
    """Published exactly at the limit is in time.

    Args:
        warn: from when the deadline is amber.
        done: when the article was first published; None while it was not.
    """
    if due is None:
        return Colour.NONE
    if done is not None:
        return Colour.IN_TIME if done <= due else Colour.LATE
    if now > due:
        return Colour.RED
    return Colour.AMBER if warn is not None and now >= warn else Colour.GREEN


def minutes_between(first: datetime | None, last: datetime | None) -> int | None:
    """Whole minutes; None when one of the moments is missing."""
    if first is None or last is None:
        return None
    return int((last - first).total_seconds() // 60)
