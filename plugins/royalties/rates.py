"""The rates as they stand in the database, read once for many entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from plugins.royalties.models import BaseUnit, Grade, TaxRule, WorkKind
from portal.errors import refuse
from portal.language.templatetags.language import vn_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from plugins.royalties.rate_rows import DatedRow
    from portal.sites.models import MemberSite

    Row = TypeVar("Row", bound=DatedRow)


@dataclass(frozen=True)
class RateBook:
    """All rows that may concern one site. ``load`` takes five queries."""

    units: list[BaseUnit]
    works: list[WorkKind]
    all_grades: list[Grade]
    taxes: list[TaxRule]
    mapped: dict[int, frozenset[int]]

    @classmethod
    def load(cls, site: MemberSite) -> RateBook:
        place = Q(site=site) | Q(site=None)
        mapped: defaultdict[int, set[int]] = defaultdict(set)
        pairs = WorkKind.article_kinds.through._base_manager.values_list(
            "workkind_id", "articlekind_id"
        )
        for work, article in pairs:
            mapped[work].add(article)
        return cls(
            list(BaseUnit._base_manager.filter(place)),
            list(WorkKind._base_manager.filter(place).order_by("sort_order", "name", "pk")),
            list(Grade._base_manager.filter(place).order_by("name", "pk")),
            list(TaxRule._base_manager.filter(place)),
            {work: frozenset(articles) for work, articles in mapped.items()},
        )

    def unit(self, day: date) -> BaseUnit:
        """
        Raises:
            ValidationError: NB-05 no unit holds on that day.
        """
        found = _first(row for row in self.units if row.holds(day))
        if found is None:
            text = _("No unit of royalties holds on %(day)s; add one under “Rates”.")
            raise refuse("NB-05", text % {"day": vn_date(day)})
        return found

    def kinds(self, day: date) -> list[WorkKind]:
        """One row per code, the site's own before the portal's, in their order."""
        return _one_each((row.code, row) for row in self.works if row.holds(day))

    def kind(self, code: str, day: date) -> WorkKind:
        """
        Raises:
            ValidationError: NB-06 no such kind on that day.
        """
        for row in self.kinds(day):
            if row.code == code:
                return row
        text = _("There is no such kind of work on %(day)s; choose one from the list.")
        raise refuse("NB-06", text % {"day": vn_date(day)})

    def grades(self, kind_code: str, day: date) -> list[Grade]:
        rows = (row for row in self.all_grades if row.kind_code == kind_code and row.holds(day))
        return _one_each((row.name, row) for row in rows)

    def usual_grade(self, kind_code: str, day: date) -> Grade | None:
        found = self.grades(kind_code, day)
        return next((row for row in found if row.is_usual), found[0] if found else None)

    def proposed_kind(
        self, article_kind_id: int | None, day: date, *, is_taken_over: bool
    ) -> WorkKind | None:
        """What is proposed for an article; None when nothing is mapped to its kind."""
        rows = self.kinds(day)
        if is_taken_over:
            taken = next((row for row in rows if row.for_taken_over), None)
            if taken:
                return taken
        if article_kind_id is None:
            return next((row for row in rows if row.is_entitled), None)
        return next((r for r in rows if article_kind_id in self.mapped.get(r.pk, ())), None)

    def tax(self, group: str, day: date) -> TaxRule | None:
        """None: nothing is withheld from such payees."""
        return _first(row for row in self.taxes if row.group == group and row.holds(day))

    def article_kinds_without(self, day: date) -> set[int]:
        """Kinds of articles that earn nothing on that day."""
        rows = self.kinds(day)
        earning = {pk for r in rows if r.is_entitled for pk in self.mapped.get(r.pk, ())}
        named = {pk for r in rows if not r.is_entitled for pk in self.mapped.get(r.pk, ())}
        return named - earning

    def pays_taken_over(self, day: date) -> bool:
        """Whether articles of other sites earn anything on that day."""
        taken = next((row for row in self.kinds(day) if row.for_taken_over), None)
        return taken is None or taken.is_entitled


def _first(rows: Iterable[Row]) -> Row | None:
    """The site's own row, else the portal's."""
    return next(iter(sorted(rows, key=lambda row: row.site_id is None)), None)


def _one_each(rows: Iterable[tuple[str, Row]]) -> list[Row]:
    found: dict[str, Row] = {}
    for key, row in rows:
        if key not in found or (row.site_id is not None and found[key].site_id is None):
            found[key] = row
    return list(found.values())
