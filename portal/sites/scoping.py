"""Rows of member sites: conditions for queries, and the person's own part of lists."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, Lookup, Q

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.sites.structure import Structure


@CharField.register_lookup
class Below(Lookup):
    """``path__below=(…)``: the tree path begins with one of these paths.

    One look-up in a set per length of path, however many there are; a chain of LIKEs would
    compare each row with each of 150 sites.
    """

    lookup_name = "below"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[str]) -> None:
        super().__init__(lhs, tuple(sorted(set(rhs))))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if not self.rhs:
            raise EmptyResultSet
        column, column_params = self.process_lhs(compiler, connection)
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for path in self.rhs:
            by_length[len(path)].append(path)
        parts: list[str] = []
        params: list[Any] = []
        for length, paths in by_length.items():
            marks = ", ".join(["%s"] * len(paths))
            parts.append(f"SUBSTR({column}, 1, {length}) IN ({marks})")
            params += [*column_params, *paths]
        return f"({' OR '.join(parts)})", params


def pages_of(site_ids: Iterable[int], structure: Structure, prefix: str = "") -> Q:
    """Matches pages that belong to these sites, without those of other sites nested in them.

    Args:
        prefix: of the relation that leads to the page, for example ``"page__"``.
    """
    wanted = set(site_ids)
    homes = structure.home_paths
    own = [path for pk, path in homes.items() if pk in wanted]
    foreign = [
        path
        for pk, path in homes.items()
        if pk not in wanted and any(path.startswith(home) for home in own)
    ]
    found = Q(**{f"{prefix}path__below": tuple(own)})
    return found & ~Q(**{f"{prefix}path__below": tuple(foreign)}) if foreign else found


def collections_of(site_ids: Iterable[int], structure: Structure, prefix: str = "") -> Q:
    """Matches collections that belong to these sites (or media in them, by ``prefix``)."""
    wanted = set(site_ids)
    paths = [path for pk, path in structure.collection_paths.items() if pk in wanted]
    return Q(**{f"{prefix}path__below": tuple(paths)})
