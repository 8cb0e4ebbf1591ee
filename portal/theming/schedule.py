"""What is planned becomes true when its time has come, and ends when that is over."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.sites.models import MemberSite
from portal.theming import services, tasks
from portal.theming.checking import check_choice
from portal.theming.dress import Dress
from portal.theming.models import LookChange
from portal.theming.trying import try_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

logger = logging.getLogger(__name__)
Kind, State = LookChange.Kind, LookChange.State


def apply_due(now: datetime | None = None) -> int:
    """Apply and end what is due, one row after the other; how many changed what readers see.

    Idempotent. One that cannot be applied is marked with the reason, and whoever planned it is
    told; the others go on. When the database fails, the row waits for the next run.
    """
    now = now or timezone.now()
    # Ends first: what follows at the same minute finds the look before.
    ending = list(LookChange.objects.over(now).values_list("pk", flat=True))
    done = sum(_attempt(pk, now, _end, _end_failed) for pk in ending)
    beginning = list(LookChange.objects.due(now).values_list("pk", flat=True))
    done += sum(_attempt(pk, now, _begin, _begin_failed) for pk in beginning)
    return done


def _attempt(
    pk: int,
    now: datetime,
    step: Callable[[LookChange, datetime], bool],
    failed: Callable[[int, datetime, str], None],
) -> bool:
    try:
        return step(LookChange.objects.select_related("site", "actor").get(pk=pk), now)
    except DatabaseError:
        logger.exception("The change of look %s waits for the next run", pk)
    except ValidationError as refusal:
        failed(pk, now, " ".join(refusal.messages))
    except Exception as error:
        logger.exception("The change of look %s cannot be applied", pk)
        text = _("The look cannot be put on: %(error)s")
        reason = refuse("GD-13", text % {"error": f"{type(error).__name__} {error}"[:300]})
        failed(pk, now, " ".join(reason.messages))
    return False


def _begin(change: LookChange, now: datetime) -> bool:
    if change.ends_at and change.ends_at <= now:
        raise refuse("GD-07", _("Its time went by while no background work was done."))
    wanted = Dress.from_kept(change.chosen)
    if change.chosen.get("logo") and wanted.logo_id is None:
        raise refuse("GD-15", _("The logo that was chosen is not there any more."))
    check_choice(wanted.choice)
    try_theme(change.site, wanted)
    with transaction.atomic():
        site = services.locked(change.site)
        row = _again(change.pk)
        if row.state != State.SCHEDULED:
            return False
        services.put_on(row, site, now)
    return True


def _begin_failed(pk: int, now: datetime, reason: str) -> None:
    with transaction.atomic():
        row = _again(pk)
        if row.state == State.SCHEDULED:
            row.state, row.reason = State.FAILED, reason[:1000]
            row.save(update_fields=["state", "reason"])
            tasks.tell_failure.enqueue(pk)


def _end(change: LookChange, now: datetime) -> bool:
    """The look before comes back, but for what somebody changed meanwhile; also where the site was
    frozen since: what was planned to end would otherwise stay for good.
    """
    wanted = _what_comes_back(change, change.site)
    if not wanted.is_like(Dress.of(change.site)):
        check_choice(wanted.choice)
        try_theme(change.site, wanted)
    with transaction.atomic():
        site = services.locked(change.site, even_frozen=True)
        row = _again(change.pk)
        if row.ended_at:
            return False
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        wanted = _what_comes_back(row, site)
        if wanted.is_like(Dress.of(site)):
            return False
        services.put_on(_coming_back(row, wanted, now), site, now)
    return True


def _end_failed(pk: int, now: datetime, reason: str) -> None:
    """The look stays; a row says why, and nobody tries again each minute."""
    with transaction.atomic():
        row = _again(pk)
        if row.ended_at is None:
            row.ended_at = now
            row.save(update_fields=["ended_at"])
            wanted = _what_comes_back(row, MemberSite.objects.get(pk=row.site_id))
            lost = _coming_back(row, wanted, now)
            lost.state, lost.reason = State.FAILED, reason[:1000]
            lost.save()
            tasks.tell_failure.enqueue(lost.pk)


def _what_comes_back(change: LookChange, site: MemberSite) -> Dress:
    worn, before = Dress.from_kept(change.chosen), Dress.from_kept(change.before)
    return Dress.of(site).without(worn, before)


def _coming_back(change: LookChange, wanted: Dress, now: datetime) -> LookChange:
    return LookChange(
        site_id=change.site_id,
        kind=Kind.CAME_BACK,
        chosen=wanted.kept(),
        actor=change.actor,
        actor_name=change.actor_name,
        starts_at=now,
    )


def _again(pk: int) -> LookChange:
    rows = LookChange.objects.select_for_update(of=("self",)).select_related("site", "actor")
    found: LookChange = rows.get(pk=pk)
    return found
