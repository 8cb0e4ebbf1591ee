"""Months of account: which one an entry belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.royalties.models import Sheet
from portal.desk.calendar import Month

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from portal.sites.models import MemberSite


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def closed_months(site: MemberSite) -> set[date]:
    """First days of the months whose sheets are closed; one query."""
    return set(Sheet.objects.frozen().filter(site=site).values_list("month", flat=True))


def open_month(day: date, closed: Container[date]) -> date:
    """First day of the month of ``day``, or of the next one that is not closed."""
    month = month_of(day)
    while month.first in closed:
        month = month.after
    return month.first
