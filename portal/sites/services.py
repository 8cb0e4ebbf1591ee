"""Business acts on member sites: setting one up, and giving people roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection

from portal.errors import refuse
from portal.sites.models import MemberSite, Role, RoleGrant, RoleScope, SiteEvent
from portal.sites.permissions import may_grant
from portal.sites.rights import PORTAL_ROLES, forget_rights

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from wagtail.models import Page

    from portal.accounts.models import User


@transaction.atomic
def set_up_member_site(*, site: MemberSite, root_page: Page) -> MemberSite:
    """Give a site its pages' root and its collection; idempotent. Locks the site row."""
    site = MemberSite.objects.select_for_update().get(pk=site.pk)
    site.root_page = root_page
    if site.collection is None:
        site.collection = Collection.get_first_root_node().add_child(name=site.short_name)
    site.save()
    return site


@transaction.atomic
def grant_role(
    *,
    person: User,
    role: Role,
    site: MemberSite | None = None,
    actor: User | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Give ``person`` a role in ``site`` (None: in the whole portal) for a period.

    A role that stands already gets the period given now. ``actor`` None is the command line.

    Raises:
        PermissionDenied: the actor may not give this role here.
        ValidationError: VT-01 a role of the portal asked for one site or the other way round;
            VT-02 the site is frozen, redirected or closed; VT-03 the period ends before it begins.
    """
    if actor is not None and not may_grant(actor, role, site):
        raise PermissionDenied
    if (site is None) != (role in PORTAL_ROLES):
        raise refuse("VT-01", _("The role “%(role)s” cannot be given here.") % {"role": role.label})
    if site is not None:
        refuse_ended(site)
    start = valid_from or timezone.localdate()
    if valid_to and valid_to < start:
        raise refuse("VT-03", _("The role would end before it begins."))
    grant, created = (
        RoleGrant.objects.standing()
        .select_for_update()
        .get_or_create(
            person=person,
            role=role,
            site=site,
            scope=RoleScope.SITE if site else RoleScope.PORTAL,
            revoked_at=None,
            defaults={"valid_from": start, "valid_to": valid_to, "granted_by": actor},
        )
    )
    if not created and (valid_from or grant.valid_to != valid_to):
        grant.valid_from, grant.valid_to = valid_from or grant.valid_from, valid_to
        grant.save(update_fields=["valid_from", "valid_to"])
    forget_rights(person)
    return grant


def refuse_ended(site: MemberSite) -> None:
    """VT-02: in a site that is frozen, redirected or closed no roles are given."""
    if not site.is_changeable:
        text = _("“%(site)s” is %(state)s; no roles are given there any more.")
        values = {"site": site.short_name, "state": site.get_state_display().lower()}
        raise refuse("VT-02", text % values)


@transaction.atomic
def revoke_role(
    *, person: User, role: Role, site: MemberSite | None = None, actor: User | None = None
) -> None:
    """Take a role back, effective with the person's next request; the row stays as history.

    Raises:
        PermissionDenied: the actor may not take this role here.
    """
    if actor is not None and not may_grant(actor, role, site):
        raise PermissionDenied
    standing = RoleGrant.objects.standing().filter(person=person, role=role, site=site)
    standing.update(revoked_at=timezone.now(), revoked_by=actor)
    forget_rights(person)


def has_taken_short_name(short_name: str, *, site: MemberSite | None = None) -> bool:
    """Whether another site than ``site`` goes by this short name."""
    others = MemberSite.objects.filter(short_name__iexact=short_name)
    return others.exclude(pk=site.pk if site else 0).exists()


def refuse_taken_short_name(short_name: str, *, site: MemberSite | None = None) -> None:
    """Raises TV-17 when another site than ``site`` goes by this short name."""
    if has_taken_short_name(short_name, site=site):
        text = _("Another site has this short name; people could not tell them apart.")
        raise refuse("TV-17", text)


def note_event(
    *,
    site: MemberSite,
    kind: SiteEvent.Kind,
    actor: User | None,
    note: str = "",
    facts: dict[str, Any] | None = None,
) -> SiteEvent:
    """Write what happened to a site into its history; within the transaction of the act."""
    return SiteEvent.objects.create(
        site=site,
        kind=kind,
        actor=actor,
        actor_name=str(actor) if actor else "manage.py",
        note=note[:500],
        facts=facts or {},
    )
