"""What lies over the look of all sites for some days: mourning, Tết, a congress, an emergency.

The rows belong to the portal's structure: each process keeps those that have not ended and reads
them anew when the structure's version changed. The time decides with each request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone

from portal.theming.models import Overlay

if TYPE_CHECKING:
    from datetime import datetime

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# What is no company for mourning.
FESTIVE = frozenset({Overlay.Kind.TET, Overlay.Kind.CONGRESS})
# What readers must see first comes first.
ORDER = [Overlay.Kind.EMERGENCY, Overlay.Kind.MOURNING, Overlay.Kind.CONGRESS, Overlay.Kind.TET]


@dataclass(frozen=True)
class ActiveOverlay:
    """One that is shown now; ``text`` and ``url`` are those of its banner, or empty."""

    kind: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class _Kept:
    site_id: int | None
    starts_at: datetime
    ends_at: datetime
    shown: ActiveOverlay


_kept: tuple[str, tuple[_Kept, ...]] = ("", ())


def active(site: MemberSite | None, structure: Structure) -> tuple[ActiveOverlay, ...]:
    """Those of the portal and of ``site`` whose time is now, no query within a request.

    Of several of one kind without a text one is enough; in mourning nothing festive is shown.
    """
    rows = _rows(structure)
    if not rows:
        return ()
    now = timezone.now()
    places = {None, site.pk if site else None}
    found = dict.fromkeys(
        row.shown for row in rows if row.site_id in places and row.starts_at <= now < row.ends_at
    )
    if any(one.kind == Overlay.Kind.MOURNING for one in found):
        found = dict.fromkeys(one for one in found if one.kind not in FESTIVE)
    shown = sorted(found, key=lambda one: ORDER.index(Overlay.Kind(one.kind)))
    # A path is one of the portal, whatever host shows it.
    return tuple(
        replace(one, url=structure.link(one.url)) if one.url.startswith("/") else one
        for one in shown
    )


def _rows(structure: Structure) -> tuple[_Kept, ...]:
    global _kept  # noqa: PLW0603
    version, rows = _kept
    if not version or version != structure.version:
        standing = Overlay.objects.to_come(timezone.now())
        rows = tuple(
            _Kept(
                row.site_id,
                row.starts_at,
                row.ends_at,
                ActiveOverlay(row.kind, row.text, row.url),
            )
            for row in standing
        )
        _kept = (structure.version, rows)
    return rows
