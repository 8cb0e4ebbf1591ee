"""The check of links: of single pages and sites after a change, of everything at night."""

from __future__ import annotations

import time as clock
from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.checks.own_addresses import OwnAddresses, batched, is_open
from portal.dashboard import sources
from portal.dashboard.models import BrokenLink, LinkCheck
from portal.media.models import PortalDocument, PortalImage
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from portal.checks.found_links import Link
    from portal.dashboard.sources import Source
    from portal.sites.structure import Structure

    Broken = dict[tuple[str, str], str]

Kind = BrokenLink.Kind
BATCH = 300
NIGHT = time(1)
# Mended links are kept for a while, for whoever asks what became of them.
KEPT = timedelta(days=90)


@transaction.atomic
def check_pages(page_ids: Iterable[int]) -> None:
    """Look at the links of these pages anew; pages not published have none. Idempotent."""
    _wait_for_others()
    structure = current()
    rows = Page._base_manager.filter(pk__in=list(page_ids))
    _note(sources.of_pages(rows, structure), structure)


@transaction.atomic
def check_sites(site_ids: Iterable[int]) -> None:
    """Look anew at the side widgets and own links of these sites. Idempotent."""
    _wait_for_others()
    structure = current()
    keys = list(site_ids)
    found = [*sources.of_layouts(keys, structure), *sources.of_own_links(keys, structure)]
    known = {(source.site.pk, source.place) for source in found}
    # A site whose widgets are gone has no source, but may have had broken links.
    for site in structure.sites:
        if site.pk in keys:
            places = (sources.Place.LAYOUT, sources.Place.LINKS)
            found += [
                sources.Source(site, place, None, "/")
                for place in places
                if (site.pk, place) not in known
            ]
    _note(found, structure)


def check_below(page_id: int) -> None:
    """Look at a page and all below it, batch by batch."""
    path = Page._base_manager.filter(pk=page_id).values_list("path", flat=True).first()
    if path is None:
        return
    keys = list(Page._base_manager.filter(path__startswith=path).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        check_pages(keys[start : start + BATCH])


def check_all(*, now: datetime, seconds: float) -> bool:
    """Go on with tonight's check of the whole portal, or begin it when it is due.

    Args:
        seconds: about how long to work; the next call goes on behind the last whole batch.

    Returns:
        Whether there is nothing left to do until the next night.
    """
    check = LinkCheck.objects.the_one()
    if not _is_running(check):
        if check.started_at is not None and check.started_at >= _last_night(now):
            return True
        _begin(now)
        check = LinkCheck.objects.the_one()
    until = clock.monotonic() + seconds
    cursor = check.cursor
    while (following := _next_batch(cursor)) is not None:
        cursor = following
        if clock.monotonic() >= until:
            return False
    _end(now)
    return True


def _is_running(check: LinkCheck) -> bool:
    begun, ended = check.started_at, check.finished_at
    return begun is not None and (ended is None or ended < begun)


def _last_night(now: datetime) -> datetime:
    """The last time it was one o'clock at night."""
    local = timezone.localtime(now)
    tonight = timezone.make_aware(datetime.combine(local.date(), NIGHT))
    return tonight if now >= tonight else tonight - timedelta(days=1)


def _begin(now: datetime) -> None:
    with transaction.atomic():
        LinkCheck.objects.filter(pk=1).update(started_at=now, cursor=0, batches=0)
        BrokenLink.objects.filter(page__live=False).mend()
    check_sites([site.pk for site in current().sites])


@transaction.atomic
def _next_batch(cursor: int) -> int | None:
    """Look at the pages that follow ``cursor``; the key of the last, None when there is none."""
    rows = Page._base_manager.filter(live=True, pk__gt=cursor).order_by("pk")
    keys = list(rows.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return None
    check_pages(keys)
    LinkCheck.objects.advance(after=keys[-1])
    return keys[-1]


def _end(now: datetime) -> None:
    # Not before it began, also when the clock was set back meanwhile.
    LinkCheck.objects.filter(pk=1).update(finished_at=max(now, timezone.now()))
    BrokenLink.objects.filter(still_there=False, mended_at__lt=now - KEPT).delete()


def _wait_for_others() -> None:
    """One check at a time: what is written was read after the one before had written."""
    LinkCheck.objects.the_one()
    LinkCheck.objects.select_for_update().get(pk=1)


def _note(found: list[Source], structure: Structure) -> None:
    """Write down what is broken at these places, and what is broken no more."""
    targets = _Targets(structure, found)
    pages = [source.page_id for source in found if source.page_id is not None]
    sites = {source.site.pk for source in found if source.page_id is None}
    rows = BrokenLink.objects.filter(page__in=pages)
    if sites:
        rows = rows | BrokenLink.objects.filter(page=None, site__in=sites)
    known: defaultdict[Any, dict[tuple[str, str], BrokenLink]] = defaultdict(dict)
    for row in rows:
        known[_place_of(row)][row.kind, row.target] = row
    new: list[BrokenLink] = []
    changed: list[BrokenLink] = []
    for source in found:
        place = (source.place, source.page_id or source.site.pk)
        _compare(source, targets.broken_in(source), known[place], new, changed)
    BrokenLink.objects.bulk_create(new)
    columns = ["site", "text", "found_at", "still_there", "mended_at"]
    BrokenLink.objects.bulk_update(changed, columns, batch_size=100)


def _place_of(row: BrokenLink) -> tuple[str, int]:
    return row.place, row.page_id or row.site_id


def _compare(
    source: Source,
    broken: Broken,
    known: dict[tuple[str, str], BrokenLink],
    new: list[BrokenLink],
    changed: list[BrokenLink],
) -> None:
    now = timezone.now()
    for (kind, target), text in broken.items():
        row = known.get((kind, target))
        if row is None:
            facts = {"site": source.site, "place": source.place, "page_id": source.page_id}
            new.append(BrokenLink(**facts, kind=kind, target=target, text=text, found_at=now))
            continue
        if row.still_there and (row.site_id, row.text) == (source.site.pk, text):
            continue
        if not row.still_there:
            row.found_at = now
        row.still_there, row.mended_at = True, None
        row.site_id, row.text = source.site.pk, text
        changed.append(row)
    for key, row in known.items():
        if key not in broken and row.still_there:
            row.still_there, row.mended_at = False, now
            changed.append(row)


class _Targets:
    """What the links of one batch lead to, read in a handful of queries."""

    def __init__(self, structure: Structure, found: list[Source]) -> None:
        self.structure = structure
        self.addresses = OwnAddresses(structure)
        wanted: defaultdict[type[Model], set[str]] = defaultdict(set)
        for source in found:
            for link in source.links:
                if link.model is None:
                    self.addresses.add(link.target, source)
                else:
                    wanted[link.model].add(link.target)
        self.pages: dict[str, tuple[bool, str]] = {}
        self.others: dict[type[Model], set[str]] = {}
        for model, keys in wanted.items():
            self.others[model] = set()
            for some in batched(sorted(keys)):
                self._read(model, model._base_manager.filter(pk__in=some))

    def _read(self, model: type[Model], rows: Any) -> None:
        if issubclass(model, Page):
            found = rows.values_list("pk", "live", "path")
            self.pages |= {str(pk): (live, path) for pk, live, path in found}
        else:
            self.others[model] |= {str(pk) for pk in rows.values_list("pk", flat=True)}

    def broken_in(self, source: Source) -> Broken:
        """Texts of the broken links of one place by what is wrong and the target."""
        broken: Broken = {}
        for link in source.links:
            if kind := self._fault(link, source):
                broken.setdefault((kind, link.target), link.text)
        return broken

    def _fault(self, link: Link, source: Source) -> str:
        """What is wrong with a link; empty for nothing."""
        if link.model is None:
            return "" if self.addresses.answers(link.target, source) else Kind.ADDRESS
        if issubclass(link.model, Page):
            return self._fault_of_page(link, source)
        if link.target in self.others[link.model]:
            return ""
        kinds: dict[type[Model], str] = {
            PortalDocument: Kind.DOCUMENT_MISSING,
            PortalImage: Kind.IMAGE_MISSING,
        }
        return kinds.get(link.model, Kind.OBJECT_MISSING)

    def _fault_of_page(self, link: Link, source: Source) -> str:
        live, path = self.pages.get(link.target, (None, ""))
        if live is None:
            return Kind.PAGE_MISSING
        is_found = live and is_open(self.structure.site_of(path), source)
        return "" if is_found else Kind.PAGE_HIDDEN
