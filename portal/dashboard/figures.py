"""Figures of a site's week that others count, for example its views.

Whoever counts something registers a function once, when Django has started::

    figures.register("views", label=_("Views"), count=views_of_week, plugin="statistics")

    def views_of_week(site_ids, first_day, last_day):
        return {site_id: Figure(number, url) for ...}

A site it leaves out shows a dash: "not counted" is something else than zero. Without any such
function there is no column, but for views: that one says that nobody counts them yet.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from portal.plugins import faults, gate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from django.utils.functional import _StrPromise

    Count: TypeAlias = "Callable[[frozenset[int], date, date], Mapping[int, Figure]]"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Figure:
    """A number, and where the list behind it is ("" for nowhere)."""

    value: int
    url: str = ""


@dataclass(frozen=True)
class Provider:
    """One further column of the week.

    Attributes:
        count: gets keys of sites, the Monday and the Sunday; one query or two, whatever the number
            of sites.
        plugin: its slug; the figure is shown where the plugin is switched on.
    """

    name: str
    label: str | _StrPromise
    count: Count
    plugin: str = ""

    def counted(self, site_ids: frozenset[int], first: date, last: date) -> dict[int, Figure]:
        """What it says; nothing when it fails, because the page must not fail with it."""
        if self.plugin:
            site_ids = frozenset(pk for pk in site_ids if self._is_open(pk))
        if not site_ids:
            return {}
        try:
            found = dict(self.count(site_ids, first, last))
        except Exception as error:
            if self.plugin:
                faults.note(self.plugin, error, where="a figure of the week")
            else:
                logger.exception("The figure %s failed", self.name)
            return {}
        return {pk: figure for pk, figure in found.items() if pk in site_ids}

    def _is_open(self, site_id: int) -> bool:
        now = gate.current()
        return now.is_open_at(self.plugin, now.structure.site_by_id(site_id))


_providers: dict[str, Provider] = {}


def register(name: str, *, label: str | _StrPromise, count: Count, plugin: str = "") -> None:
    """Add a column to the week; the same name again replaces it."""
    _providers[name] = Provider(name, label, count, plugin)


def forget(name: str) -> None:
    """Take the column away again."""
    _providers.pop(name, None)


def providers() -> list[Provider]:
    """In the order in which they were registered."""
    return list(_providers.values())
