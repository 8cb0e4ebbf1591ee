"""What a site may spend, what is used of it, and what to say when it is not enough."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext as _

from plugins.royalties.models import Budget, Entry, RoyaltySettings
from portal.errors import refuse, sentence
from portal.language.templatetags.language import grouped

if TYPE_CHECKING:
    from datetime import date

    from portal.sites.models import MemberSite


@dataclass(frozen=True)
class Bar:
    """One budget and what is used of it, in đồng; proposals count from the first moment."""

    label: str
    budget: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        return self.budget - self.used

    @property
    def is_over(self) -> bool:
        return self.used > self.budget

    @property
    def share(self) -> int:
        """Percent used, as far as a bar can show it."""
        if not self.budget:
            return 100 if self.used else 0
        return min(100, int(100 * max(self.used, Decimal(0)) / self.budget))


def bars(site: MemberSite, month: date) -> list[Bar]:
    """The budgets of the year and of the month, those there are; two queries."""
    budgets = [
        row
        for row in Budget.objects.filter(site=site, year=month.year)
        if row.month in {None, month.month}
    ]
    if not budgets:
        return []
    sums = _used_by_month(site, month.year)
    found = []
    for row in sorted(budgets, key=lambda one: one.month is not None):
        if row.month is None:
            label, used = _("Year %(year)s") % {"year": row.year}, sum(sums.values(), Decimal(0))
        else:
            label = _("Month %(month)s") % {"month": f"{row.month:02}/{row.year}"}
            used = sums.get(row.month, Decimal(0))
        found.append(Bar(label, row.amount, used))
    return found


def _used_by_month(site: MemberSite, year: int) -> dict[int, Decimal]:
    rows = Entry.objects.at(site).counted().filter(month__year=year).order_by()
    sums = rows.values("month").annotate(sum=Sum("amount")).values_list("month", "sum")
    return {month.month: amount for month, amount in sums}


def check(site: MemberSite, month: date) -> list[str]:
    """To be called after writing, in the same transaction: what is exceeded, one sentence each.

    Raises:
        ValidationError: NB-20 a budget is exceeded where the site lets nothing go beyond it.
    """
    over = [text for text in (_exceeded(bar) for bar in bars(site, month)) if text]
    if over and RoyaltySettings.of(site).blocks_over_budget:
        raise refuse("NB-20", over[0])
    return [sentence("NB-20", text) for text in over]


def _exceeded(bar: Bar) -> str:
    if not bar.is_over:
        return ""
    text = _(
        "%(period)s: %(used)s VND of royalties are more than the budget of %(budget)s VND, "
        "by %(over)s VND."
    )
    return text % {
        "period": bar.label,
        "used": grouped(bar.used),
        "budget": grouped(bar.budget),
        "over": grouped(-bar.left),
    }
