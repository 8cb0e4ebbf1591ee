"""Addresses outside the portal: remembered here, looked at in the background (probing.py)."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from portal.checks.models import ForeignAddress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.checks.probing import State as Seen

State = ForeignAddress.State
# So long an answer holds; a failure is looked at again sooner.
FRESH, AGAIN = timedelta(days=7), timedelta(hours=1)
# Addresses that no article asked for since are forgotten.
KEPT = timedelta(days=120)
LONGEST = 500
# One article has no more links worth looking at in one go.
MOST = 100
# Servers rest at times: silence is told from the second time on.
SILENT_FROM = 2


def ask_about(addresses: Iterable[str]) -> list[str]:
    """Remember addresses; the keys of those that are due for a look."""
    keys = {key_of(address): address for address in addresses if len(address) <= LONGEST}
    now = timezone.now()
    known = ForeignAddress.objects.in_bulk(list(keys))
    new = [ForeignAddress(key=key, address=keys[key]) for key in keys if key not in known]
    if new:
        ForeignAddress.objects.bulk_create(new, ignore_conflicts=True)
    stale = [row.key for row in known.values() if now - row.asked_at > timedelta(days=1)]
    if stale:
        ForeignAddress.objects.filter(pk__in=stale).update(asked_at=now)
    due = [row.key for row in known.values() if is_due(row)]
    return [*(row.key for row in new), *due][:MOST]


def is_due(row: ForeignAddress) -> bool:
    if row.looked_at is None:
        return True
    pause = FRESH if row.state == State.ANSWERS else AGAIN
    return timezone.now() - row.looked_at > pause


def faults_of(addresses: Iterable[str]) -> dict[str, str]:
    """What is wrong, in words, by address; those that answer or were not looked at are left out."""
    keys = {key_of(address): address for address in addresses}
    rows = ForeignAddress.objects.filter(pk__in=keys).exclude(
        state__in=[State.ANSWERS, State.WAITING]
    )
    return {
        keys[row.key]: row.get_state_display()
        for row in rows
        if row.state != State.SILENT or row.failures >= SILENT_FROM
    }


def note(row: ForeignAddress, state: Seen) -> None:
    """Write down what a look found."""
    row.state = state
    row.failures = 0 if state == State.ANSWERS else min(row.failures + 1, 1000)
    row.looked_at = timezone.now()
    row.save(update_fields=["state", "failures", "looked_at"])


def forget_old() -> int:
    found, _each = ForeignAddress.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
    return found


def key_of(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()
