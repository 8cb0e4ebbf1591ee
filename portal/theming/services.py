"""The business acts of the studio: putting a look on, planning it, taking it back.

Each act is checked and tried before anything is locked; then the site's row is locked and all of
the look is written at once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.sites import structure
from portal.sites.details import after_change, refuse_unchangeable
from portal.sites.models import MemberSite, SiteEvent
from portal.sites.pictures import choosable
from portal.sites.services import note_event
from portal.theming import registry
from portal.theming.checking import check_choice
from portal.theming.dress import HEADER_TEXT_LENGTH, Dress
from portal.theming.models import NOTE_LENGTH, LookChange
from portal.theming.permissions import demand_dressing, may_dress
from portal.theming.trying import try_theme

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User
    from portal.media.models import PortalImage
    from portal.theming.look import Choice

Kind, State = LookChange.Kind, LookChange.State
FARTHEST = timedelta(days=731)


def apply_look(
    *,
    actor: User,
    site: MemberSite,
    choice: Choice,
    logo: PortalImage | None = None,
    header_text: str = "",
    note: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> LookChange:
    """Put a look on, at once or (``starts_at``) later; after ``ends_at`` the one before comes back.

    Raises:
        PermissionDenied: the actor administers neither the site nor the portal.
        ValidationError: TV-13 the site cannot be changed; TV-10 a foreign logo; GD-01 to GD-04 the
            choice; GD-05, GD-06 the theme is broken; GD-07 the times; GD-08 another plan crosses;
            GD-09 the site looks like this already; GD-14 a text is too long.
    """
    demand_dressing(actor, site)
    refuse_unchangeable(site)
    check_choice(choice)
    _refuse_long(header_text, note)
    now = timezone.now()
    _refuse_times(now, starts_at, ends_at)
    if logo and not choosable(actor, site, site.logo_id).filter(pk=logo.pk).exists():
        text = _("Choose a picture of this site, or one of the shared collection.")
        raise refuse("TV-10", text)
    wanted = Dress.chosen(choice, logo, header_text)
    try_theme(site, wanted)
    with transaction.atomic():
        site = locked(site)
        _refuse_crossing(site, starts_at or now, ends_at)
        if starts_at is None and wanted.is_like(Dress.of(site)):
            raise refuse("GD-09", _("The site looks like this already; nothing was changed."))
        change = _row(site, actor, wanted, note=note, starts_at=starts_at or now, ends_at=ends_at)
        if starts_at is None:
            put_on(change, site, now)
    return change


def revert(*, actor: User, site: MemberSite, seen: int | None = None, note: str = "") -> LookChange:
    """Back to what stood before the newest change; itself a change, so it can be taken back, too.

    Args:
        seen: key of the change that the person sees as the newest.

    Raises:
        PermissionDenied: as ``apply_look``.
        ValidationError: GD-10 there is nothing to go back to, or somebody was quicker; else as
            ``apply_look``.
    """
    demand_dressing(actor, site)
    refuse_unchangeable(site)
    last = LookChange.objects.applied().filter(site=site).first()
    if last is None:
        raise refuse("GD-10", _("Nothing was changed here that could be undone."))
    _refuse_another(last, seen if seen is not None else last.pk)
    wanted = Dress.from_kept(last.before)
    check_choice(wanted.choice)
    try_theme(site, wanted)
    with transaction.atomic():
        site = locked(site)
        _refuse_another(LookChange.objects.applied().filter(site=site).first(), last.pk)
        now = timezone.now()
        if last.ends_at and last.ended_at is None:
            last.ended_at = now
            last.save(update_fields=["ended_at"])
        change = _row(site, actor, wanted, note=note, starts_at=now, kind=Kind.UNDONE)
        put_on(change, site, now)
    return change


@transaction.atomic
def cancel(*, actor: User, change: LookChange) -> LookChange:
    """Take a planned change off the list; also in a site that is frozen.

    Raises:
        PermissionDenied: as ``apply_look``.
        ValidationError: GD-11 it does not wait any more.
    """
    change = LookChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if not may_dress(actor, change.site):
        raise PermissionDenied
    if change.state != State.SCHEDULED:
        raise refuse("GD-11", _("This change does not wait any more; it cannot be cancelled."))
    change.state, change.cancelled_by = State.CANCELLED, str(actor)
    change.save(update_fields=["state", "cancelled_by"])
    return change


def locked(site: MemberSite, *, even_frozen: bool = False) -> MemberSite:
    """The row as it is now, for this transaction alone. Raises ValidationError TV-13."""
    rows = MemberSite.objects.select_for_update(of=("self",)).select_related("logo")
    found: MemberSite = rows.get(pk=site.pk)
    if not even_frozen:
        refuse_unchangeable(found)
    return found


def put_on(change: LookChange, site: MemberSite, now: datetime) -> None:
    """Write what ``change`` chose to the locked ``site``, and what stood there before to it."""
    worn, wanted = Dress.of(site), Dress.from_kept(change.chosen)
    newest = LookChange.objects.applied().filter(site=site).first()
    # Whoever held the row before may have begun later: the order of writing counts.
    if newest and newest.applied_at and newest.applied_at >= now:
        now = newest.applied_at + timedelta(microseconds=1)
    change.before, change.state, change.applied_at = worn.kept(), State.APPLIED, now
    change.save()
    site.theme, site.look = wanted.choice.theme, wanted.choice.stored()
    site.logo_id, site.header_text = wanted.logo_id, wanted.header_text
    site.save(update_fields=["theme", "look", "logo", "header_text"])
    facts = {"from": _label(worn), "to": _label(wanted), "change": change.pk}
    note_event(
        site=site, kind=SiteEvent.Kind.LOOK, actor=change.actor, note=change.note, facts=facts
    )
    structure.bump()
    for tell in after_change:
        tell(site)


def _refuse_another(newest: LookChange | None, seen: int) -> None:
    if newest is None or newest.pk != seen:
        text = _("Somebody else has just changed the look of the site; look at it again.")
        raise refuse("GD-10", text)


def _label(dress: Dress) -> str:
    found = registry.themes().get(dress.choice.theme)
    return found.label if found else dress.choice.theme


def _row(
    site: MemberSite,
    actor: User,
    wanted: Dress,
    *,
    note: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    kind: LookChange.Kind = Kind.CHOSEN,
) -> LookChange:
    return LookChange.objects.create(
        site=site,
        kind=kind,
        chosen=wanted.kept(),
        note=note,
        actor=actor,
        actor_name=str(actor),
        starts_at=starts_at,
        ends_at=ends_at,
    )


def _refuse_long(header_text: str, note: str) -> None:
    for text, most in ((header_text, HEADER_TEXT_LENGTH), (note, NOTE_LENGTH)):
        if len(text) > most:
            told = _("This text has %(length)d characters; %(most)d are the most.")
            raise refuse("GD-14", told % {"length": len(text), "most": most})


def _refuse_times(now: datetime, starts_at: datetime | None, ends_at: datetime | None) -> None:
    if starts_at is not None and starts_at < now:
        raise refuse("GD-07", _("This time is over; choose one that is to come."))
    if ends_at is not None and ends_at <= (starts_at or now):
        raise refuse("GD-07", _("The end comes before the beginning."))
    if max(starts_at or now, ends_at or now) > now + FARTHEST:
        raise refuse("GD-07", _("This time is too far away; two years are the most."))


def _refuse_crossing(site: MemberSite, begins: datetime, ends: datetime | None) -> None:
    """Two looks for a time lie one after the other, or one wholly within the other."""
    if ends is None:
        return
    waiting = Q(state=State.SCHEDULED) | Q(state=State.APPLIED, ended_at=None)
    others = LookChange.objects.filter(waiting, site=site, ends_at__isnull=False)
    for other in others.exclude(Q(ends_at__lte=begins) | Q(starts_at__gte=ends)):
        inside = other.starts_at < begins and ends < (other.ends_at or ends)
        around = begins < other.starts_at and (other.ends_at or ends) < ends
        if not (inside or around):
            text = _(
                "From %(start)s to %(end)s another look is planned, and this one would begin or "
                "end in the midst of it; choose other times, or cancel that plan."
            )
            raise refuse(
                "GD-08", text % {"start": _day(other.starts_at), "end": _day(other.ends_at)}
            )


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%H:%M %d/%m/%Y") if moment else ""
