"""Pages of a long list, found the cheaper way.

An index on the order is right when many rows fit: the first fifty are soon found. When few fit, a
database would walk the whole index and fetch every row on its way; sorting the few is faster. And
pages near the end are counted from the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Value
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from django.db.models import QuerySet

PER_PAGE = 50
# Up to here sorting what fits costs less than walking an index of 50,000 rows.
FEW = 3000
NEVER_NULL = frozenset({"updated_at", "page"})


class CheapPaginator(Paginator[Any]):
    """Pages of rows that are ordered by plain columns, each with a direction.

    Args:
        order: names of columns, the last one unique; "-" before a name: descending.
        reads_all: whether every row has to be read to know what fits (words in titles). Then it is
            done once: the few that fit are remembered by their keys.
    """

    def __init__(
        self, rows: QuerySet[Any], order: tuple[str, ...], *, reads_all: bool = False
    ) -> None:
        rows = rows.order_by()
        if reads_all:
            keys = list(rows.values_list("pk", flat=True)[: FEW + 1])
            if len(keys) <= FEW:
                rows = rows.model._base_manager.filter(pk__in=keys)
                self.__dict__["count"] = len(keys)
        super().__init__(rows, PER_PAGE)
        self.order = order

    def _check_object_list_is_ordered(self) -> None:
        """The rows are ordered when a page of them is asked for."""

    def page(self, number: Any) -> Any:
        """The page; its rows are a list of dicts in no query yet."""
        number = self.validate_number(number)
        first = (number - 1) * PER_PAGE
        last = min(first + PER_PAGE, self.count)
        part: Any = self._part(first, last)
        return Page(part, number, self)

    def _part(self, first: int, last: int) -> Part:
        rows: Any = self.object_list
        if first > self.count // 2 and self.count > FEW:
            order = _columns(self.order, backwards=True, by_index=True)
            part = rows.order_by(*order)[self.count - last : self.count - first]
            return Part(part, is_backwards=True)
        order = _columns(self.order, backwards=False, by_index=self.count > FEW)
        return Part(rows.order_by(*order)[first:last], is_backwards=False)


class Part:
    """Rows of one page, read when they are asked for."""

    def __init__(self, rows: QuerySet[Any], *, is_backwards: bool) -> None:
        self.rows, self.is_backwards = rows, is_backwards

    def values(self, *columns: str) -> list[dict[str, Any]]:
        found = list(self.rows.values(*columns))
        return found[::-1] if self.is_backwards else found


def _columns(order: tuple[str, ...], *, backwards: bool, by_index: bool) -> list[Any]:
    return [
        _column(name, backwards=backwards, by_index=by_index or place > 0)
        for place, name in enumerate(order)
    ]


def _column(name: str, *, backwards: bool, by_index: bool) -> Any:
    plain = name.removeprefix("-")
    # No index answers to an expression.
    column: Any = F(plain) if by_index else Coalesce(F(plain), Value(None))
    # What has no deadline comes last, and so first from the end.
    at = "nulls_first" if backwards else "nulls_last"
    nulls = {} if plain in NEVER_NULL else {at: True}
    descending = name.startswith("-") != backwards
    return column.desc(**nulls) if descending else column.asc(**nulls)
