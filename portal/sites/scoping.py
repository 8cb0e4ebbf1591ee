"""Rows of member sites: conditions for queries, and the person's own part of lists."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, Lookup, Q
from treebeard.mp_tree import MP_Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.sites.structure import Structure


STEP = MP_Node.steplen
MOST_RANGES = 8


@CharField.register_lookup
class Below(Lookup):
    """``path__below=(…)``: the tree path begins with one of these paths.

    Few runs of neighbouring paths become ranges, which an index answers; many become one look-up
    in a set per length of path. A chain of LIKEs would compare each row with each of 150 sites.
    """

    lookup_name = "below"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[str]) -> None:
        super().__init__(lhs, tuple(sorted(set(rhs))))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        runs = _runs(self.rhs)
        if runs and len(runs) <= MOST_RANGES:
            return _in_ranges(column, params, runs)
        return _in_sets(column, params, self.rhs)


def _in_ranges(column: str, params: Iterable[Any], runs: list[tuple[str, str]]) -> Any:
    parts = [f"({column} >= %s AND {column} < %s)"] * len(runs)
    values = [value for first, after in runs for value in (*params, first, *params, after)]
    return f"({' OR '.join(parts)})", values


def _in_sets(column: str, params: Iterable[Any], paths: Iterable[str]) -> Any:
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for path in paths:
        by_length[len(path)].append(path)
    parts: list[str] = []
    values: list[Any] = []
    for length, same in by_length.items():
        parts.append(f"SUBSTR({column}, 1, {length}) IN ({', '.join(['%s'] * len(same))})")
        values += [*params, *same]
    return f"({' OR '.join(parts)})", values


def _runs(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Neighbouring siblings as (first path, the path after the last one).

    Tree paths hold digits and capital letters in steps of one length, which every collation orders
    alike. Nothing for a last place of all, which has no path after it.
    """
    runs: list[tuple[str, str]] = []
    for path in paths:
        after = _after(path)
        if not after:
            return []
        if runs and runs[-1][1] == path:
            runs[-1] = runs[-1][0], after
        else:
            runs.append((path, after))
    return runs


def _after(path: str) -> str:
    """The path of the next sibling; empty when there can be none."""
    place = MP_Node._str2int(path[-STEP:]) + 1  # noqa: SLF001
    step: str = MP_Node._int2str(place)  # noqa: SLF001
    return f"{path[:-STEP]}{step.rjust(STEP, '0')}" if len(step) <= STEP else ""


def pages_of(site_ids: Iterable[int], structure: Structure, prefix: str = "") -> Q:
    """Matches pages that belong to these sites, without those of other sites nested in them.

    Args:
        prefix: of the relation that leads to the page, for example ``"page__"``.
    """
    return _nearest(set(site_ids), structure.home_paths, prefix)


def collections_of(site_ids: Iterable[int], structure: Structure, prefix: str = "") -> Q:
    """Matches collections that belong to these sites (or media in them, by ``prefix``).

    Without those of other sites nested in them, as with pages.
    """
    return _nearest(set(site_ids), structure.collection_paths, prefix)


def _nearest(wanted: set[int], places: dict[int, str], prefix: str) -> Q:
    """What lies below the places of the sites ``wanted`` and of no other site nearer to it."""
    own = tuple(path for pk, path in places.items() if pk in wanted)
    foreign = tuple(p for pk, p in places.items() if pk not in wanted and p.startswith(own))
    found = Q(**{f"{prefix}path__below": own})
    return found & ~Q(**{f"{prefix}path__below": foreign}) if foreign else found
