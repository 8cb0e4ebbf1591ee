"""Sums of royalties over months: by author, article, month, kind or site."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plugins.royalties.models import EntryState, Part
from plugins.royalties.months import month_of
from portal.desk.calendar import Month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import QueryDict

AUTHOR, ARTICLE, MONTH, KIND, SITE = "tac-gia", "bai", "thang", "the-loai", "trang"
GROUPS = {
    AUTHOR: gettext_lazy("By author"),
    ARTICLE: gettext_lazy("By article"),
    MONTH: gettext_lazy("By month"),
    KIND: gettext_lazy("By category of work"),
    SITE: gettext_lazy("By member site"),
}
COLUMNS = {
    AUTHOR: ("payee_id", "payee__pen_name", "payee__real_name"),
    ARTICLE: ("entry__article_id", "entry__title"),
    MONTH: ("entry__month",),
    KIND: ("entry__kind_name",),
    SITE: ("entry__site__short_name",),
}
# What is counted: only what is certain, or also what is proposed.
CERTAIN = (EntryState.APPROVED, EntryState.SETTLED)
MOST_MONTHS, MOST_LINES = 36, 5000


@dataclass(frozen=True)
class Question:
    """Whole months of account, and by what the lines are made."""

    first: Month
    last: Month
    group: str = AUTHOR

    @classmethod
    def parse(cls, given: QueryDict) -> Question:
        """Of an address; the present month by authors when nothing is said.

        Raises:
            ValidationError: BB-13 no month.
        """
        first = Month.parse(given.get("tu", "") or given.get("thang", ""))
        last = Month.parse(given.get("den", "")) if given.get("den") else first
        if last.first < first.first:
            first, last = last, first
        months = (last.year - first.year) * 12 + last.number - first.number
        if months >= MOST_MONTHS:
            year, number = divmod(first.year * 12 + first.number - 1 + MOST_MONTHS - 1, 12)
            last = Month(year, number + 1)
        group = given.get("theo", "")
        return cls(first, last, group if group in GROUPS else AUTHOR)

    @property
    def query(self) -> str:
        return f"tu={self.first.key}&den={self.last.key}&theo={self.group}"

    @property
    def label(self) -> Any:
        return GROUPS[self.group]

    @property
    def period(self) -> str:
        if self.first == self.last:
            return self.first.label
        return f"{self.first.label} – {self.last.label}"


@dataclass
class Line:
    """``works`` counts entries, not shares."""

    label: str
    works: int
    coefficients: Decimal
    amount: Decimal
    share: int = 0


@dataclass(frozen=True)
class Report:
    question: Question
    lines: list[Line]
    total: Line


def report_of(question: Question, site_ids: Iterable[int]) -> Report:
    """Two queries: the lines, the largest first (months as they follow), and their sum."""
    rows = Part.objects.filter(
        entry__site__in=list(site_ids),
        entry__month__gte=question.first.first,
        entry__month__lte=question.last.first,
        entry__state__in=CERTAIN,
    ).order_by()
    found = [_line(question.group, row) for row in _grouped(rows, question.group)]
    total = rows.aggregate(**_sums())
    whole = Line(
        _("Together"), total["works"] or 0, _rounded(total["c"]), total["sum"] or Decimal(0)
    )
    for line in found:
        if whole.amount > 0:
            line.share = max(0, min(100, round(100 * line.amount / whole.amount)))
    return Report(question, found, whole)


def _sums() -> dict[str, Any]:
    # A share has its part of the coefficient, so that sums over people and works agree.
    part = F("entry__coefficient") * F("entry__quantity") * F("share") / 100
    return {"works": Count("entry", distinct=True), "c": Sum(part), "sum": Sum("amount")}


def _grouped(rows: QuerySet[Part], group: str) -> QuerySet[Part, dict[str, Any]]:
    found = rows.values(*COLUMNS[group]).annotate(**_sums())
    if group == MONTH:
        return found.order_by("entry__month")
    return found.order_by("-sum", *COLUMNS[group])[:MOST_LINES]


def _rounded(value: Any) -> Decimal:
    return Decimal(value or 0).quantize(Decimal("0.01"))


def _line(group: str, row: dict[str, Any]) -> Line:
    if group == AUTHOR:
        names = [row["payee__pen_name"], row["payee__real_name"]]
        label = names[0] if names[0] == names[1] else f"{names[0]} ({names[1]})"
        label = label if names[1] else _("Nobody")
    elif group == MONTH:
        label = month_of(row["entry__month"]).label
    else:
        label = str(row[COLUMNS[group][-1]])
    return Line(label, row["works"], _rounded(row["c"]), row["sum"])
