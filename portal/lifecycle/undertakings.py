"""Asking for a long act on a site; the worker carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.lifecycle.archiving import sections_to_move
from portal.lifecycle.models import Undertaking
from portal.lifecycle.obstacles import refuse_archiving, refuse_merge
from portal.lifecycle.permissions import demand
from portal.lifecycle.tasks import undertake
from portal.sites import structure
from portal.tasks.services import enqueue_for
from portal.tasks.status import progress_of

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.sites.models import MemberSite


@transaction.atomic
def ask_for(
    *,
    actor: User,
    site: MemberSite,
    kind: Undertaking.Kind,
    note: str = "",
    target: MemberSite | None = None,
    values: dict[str, Any] | None = None,
) -> Undertaking:
    """Put a merge, an archiving or a split into the queue.

    What speaks against it now is told at once; what comes up until its turn, from there.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: VD-22 another long act on the site is not over; or the act's own.
    """
    demand(actor)
    if actor is None:
        raise PermissionDenied
    structure.lock()
    if under_way(site):
        message = _("A longer act on “%(site)s” is under way; wait for its end.")
        raise refuse("VD-22", message % {"site": site.short_name})
    if kind == Undertaking.Kind.ARCHIVE:
        refuse_archiving(site)
    elif target is not None and kind == Undertaking.Kind.MERGE:
        refuse_merge(site, target)
    elif target is not None:
        sections_to_move((values or {})["sections"], target)
    asked = Undertaking.objects.create(
        site=site, kind=kind, target=target, values=values or {}, note=note[:500], actor=actor
    )
    asked.task_id = enqueue_for(actor, undertake, asked.pk).id
    asked.save(update_fields=["task_id"])
    return asked


def latest(site: MemberSite) -> Undertaking | None:
    """The long act on the site that was asked for last."""
    return Undertaking.objects.filter(site=site).first()


def under_way(site: MemberSite) -> bool:
    """Whether a long act on the site waits or runs."""
    asked = latest(site)
    if asked is None or asked.event_id is not None or asked.task_id is None:
        return False
    progress = progress_of(asked.task_id)
    return progress is not None and not progress.is_over
