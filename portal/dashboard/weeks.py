"""Weeks from Monday to Sunday in the portal's time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse

EARLIEST = date(2000, 1, 3)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """The week that begins on ``monday``."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Week:
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def present(cls) -> Week:
        return cls.of(timezone.localdate())

    @classmethod
    def parse(cls, text: str) -> Week:
        """The week of a day written 23/11/2026 or 2026-11-23; the present one for an empty text.

        Raises:
            ValidationError: BT-01, it is no day between the year 2000 and this week.
        """
        if not text:
            return cls.present()
        try:
            week = cls.of(_day(text))
        except (ValueError, OverflowError):
            week = None
        if week is None or not EARLIEST <= week.monday <= cls.present().monday:
            message = _("“%(text)s” is no day up to this week; the present week is shown.")
            raise refuse("BT-01", message % {"text": text[:40]})
        return week

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def begin(self) -> datetime:
        """Monday 00:00."""
        return timezone.make_aware(datetime.combine(self.monday, time.min))

    @property
    def end(self) -> datetime:
        """The next Monday 00:00, which no longer belongs to it."""
        return timezone.make_aware(datetime.combine(self.monday + WEEK, time.min))

    @property
    def before(self) -> Week:
        return Week(self.monday - WEEK)

    @property
    def after(self) -> Week | None:
        """None for the present week: nothing is known of the future."""
        return None if self.is_present else Week(self.monday + WEEK)

    @property
    def is_present(self) -> bool:
        return self == Week.present()

    @property
    def key(self) -> str:
        """As addresses carry it."""
        return self.monday.isoformat()


def _day(text: str) -> date:
    """As people write it, or as addresses carry it."""
    if "/" in text:
        day, month, year = (int(part) for part in text[:20].split("/"))
        return date(year, month, day)
    return date.fromisoformat(text)
