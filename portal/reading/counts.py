"""How often articles are read, which somebody else counts.

Whoever counts registers once, when Django has started::

    counts.register(views=together(views_of_pages), most_read=most_read, plugin="statistics")

    def views_of_pages(page_ids):
        return {page_id: number, ...}

    def most_read(site_id, period, limit):
        return [page_id, ...]

``portal.syndication.together.together`` adds what readers of copies in other sites read.
Without it articles show no number, and the widget of the most read articles stays hidden.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from portal.plugins import faults, gate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from portal.sites.models import MemberSite

    Views: TypeAlias = "Callable[[Sequence[int]], Mapping[int, int]]"
    MostRead: TypeAlias = "Callable[[int | None, timedelta, int], Sequence[int]]"

logger = logging.getLogger(__name__)
PERIODS = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}


@dataclass(frozen=True)
class Counter:
    """Who counts.

    Attributes:
        views: numbers by keys of pages; one query; keys without a number may be missing.
        most_read: keys of pages, the most read first, of one site (None: of all), in the time
            that ends now; more than shown may be asked for. One query on ready sums: a reader
            waits for it.
        plugin: its slug; nothing is shown in sites where the plugin is switched off.
    """

    views: Views
    most_read: MostRead
    plugin: str = ""

    def is_open_at(self, site: MemberSite | None) -> bool:
        return not self.plugin or gate.current().is_open_at(self.plugin, site)


_counters: list[Counter] = []


def register(*, views: Views, most_read: MostRead, plugin: str = "") -> None:
    """Say who counts; there is one counter, the last one registered."""
    _counters[:] = [Counter(views, most_read, plugin)]


def forget() -> None:
    """Nobody counts any more."""
    _counters.clear()


def views_of(page_id: int, site: MemberSite | None) -> int | None:
    """How often a page was read; None when nobody counts there, or counting fails."""
    for counter in _counters:
        if counter.is_open_at(site):
            try:
                return int(counter.views([page_id]).get(page_id, 0))
            except Exception as error:
                _note(counter, error)
    return None


def most_read(site: MemberSite | None, period: timedelta, limit: int) -> list[int]:
    """Keys of the most read pages of ``site``, or of all; empty when nobody counts."""
    for counter in _counters:
        if counter.is_open_at(site):
            site_id = site.pk if site and not site.is_province else None
            try:
                return list(counter.most_read(site_id, period, limit))
            except Exception as error:
                _note(counter, error)
    return []


def _note(counter: Counter, error: Exception) -> None:
    if counter.plugin:
        faults.note(counter.plugin, error, where="numbers of readers")
    else:
        logger.error("Counting readers failed: %s", error, exc_info=error)
