"""A month of scheduled articles: when they appear and when they expire."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.clock.counting import ZONE
from portal.desk.permissions import may_edit, rows_seen
from portal.errors import refuse

if TYPE_CHECKING:
    from portal.sites.structure import Structure

MOST = 1000


@dataclass(frozen=True)
class Month:
    """One month, in the portal's own time."""

    year: int
    number: int

    @classmethod
    def present(cls) -> Month:
        today = timezone.localdate()
        return cls(today.year, today.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """“2026-11”; empty for the present one.

        Raises:
            ValidationError: BB-13 no month.
        """
        if not text:
            return cls.present()
        try:
            day = datetime.strptime(text[:10], "%Y-%m").replace(tzinfo=ZONE)
        except ValueError:
            message = _("The month in the address is none; the present one is shown.")
            raise refuse("BB-13", message) from None
        if not 1990 <= day.year <= 2200:
            raise refuse("BB-13", _("The month in the address is none; the present one is shown."))
        return cls(day.year, day.month)

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def before(self) -> Month:
        day = self.first - timedelta(days=1)
        return Month(day.year, day.month)

    @property
    def after(self) -> Month:
        day = self.first + timedelta(days=31)
        return Month(day.year, day.month)

    @property
    def label(self) -> str:
        return f"{self.number:02}/{self.year}"

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.first, time(), ZONE)


@dataclass(frozen=True)
class Entry:
    at: datetime
    title: str
    url: str
    site: str
    is_expiry: bool
    is_live: bool


@dataclass
class Day:
    date: date
    is_of_month: bool
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


def day_names() -> list[str]:
    """From Monday."""
    return [str(WEEKDAYS[number]) for number in range(7)]


def weeks_of(month: Month, user: Any, structure: Structure) -> list[list[Day]]:
    """Whole weeks from Monday, in one query."""
    first = month.first - timedelta(days=month.first.weekday())
    last = month.after.first - timedelta(days=1)
    last += timedelta(days=6 - last.weekday())
    entries = _entries(first, last, user, structure)
    today = timezone.localdate()
    days = [
        Day(day, day.month == month.number, day == today, entries[day])
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
    ]
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _entries(
    first: date, last: date, user: Any, structure: Structure
) -> defaultdict[date, list[Entry]]:
    begin = datetime.combine(first, time(), ZONE)
    end = datetime.combine(last + timedelta(days=1), time(), ZONE)
    within = Q(go_live_at__gte=begin, go_live_at__lt=end)
    within |= Q(expire_at__gte=begin, expire_at__lt=end)
    columns = ("page_id", "title", "site_id", "owner_id", "live", "go_live_at", "expire_at")
    found: defaultdict[date, list[Entry]] = defaultdict(list)
    for row in rows_seen(user, structure).filter(within).order_by("pk").values(*columns)[:MOST]:
        site = structure.site_by_id(row["site_id"])
        name = (
            "wagtailadmin_pages:edit" if may_edit(user, site, row["owner_id"]) else "desk:article"
        )
        for moment, is_expiry in ((row["go_live_at"], False), (row["expire_at"], True)):
            if moment is None or not begin <= moment < end:
                continue
            entry = Entry(
                at=moment,
                title=row["title"],
                url=reverse(name, args=[row["page_id"]]),
                site=site.short_name if site else "",
                is_expiry=is_expiry,
                is_live=row["live"],
            )
            found[moment.astimezone(ZONE).date()].append(entry)
    for day in found.values():
        day.sort(key=lambda entry: entry.at)
    return found
