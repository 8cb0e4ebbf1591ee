"""Views of articles, which somebody else counts.

Whoever counts them registers a function once, when Django has started::

    figures.register("views", label=_("Views"), count=together(views_of_pages), plugin="statistics")

    def views_of_pages(page_ids):
        return {page_id: number, ...}

``portal.syndication.together.together`` adds what readers of copies in other sites read.
Without any such function the desk has no column for it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from portal.plugins import faults, gate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.functional import _StrPromise

    Count: TypeAlias = "Callable[[Sequence[int]], Mapping[int, int]]"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Provider:
    """One further column of the desk.

    Attributes:
        count: gets the keys of the articles of one screen; one query.
        plugin: its slug; the figure is shown for sites where the plugin is switched on.
    """

    name: str
    label: str | _StrPromise
    count: Count
    plugin: str = ""

    def counted(self, sites: Mapping[int, int | None]) -> dict[int, int]:
        """Numbers by keys of articles; ``sites`` says where each lies. Nothing when it fails."""
        wanted = [pk for pk, site_id in sites.items() if self._is_open(site_id)]
        if not wanted:
            return {}
        try:
            return dict(self.count(wanted))
        except Exception as error:
            if self.plugin:
                faults.note(self.plugin, error, where="a figure of the desk")
            else:
                logger.exception("The figure %s failed", self.name)
            return {}

    def _is_open(self, site_id: int | None) -> bool:
        if not self.plugin:
            return True
        now = gate.current()
        return now.is_open_at(self.plugin, now.structure.site_by_id(site_id))


_providers: dict[str, Provider] = {}


def register(name: str, *, label: str | _StrPromise, count: Count, plugin: str = "") -> None:
    """Add a column to the desk; the same name again replaces it."""
    _providers[name] = Provider(name, label, count, plugin)


def forget(name: str) -> None:
    """Take the column away again."""
    _providers.pop(name, None)


def providers() -> list[Provider]:
    """In the order in which they were registered."""
    return list(_providers.values())
