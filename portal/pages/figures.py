"""Figures of the widget "Statistics", which somebody else counts.

Whoever counts visits registers once, when Django has started::

    figures.register(read=figures_of_site, plugin="statistics")

    def figures_of_site(site_id):
        return [Figure(_("Online"), 12), Figure(_("Today"), 303), ...]

Until then the widget shows how many articles were published, counted on their cards.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.plugins import faults, gate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from django.utils.functional import _StrPromise

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

    Read: TypeAlias = "Callable[[int | None], Sequence[Figure]]"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Figure:
    """One line: a whole number and what it counts."""

    label: str | _StrPromise
    number: int


@dataclass(frozen=True)
class Source:
    """Who counts.

    Attributes:
        read: figures of one site (None: of all), in the order shown. One query on ready sums at
            most: a reader waits for it.
        plugin: its slug; where it is switched off, articles are counted instead.
    """

    read: Read
    plugin: str = ""

    def is_open_at(self, site: MemberSite | None) -> bool:
        return not self.plugin or gate.current().is_open_at(self.plugin, site)


_sources: list[Source] = []


def register(*, read: Read, plugin: str = "") -> None:
    """Say who counts visits; there is one source, the last one registered."""
    _sources[:] = [Source(read, plugin)]


def forget() -> None:
    """Nobody counts any more."""
    _sources.clear()


def of(site: MemberSite | None, structure: Structure) -> list[Figure]:
    """Figures of ``site``, of all sites for the province; none when counting fails."""
    for source in _sources:
        if source.is_open_at(site):
            try:
                return list(source.read(site.pk if site and not site.is_province else None))
            except Exception as error:
                _note(source, error)
                return []
    return articles(site, structure)


def articles(site: MemberSite | None, structure: Structure) -> list[Figure]:
    """Articles published today, this week (from Monday) and in all; one query."""
    from portal.pages.cards import visible_rows

    rows = visible_rows(structure).order_by()
    if site and not site.is_province:
        rows = rows.filter(site=site)
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    found = rows.aggregate(
        today=Count("pk", filter=Q(published_at__gte=_start(today))),
        week=Count("pk", filter=Q(published_at__gte=_start(monday))),
        total=Count("pk"),
    )
    labels = {
        "today": _("Articles today"),
        "week": _("Articles this week"),
        "total": _("Articles in all"),
    }
    return [Figure(label, found[name]) for name, label in labels.items()] if found["total"] else []


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _note(source: Source, error: Exception) -> None:
    if source.plugin:
        faults.note(source.plugin, error, where="figures of visits")
    else:
        logger.error("Counting visits failed: %s", error, exc_info=error)
