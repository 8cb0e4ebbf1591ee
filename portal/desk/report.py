"""The report of the clock: posts, share in time, median and where the time went."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.clock.counting import ZONE, minutes_between
from portal.clock.models import LateNote
from portal.clock.words import span
from portal.desk.calendar import Month
from portal.desk.facts import PHASES, parts_of
from portal.desk.listing import names_of
from portal.desk.permissions import rows_seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import QueryDict

    from portal.desk.facts import Part
    from portal.desk.models import DeskRow
    from portal.sites.structure import Structure

SITE, PERSON, MONTH = "trang", "nguoi", "thang"
GROUPS = {
    SITE: gettext_lazy("By member site"),
    PERSON: gettext_lazy("By person"),
    MONTH: gettext_lazy("By month"),
}
MOST_MONTHS = 36
MOST_LATE = 2000
MINUTES = tuple(f"minutes_{name}" for name in PHASES)


@dataclass(frozen=True)
class Question:
    """What is asked for: whole months, one site or all, and by what the lines are made."""

    first: Month
    last: Month
    group: str = SITE
    site_id: int | None = None

    @classmethod
    def parse(cls, given: QueryDict) -> Question:
        """Of an address; the present month by sites when nothing is said.

        Raises:
            ValidationError: BB-13 no month.
        """
        first = Month.parse(given.get("tu", ""))
        last = Month.parse(given.get("den", "")) if given.get("den") else first
        if last.first < first.first:
            first, last = last, first
        group = given.get("theo", "")
        site = given.get("trang", "")
        is_key = site.isascii() and site.isdecimal() and len(site) < 10
        return cls(
            first=first,
            last=_not_too_far(first, last),
            group=group if group in GROUPS else SITE,
            site_id=int(site) if is_key else None,
        )

    @property
    def query(self) -> str:
        site = f"&trang={self.site_id}" if self.site_id else ""
        return f"tu={self.first.key}&den={self.last.key}&theo={self.group}{site}"

    @property
    def period(self) -> str:
        if self.first == self.last:
            return self.first.label
        return f"{self.first.label} – {self.last.label}"

    @property
    def end(self) -> datetime:
        return self.last.after.begin

    def rows(self, user: Any, structure: Structure) -> QuerySet[DeskRow]:
        """What was first published in these months, of sites that the person sees."""
        rows = rows_seen(user, structure)
        rows = rows.filter(published_at__gte=self.first.begin, published_at__lt=self.end)
        return rows.filter(site=self.site_id) if self.site_id else rows


def _not_too_far(first: Month, last: Month) -> Month:
    months = (last.year - first.year) * 12 + last.number - first.number
    if months < MOST_MONTHS:
        return last
    year, number = divmod(first.year * 12 + first.number - 1 + MOST_MONTHS - 1, 12)
    return Month(year, number + 1)


class _Row(NamedTuple):
    site_id: int | None
    owner_id: int | None
    event_at: datetime | None
    due_at: datetime | None
    published_at: datetime
    is_late: bool
    lacks_reason: bool
    before: int | None
    writing: int | None
    editing: int | None
    approving: int | None
    waiting: int | None


COLUMNS = (
    "site_id",
    "owner_id",
    "event_at",
    "due_at",
    "published_at",
    "is_late",
    "lacks_reason",
    *MINUTES,
)


@dataclass
class Line:
    """One line of the report; ``counted`` are the posts that have a limit."""

    key: Any
    label: str = ""
    posts: int = 0
    counted: int = 0
    late: int = 0
    unexplained: int = 0
    measured: int = 0
    spans: list[int] = field(default_factory=list, repr=False)
    sums: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PHASES, 0))

    def add(self, row: _Row) -> None:
        self.posts += 1
        self.counted += row.due_at is not None
        self.late += row.is_late
        self.unexplained += row.lacks_reason
        minutes = minutes_between(row.event_at, row.published_at)
        if minutes is not None and minutes >= 0:
            self.spans.append(minutes)
        if row.writing is not None:
            self.measured += 1
            for name in PHASES:
                self.sums[name] += getattr(row, name) or 0

    @property
    def in_time(self) -> int:
        return self.counted - self.late

    @property
    def share(self) -> float | None:
        """Percent in time; None when nothing has a limit."""
        return round(100 * self.in_time / self.counted, 1) if self.counted else None

    @property
    def bar(self) -> int:
        """The same in thousandths, for a bar."""
        return round(1000 * self.in_time / self.counted) if self.counted else 0

    @property
    def median(self) -> int | None:
        return int(median(self.spans)) if self.spans else None

    @property
    def median_text(self) -> str:
        return "" if self.median is None else span(self.median)

    @property
    def means(self) -> dict[str, int]:
        """Minutes of each phase per article whose way is known."""
        return {name: total // self.measured for name, total in self.sums.items() if self.measured}

    @property
    def parts(self) -> list[Part]:
        return parts_of(self.means)


@dataclass(frozen=True)
class Report:
    question: Question
    lines: list[Line]
    total: Line


def report_of(question: Question, user: Any, structure: Structure) -> Report:
    """Two queries; sites in their order, months as they follow, people by posts."""
    lines: dict[Any, Line] = {}
    total = Line(None, _("Together"))
    rows = question.rows(user, structure).order_by().values_list(*COLUMNS)
    for values in rows.iterator(chunk_size=2000):
        row = _Row(*values)
        key = _key(question.group, row)
        lines.setdefault(key, Line(key)).add(row)
        total.add(row)
    return Report(question, _labelled(question.group, lines, structure), total)


def _key(group: str, row: _Row) -> Any:
    if group == PERSON:
        return row.owner_id
    if group == MONTH:
        local = row.published_at.astimezone(ZONE)
        return local.year, local.month
    return row.site_id


def _labelled(group: str, lines: dict[Any, Line], structure: Structure) -> list[Line]:
    found = list(lines.values())
    if group == PERSON:
        names = names_of(lines)
        for line in found:
            line.label = names.get(line.key) or _("Nobody")
        return sorted(found, key=lambda line: (-line.posts, line.label))
    if group == MONTH:
        for line in found:
            line.label = Month(*line.key).label
        return sorted(found, key=lambda line: line.key)
    order = {site.pk: place for place, site in enumerate(structure.sites)}
    for line in found:
        site = structure.site_by_id(line.key)
        line.label = site.short_name if site else _("No site")
    return sorted(found, key=lambda line: order.get(line.key or 0, len(order)))


@dataclass(frozen=True)
class LatePost:
    """One late article of the period, for the list that goes with the report."""

    title: str
    site: str
    person: str
    event_at: datetime | None
    due_at: datetime | None
    published_at: datetime
    late_by: str
    reason: str
    note: str


def late_posts(question: Question, user: Any, structure: Structure) -> list[LatePost]:
    """The late ones as they were published, in three queries."""
    rows = list(
        question.rows(user, structure)
        .filter(is_late=True)
        .order_by("published_at", "pk")
        .values("pk", "title", "site_id", "owner_id", "event_at", "due_at", "published_at")[
            :MOST_LATE
        ]
    )
    names = names_of({row["owner_id"] for row in rows})
    notes = _notes([row["pk"] for row in rows])
    found = []
    for row in rows:
        site = structure.site_by_id(row["site_id"])
        reason, note = notes.get(row["pk"], ("", ""))
        minutes = minutes_between(row["due_at"], row["published_at"]) or 0
        found.append(
            LatePost(
                title=row["title"],
                site=site.short_name if site else "",
                person=names.get(row["owner_id"], ""),
                event_at=row["event_at"],
                due_at=row["due_at"],
                published_at=row["published_at"] or question.end,
                late_by=span(minutes),
                reason=reason,
                note=note,
            )
        )
    return found


def _notes(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = LateNote._base_manager.filter(pk__in=list(keys))
    return {
        pk: (reason, note) for pk, reason, note in rows.values_list("pk", "reason__name", "note")
    }
