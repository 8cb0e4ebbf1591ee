"""News of one day, month or year of a site, and the calendar that leads there."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence


TYPED = re.compile(r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})")
DECEMBER = 12
# Nothing older was ever published; machines that try all addresses find an end.
FIRST_YEAR = 1945


@dataclass(frozen=True)
class Period:
    """A year, a month of it, or a day; ``year`` 0 is everything."""

    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        if self.day:
            return self.first + timedelta(days=1)
        if self.month and self.month < DECEMBER:
            return date(self.year, self.month + 1, 1)
        return date(self.year + 1, 1, 1)

    @property
    def parts(self) -> dict[str, str]:
        """As the address says it."""
        found = {"year": f"{self.year:04}", "month": f"{self.month:02}", "day": f"{self.day:02}"}
        return {name: text for name, text in found.items() if int(text)}

    @property
    def words(self) -> str:
        if self.day:
            return f"{self.first:%d/%m/%Y}"
        if self.month:
            return _("month %(month)s/%(year)s") % {"month": self.month, "year": self.year}
        return _("year %(year)s") % {"year": self.year} if self.year else ""

    def condition(self, name: str = "published_at") -> Q:
        """Matches what happened in it, by local time."""
        if not self.year:
            return Q()
        return Q(**{f"{name}__gte": _start(self.first), f"{name}__lt": _start(self.end)})

    def day_of(self, number: int) -> Period:
        return Period(self.year, self.month, number)

    def month_of(self, number: int) -> Period:
        return Period(self.year, number)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def period_of(year: str | None, month: str | None, day: str | None) -> Period | None:
    """What an address names; None when there is no such day, or none of the portal's time."""
    if year is None:
        return Period()
    if any(part is not None and not int(part) for part in (year, month, day)):
        return None
    found = Period(int(year), int(month or 0), int(day or 0))
    try:
        is_known = found.year >= FIRST_YEAR and found.first <= timezone.localdate()
    except ValueError:
        return None
    return found if is_known else None


def typed_day(text: str) -> date:
    """A day as browsers send it (2026-11-05) or as people write it (5/11/2026).

    Raises:
        ValidationError: DB-01 it is none, or is still to come.
    """
    found: date | None = None
    try:
        written = TYPED.fullmatch(text.strip())
        if written:
            found = date(int(written["y"]), int(written["m"]), int(written["d"]))
        else:
            found = date.fromisoformat(text.strip())
    except ValueError:
        found = None
    if found is None or not found.year >= FIRST_YEAR or found > timezone.localdate():
        message = _("“%(text)s” is no day in the past; write it like 05/11/2026.")
        raise refuse("DB-01", message % {"text": text.strip()[:40]})
    return found


def counts(rows: Any, periods: Sequence[Period]) -> list[int]:
    """How many of ``rows`` lie in each period; one query, no work per row in Python."""
    if not periods:
        return []
    whole = Q(published_at__gte=_start(periods[0].first)) & Q(
        published_at__lt=_start(periods[-1].end)
    )
    wanted = {f"n{i}": Count("pk", filter=p.condition()) for i, p in enumerate(periods)}
    found = rows.order_by().filter(whole).aggregate(**wanted)
    return [found[f"n{i}"] for i in range(len(periods))]


def years(rows: Any) -> list[int]:
    """Years from the newest card's back to the oldest one's."""
    moments = rows.values_list("published_at", flat=True)
    oldest = moments.order_by("published_at").first()
    if oldest is None:
        return []
    return list(range(timezone.localdate().year, timezone.localtime(oldest).year - 1, -1))


def weeks(period: Period) -> list[list[int]]:
    """The days of a month by weeks from Monday; 0 for days of other months."""
    return calendar.Calendar().monthdayscalendar(period.year, period.month)


def months_around(month: Period) -> tuple[Period | None, Period | None]:
    """The month before and the one after; None for what lies outside the portal's time."""
    before, after = month.first - timedelta(days=1), month.end
    return (
        Period(before.year, before.month) if before.year >= FIRST_YEAR else None,
        Period(after.year, after.month) if after <= timezone.localdate() else None,
    )
