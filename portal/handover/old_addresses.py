"""The site's old addresses in an archive: ``redirects.csv``.

An address below the site's own path is written relative to it, so that it lies below the new
site's path afterwards; every other one stays what it is, if nobody else has it there.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from portal.handover import layout
from portal.handover.active import is_safe_address
from portal.handover.order import in_order
from portal.handover.places import own_place
from portal.redirects.addresses import LENGTH, parse, spelled
from portal.redirects.models import Kind, OldAddress, OldPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.handover.arriving import Arriving
    from portal.handover.leaving import Leaving
    from portal.handover.places import Places
    from portal.handover.reading import Reader
    from portal.handover.report import Report
    from portal.handover.writing import Writer
    from portal.sites.models import MemberSite

COLUMNS = ("old_address", "page", "address", "fragment", "legacy_key", "kind")
# Of a whole old place, whose addresses lie below the page with the rest of their path.
PLACE = "place"
BATCH = 500


def write(places: Places, targets: Leaving, writer: Writer, report: Report) -> int:
    """Write all old addresses of the site; return how many."""
    count = 0
    with writer.member(layout.REDIRECTS) as member:
        member.write(_line(COLUMNS))
        for row in _rows(places, targets, report):
            member.write(_line(row))
            count += 1
    return count


def _line(values: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue().encode()


def _rows(places: Places, targets: Leaving, report: Report) -> Iterator[tuple[Any, ...]]:
    home = places.site.root_page
    below = Q(target__path__startswith=home.path) if home else Q()
    for row in OldAddress.objects.filter(Q(site=places.site) | below).order_by("pk").iterator():
        old = _relative(places, row.host, row.path)
        if row.target_id and row.target_id not in places.ids:
            if row.site_id == places.site.pk:
                report.note("redirect", str(row))
            continue
        if not row.target_id and not row.target_url:
            report.note("redirect", str(row))
            continue
        url = targets.address(row.target_url, str(row)) if row.target_url else ""
        yield old, row.target_id or "", url, row.fragment, row.legacy_key, row.kind
    for place in OldPlace.objects.filter(below).order_by("pk"):
        if place.target_id in places.ids:
            old = _relative(places, place.host, place.prefix)
            yield old, place.target_id, "", "", "", PLACE


def _relative(places: Places, host: str, path: str) -> str:
    root = places.root.rstrip("/")
    if not host and root and path.startswith(f"{root}/"):
        return own_place(path.removeprefix(root))
    return f"https://{host}{path}" if host else path


def read(site: MemberSite, reader: Reader, targets: Arriving, report: Report) -> None:
    """Take over the old addresses that nobody else has here; the others are in the report."""
    with in_order(layout.REDIRECTS):
        text = reader.content(layout.REDIRECTS, layout.MAX_JSON).decode()
        try:
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
        except csv.Error as error:
            raise ValueError(str(error)) from error
        made: dict[tuple[str, str], OldAddress] = {}
        for row in rows:
            found = _read(site, row, targets, report)
            if found is not None:
                made.setdefault((found.host, found.path), found)
        _save(list(made.values()), report)


def _read(
    site: MemberSite, row: dict[str, str], targets: Arriving, report: Report
) -> OldAddress | None:
    old = row["old_address"]
    if old.startswith(layout.OWN_PLACE):
        old = targets.root + old.removeprefix(layout.OWN_PLACE).lstrip("/")
    address = parse(old)
    page = targets.plan.pages.get(int(row["page"])) if row["page"] else None
    key = page.page.pk if page and page.page else None
    url = "" if key else targets.address(row["address"], old)
    if not key and (not url or not is_safe_address(url)):
        report.note("redirect", old)
        return None
    if row["kind"] == PLACE:
        _place(address.host, address.path, key, report)
        return None
    return OldAddress(
        site=site,
        host=address.host,
        path=address.path,
        legacy_key=row["legacy_key"][: OldAddress._meta.get_field("legacy_key").max_length],
        target_id=key,
        target_url=url[:500],
        target_key=(spelled(url) or "")[:LENGTH] if url.startswith("/") else "",
        fragment=row["fragment"][:100],
        kind=Kind(row["kind"]),
    )


def _place(host: str, prefix: str, key: int | None, report: Report) -> None:
    if key is None or OldPlace.objects.filter(host=host, prefix=prefix).exists():
        report.note("redirect", f"{host}{prefix}")
        return
    OldPlace.objects.create(host=host, prefix=prefix, target_id=key)
    report.counts["redirects"] += 1


def _save(rows: list[OldAddress], report: Report) -> None:
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        known = OldAddress.objects.filter(path__in=[row.path for row in part])
        taken = set(known.values_list("host", "path"))
        # A row must not lead to the address of another one.
        targets = {row.target_key for row in part if row.target_key}
        chained = set(OldAddress.objects.filter(path__in=targets).values_list("path", flat=True))
        chained |= {row.path for row in rows} & targets
        free = []
        for row in part:
            if (row.host, row.path) in taken or row.target_key in chained:
                report.note("redirect", str(row))
            else:
                free.append(row)
        OldAddress.objects.bulk_create(free)
        report.counts["redirects"] += len(free)
