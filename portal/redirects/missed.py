"""From notes of missed addresses to the report: counted once, kept for thirteen months."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from portal.redirects import rules as portal_rules
from portal.redirects import spool
from portal.redirects.addresses import Address
from portal.redirects.models import MissedAddress, SpoolFile
from portal.sites.models import SiteState
from portal.sites.structure import current

if TYPE_CHECKING:
    from pathlib import Path

    from portal.redirects.rules import Rules
    from portal.sites.models import MemberSite

logger = logging.getLogger(__name__)
KEPT = timedelta(days=396)
# Clocks of several machines differ; a line from further ahead is a broken one.
AHEAD = timedelta(days=1)
READ_AT_ONCE = 2 * 1024 * 1024
BATCH = 500
# New addresses taken from one reading of a file: a flood of nonsense must not fill the table.
MOST_NEW = 5_000


@dataclass
class Seen:
    count: int
    first: date
    last: date
    referrer: str


def fold() -> int:
    """Count what the files of this machine's folder hold since the last time.

    Idempotent: how far a file was read is written in the transaction that counts its lines.

    Returns:
        How many lines were counted.
    """
    files = sorted(spool.folder().glob(f"{spool.PREFIX}*.tsv"))
    counted = sum(_fold_file(path) for path in files)
    forget_old()
    return counted


def _fold_file(path: Path) -> int:
    total = 0
    while True:
        with transaction.atomic():
            SpoolFile.objects.get_or_create(name=path.name)
            mark = SpoolFile.objects.select_for_update().get(name=path.name)
            lines, end = _new_lines(path, mark.offset)
            if end == mark.offset:
                break
            total += _count(lines)
            mark.offset = end
            mark.save(update_fields=["offset"])
    _drop_when_done(path)
    return total


def _new_lines(path: Path, offset: int) -> tuple[list[bytes], int]:
    """Whole lines from ``offset`` on, and where they end; a line being written waits."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            chunk = file.read(READ_AT_ONCE)
    except FileNotFoundError:
        return [], offset
    end = chunk.rfind(b"\n") + 1
    return chunk[:end].splitlines(keepends=True), offset + end


def _drop_when_done(path: Path) -> None:
    """Files of earlier days are not written any more; a day's grace for slow writers."""
    ended = timezone.localdate() - timedelta(days=1)
    if path.stem[-10:] >= f"{ended:%Y-%m-%d}":
        return
    path.unlink(missing_ok=True)
    SpoolFile.objects.filter(name=path.name).delete()


def _count(lines: list[bytes]) -> int:
    seen: dict[Address, Seen] = {}
    tally: Counter[Address] = Counter()
    for line in lines:
        miss = spool.read(line)
        day = _day_of(miss) if miss else None
        if miss is None or day is None or spool.is_noise(miss.path):
            continue
        address = Address(miss.host, miss.path)
        tally[address] += 1
        known = seen.setdefault(address, Seen(0, day, day, ""))
        known.first, known.last = min(known.first, day), max(known.last, day)
        known.referrer = miss.referrer or known.referrer
    for address, count in tally.items():
        seen[address].count = count
    _write(seen)
    return sum(tally.values())


def _day_of(miss: spool.Miss) -> date | None:
    """The day here; None for one that cannot be, or is forgotten already."""
    try:
        day = timezone.localtime(miss.at).date()
    except (OverflowError, ValueError):  # the ends of the calendar; no time zone
        return None
    today = timezone.localdate()
    return day if today - KEPT <= day <= today + AHEAD else None


def _write(seen: dict[Address, Seen]) -> None:
    rules = portal_rules.current(current())
    room = MOST_NEW
    addresses = sorted(seen, key=lambda address: (-seen[address].count, address))
    for start in range(0, len(addresses), BATCH):
        chunk = addresses[start : start + BATCH]
        room -= _write_chunk({address: seen[address] for address in chunk}, rules, room)


def _write_chunk(seen: dict[Address, Seen], rules: Rules, room: int) -> int:
    """Adds to rows that exist, makes at most ``room`` new ones and says how many."""
    rows = MissedAddress.objects.filter(
        host__in={a.host for a in seen}, path__in={a.path for a in seen}
    )
    known = {Address(row.host, row.path): row for row in rows}
    changed = []
    for address, row in known.items():
        if found := seen.get(address):
            row.count += found.count
            row.first_day = min(row.first_day, found.first)
            row.last_day = max(row.last_day, found.last)
            row.referrer = found.referrer or row.referrer
            changed.append(row)
    MissedAddress.objects.bulk_update(changed, ["count", "first_day", "last_day", "referrer"])
    new = [
        _new_row(address, found, site)
        for address, found in seen.items()
        if address not in known and _is_for_readers(site := portal_rules.owner_of(address, rules))
    ]
    MissedAddress.objects.bulk_create(new[: max(room, 0)])
    return min(len(new), max(room, 0))


def _is_for_readers(site: MemberSite | None) -> bool:
    """Of a site that is being prepared readers find nothing yet, and that is as it should be."""
    return site is None or site.state != SiteState.DRAFT


def _new_row(address: Address, found: Seen, site: MemberSite | None) -> MissedAddress:
    return MissedAddress(
        site=site,
        host=address.host,
        path=address.path,
        count=found.count,
        first_day=found.first,
        last_day=found.last,
        referrer=found.referrer,
    )


def forget_old() -> int:
    """Delete misses that nobody repeated for thirteen months; returns how many."""
    limit = timezone.localdate() - KEPT
    deleted, _by_model = MissedAddress.objects.filter(last_day__lt=limit).delete()
    return deleted


def counted(site_ids: frozenset[int]) -> dict[int, int]:
    """How many different addresses readers missed in the last seven days, by site."""
    since = timezone.localdate() - timedelta(days=6)
    rows = MissedAddress.objects.filter(site__in=site_ids, last_day__gte=since)
    found = rows.values("site_id").annotate(number=models.Count("pk")).order_by()
    return {row["site_id"]: row["number"] for row in found}
