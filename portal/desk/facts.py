"""The moments of one article and where its time went, in words and shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.clock.words import countdown, span
from portal.desk.listing import names_of
from portal.sites.models import Role

if TYPE_CHECKING:
    from datetime import datetime

    from portal.desk.models import DeskRow
    from portal.sites.structure import Structure

PHASES = {
    "before": gettext_lazy("Until the first draft"),
    "writing": gettext_lazy("Work of the author"),
    "editing": gettext_lazy("Work of the editors"),
    "approving": gettext_lazy("Work of the approvers"),
    "waiting": gettext_lazy("Waiting for publication"),
}


@dataclass(frozen=True)
class Part:
    """One part of a bar. ``start`` and ``width`` in thousandths of the whole."""

    name: str
    label: str
    minutes: int
    text: str
    start: int
    width: int


@dataclass(frozen=True)
class Facts:
    """What is known of one article's way."""

    colour: str
    countdown: str
    holder: str
    owner: str
    moments: list[tuple[str, datetime]]
    parts: list[Part]
    total: str


def facts_of(row: DeskRow, structure: Structure) -> Facts:
    colour, words = countdown(timezone.now(), row.due_at, warn=row.warn_at, done=row.published_at)
    names = names_of({row.holder_id, row.owner_id})
    role = Role(row.holder_role).label if row.holder_role in Role.values else ""
    minutes = {name: getattr(row, f"minutes_{name}") or 0 for name in PHASES}
    known = row.minutes_writing is not None
    return Facts(
        colour=colour.value,
        countdown=words,
        holder=names.get(row.holder_id or 0) or str(role),
        owner=names.get(row.owner_id or 0, ""),
        moments=[(label, moment) for label, moment in _moments(row) if moment],
        parts=parts_of(minutes) if known else [],
        total=span(sum(minutes.values())) if known else "",
    )


def parts_of(minutes: dict[str, int]) -> list[Part]:
    """Parts of a bar that is full, whatever was rounded; nothing for no time at all."""
    total = sum(minutes.values())
    found, past = [], 0
    for name, number in minutes.items():
        if not number:
            continue
        start = round(1000 * past / total)
        past += number
        width = round(1000 * past / total) - start
        found.append(Part(name, str(PHASES[name]), number, span(number), start, width))
    return found


def _moments(row: DeskRow) -> list[tuple[str, datetime | None]]:
    return [
        (_("Time of the event"), row.event_at),
        (_("First draft"), row.first_drafted_at),
        (_("First sent on"), row.submitted_at),
        (_("First edited"), row.edited_at),
        (_("First approved"), row.approved_at),
        (_("First published"), row.published_at),
        (_("Will be published"), row.go_live_at),
        (_("Expires"), row.expire_at),
        (_("To be published by"), row.due_at),
    ]
