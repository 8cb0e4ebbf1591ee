"""The figures of a week, counted for all sites at once: four queries, however many sites."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.dashboard import figures, missed, posts
from portal.dashboard.figures import Figure
from portal.dashboard.marks import marks_of
from portal.dashboard.models import BrokenLink
from portal.pages.models import CardRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from portal.dashboard.weeks import Week
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

    Counts = dict[str, dict[int, Figure]]


VIEWS = "views"  # the figure that offices ask for first; its column is always there


@dataclass(frozen=True)
class Column:
    """One figure. ``is_of_week``: of the week shown; else as things stand now."""

    name: str
    label: str
    is_of_week: bool
    is_trouble: bool = False
    # Why there may be no figure.
    hint: str = ""


@dataclass(frozen=True)
class Cell:
    """``figure`` None: nobody counts it for this site."""

    column: Column
    figure: Figure | None

    @property
    def is_alarming(self) -> bool:
        return bool(self.column.is_trouble and self.figure and self.figure.value)


@dataclass(frozen=True)
class Row:
    site: MemberSite
    cells: list[Cell]

    @property
    def marks(self) -> list[Any]:
        return marks_of(self.site)

    def value(self, name: str) -> int:
        """A figure to sort by; what is not counted comes after zero."""
        for cell in self.cells:
            if cell.column.name == name and cell.figure:
                return cell.figure.value
        return -1


@dataclass(frozen=True)
class WeekTable:
    week: Week
    columns: list[Column]
    rows: list[Row]

    @property
    def of_week(self) -> list[Column]:
        return [column for column in self.columns if column.is_of_week]

    @property
    def of_now(self) -> list[Column]:
        return [column for column in self.columns if not column.is_of_week]

    @cached_property
    def sums(self) -> list[Cell]:
        """Each column over all rows; no figure where no row has one."""
        sums = []
        for index, column in enumerate(self.columns):
            found = [row.cells[index].figure for row in self.rows]
            values = [figure.value for figure in found if figure]
            sums.append(Cell(column, Figure(sum(values)) if values else None))
        return sums

    def sorted_by(self, name: str) -> WeekTable:
        """The largest first; the province stays on top. Unknown names change nothing."""
        if name not in {column.name for column in self.columns}:
            return self
        rows = sorted(self.rows, key=lambda r: (not r.site.is_province, -r.value(name)))
        return WeekTable(self.week, self.columns, rows)


def week_of(sites: Sequence[MemberSite], week: Week, structure: Structure, user: Any) -> WeekTable:
    """The figures of ``sites``, the province first and the others in their order.

    ``user`` decides where figures lead to, not what they are: ``sites`` are those he or she sees.
    """
    site_ids = frozenset(site.pk for site in sites)
    counts: Counts = {}
    counts |= _of_cards(site_ids, week)
    further = _further(site_ids, week)
    counts |= {provider.name: found for provider, found in further}
    counts |= _of_workflows(site_ids, structure)
    counts["broken"] = _of_broken_links(site_ids)
    counts["missed"] = missed.counted(site_ids, user, structure)
    columns = _columns([provider for provider, _found in further], week)
    ordered = sorted(sites, key=lambda site: not site.is_province)
    rows = [
        Row(site, [Cell(column, counts.get(column.name, {}).get(site.pk)) for column in columns])
        for site in ordered
    ]
    return WeekTable(week, columns, rows)


def _columns(further: Iterable[figures.Provider], week: Week) -> list[Column]:
    last = _("Posts last week") if week.is_present else _("Posts the week before")
    this = _("Posts this week") if week.is_present else _("Posts of the week")
    found = [
        Column("published", this, is_of_week=True),
        Column("before", last, is_of_week=True),
        Column("late", _("Late posts"), is_of_week=True, is_trouble=True),
    ]
    found += [Column(p.name, str(p.label), is_of_week=True) for p in further]
    if all(column.name != VIEWS for column in found):
        found.append(Column(VIEWS, _("Views"), is_of_week=True, hint=_("no counter yet")))
    return [
        *found,
        Column("waiting", _("Waiting for approval"), is_of_week=False),
        Column("returned", _("Returned to the author"), is_of_week=False),
        Column("broken", _("Broken links"), is_of_week=False, is_trouble=True),
        Column("missed", _("Addresses not found"), is_of_week=False, is_trouble=True),
    ]


def _of_cards(site_ids: frozenset[int], week: Week) -> Counts:
    own = Q(published_at__gte=week.begin)
    rows = (
        CardRow.objects.filter(
            site__in=site_ids, published_at__gte=week.before.begin, published_at__lt=week.end
        )
        .order_by()
        .values("site")
        .annotate(
            now=Count("pk", filter=own),
            earlier=Count("pk", filter=~own),
            late=Count("pk", filter=own & posts.LATE),
        )
        .values_list("site", "now", "earlier", "late")
    )
    found = {site: numbers for site, *numbers in rows}
    lists = [
        ("published", _addresses("dashboard:posts", "published", week=week)),
        ("before", _addresses("dashboard:posts", "published", week=week.before)),
        ("late", _addresses("dashboard:posts", "late", week=week)),
    ]
    return {
        name: {pk: Figure(found.get(pk, (0, 0, 0))[index], url(pk)) for pk in site_ids}
        for index, (name, url) in enumerate(lists)
    }


def _of_workflows(site_ids: frozenset[int], structure: Structure) -> Counts:
    numbers: dict[str, Counter[int]] = defaultdict(Counter)
    for status, path in posts.in_workflow().values_list("status", "page_path"):
        if site := structure.site_of(path):
            numbers[status][site.pk] += 1
    counts: Counts = {}
    for name, status in (("waiting", posts.WAITING), ("returned", posts.RETURNED)):
        url = _addresses("dashboard:posts", name)
        counts[name] = {pk: Figure(numbers[status][pk], url(pk)) for pk in site_ids}
    return counts


def _of_broken_links(site_ids: frozenset[int]) -> dict[int, Figure]:
    rows = BrokenLink.objects.standing().of_sites(site_ids).order_by()
    found = dict(rows.values_list("site").annotate(number=Count("pk")))
    url = _addresses("dashboard:broken_links")
    return {pk: Figure(found.get(pk, 0), url(pk)) for pk in site_ids}


def _further(
    site_ids: frozenset[int], week: Week
) -> list[tuple[figures.Provider, dict[int, Figure]]]:
    """Figures of others; a column that would be empty is left out."""
    counted = [(p, p.counted(site_ids, week.monday, week.sunday)) for p in figures.providers()]
    return [(provider, found) for provider, found in counted if found]


def _addresses(name: str, *args: str, week: Week | None = None) -> Callable[[int], str]:
    """Gives the address of a list for each site; asking Django for 150 × 7 would take long."""
    before, after = reverse(name, args=[0, *args]).split("/0/")
    query = f"?tuan={week.key}" if week and not week.is_present else ""
    return lambda site_id: f"{before}/{site_id}/{after}{query}"
