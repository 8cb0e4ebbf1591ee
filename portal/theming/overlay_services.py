"""The business acts on overlays: laying one over the look of sites, and ending it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.sites import structure
from portal.sites.details import refuse_unchangeable
from portal.sites.link_addresses import leads_somewhere
from portal.text import clean_pasted
from portal.theming.models import TEXT_LENGTH, Overlay
from portal.theming.permissions import may_lay

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User
    from portal.sites.models import MemberSite

LONGEST = timedelta(days=366)
URL_LENGTH = 500


def lay_overlay(
    *,
    actor: User,
    site: MemberSite | None,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    text: str = "",
    url: str = "",
) -> Overlay:
    """Lay an overlay over ``site`` (None: all sites) for a time; readers see it without a delay.

    Raises:
        PermissionDenied: whole portal, or mourning, and the actor is no portal administrator; a
            site that the actor does not administer.
        ValidationError: TV-13 the site cannot be changed; GD-16 unknown occasion; GD-17 an
            emergency without a text, or a text too long; GD-18 the address; GD-19 the times.
    """
    if kind not in Overlay.Kind.values:
        raise refuse("GD-16", _("Choose the occasion."))
    if not may_lay(actor, site, kind):
        raise PermissionDenied
    if site is not None:
        refuse_unchangeable(site)
    text = " ".join(clean_pasted(text).text.split())
    _refuse_words(kind, text, url)
    _refuse_times(starts_at, ends_at)
    with transaction.atomic():
        overlay = Overlay.objects.create(
            kind=kind,
            site=site,
            text=text,
            url=url,
            starts_at=starts_at,
            ends_at=ends_at,
            created_by=actor,
            created_by_name=str(actor),
        )
        structure.bump()
    return overlay


@transaction.atomic
def end_overlay(*, actor: User, overlay: Overlay) -> Overlay:
    """Take an overlay away now, or before it has begun; also in a site that is frozen.

    Raises:
        PermissionDenied: as ``lay_overlay``.
        ValidationError: GD-20 it has ended already.
    """
    overlay = Overlay.objects.select_for_update(of=("self",)).get(pk=overlay.pk)
    if not may_lay(actor, overlay.site, overlay.kind):
        raise PermissionDenied
    now = timezone.now()
    if overlay.switched_off_at or overlay.ends_at <= now:
        raise refuse("GD-20", _("This has ended already."))
    overlay.switched_off_at, overlay.switched_off_by = now, actor
    overlay.switched_off_by_name = str(actor)
    overlay.save(update_fields=["switched_off_at", "switched_off_by", "switched_off_by_name"])
    structure.bump()
    return overlay


def _refuse_words(kind: str, text: str, url: str) -> None:
    if kind == Overlay.Kind.EMERGENCY and not text:
        raise refuse("GD-17", _("An emergency notice needs a text."))
    if len(text) > TEXT_LENGTH:
        told = _("The text has %(length)d characters; %(most)d are the most.")
        raise refuse("GD-17", told % {"length": len(text), "most": TEXT_LENGTH})
    if not url:
        return
    if not text:
        raise refuse("GD-18", _("An address needs a text to click on."))
    if len(url) > URL_LENGTH or not leads_somewhere(url):
        told = _("This address leads nowhere: begin with https:// or with “/”.")
        raise refuse("GD-18", told)


def _refuse_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise refuse("GD-19", _("The end comes before the beginning."))
    if ends_at <= timezone.now():
        raise refuse("GD-19", _("This time is over; choose one that is to come."))
    if ends_at - starts_at > LONGEST or starts_at > timezone.now() + 2 * LONGEST:
        raise refuse("GD-19", _("This time is too long or too far away; a year is the most."))
