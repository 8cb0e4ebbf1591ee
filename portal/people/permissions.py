"""Whose accounts and roles an administrator may see and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from portal.sites.models import MemberSite, Role, RoleGrant
from portal.sites.permissions import is_portal_admin, may_grant, sites_with_role
from portal.sites.rights import PORTAL_ROLES, SITE_ROLES, rights_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.sites.models import RoleGrantQuerySet


def may_administer(actor: User) -> bool:
    """Whether the screens of people exist for ``actor``."""
    return any(role in rights_of(actor).all_roles for role in (Role.SITE_ADMIN, Role.PORTAL_ADMIN))


def own_sites(actor: User) -> QuerySet[MemberSite]:
    """The sites whose people ``actor`` administers."""
    return sites_with_role(actor, Role.SITE_ADMIN)


def roles_to_give(actor: User) -> list[Role]:
    """The roles that ``actor`` may give somewhere."""
    return [*SITE_ROLES, *PORTAL_ROLES] if is_portal_admin(actor) else [*SITE_ROLES]


def visible_grants(actor: User) -> RoleGrantQuerySet:
    """Roles, also past ones, that ``actor`` may know of."""
    if is_portal_admin(actor):
        return RoleGrant.objects.all()
    return RoleGrant.objects.filter(site__in=own_sites(actor))


def visible_people(actor: User) -> QuerySet[User]:
    """Whom ``actor`` may see: those with a role in the own sites that was not taken back."""
    people = get_user_model().objects.all()
    if is_portal_admin(actor):
        return people
    if not may_administer(actor):
        return people.none()
    here = visible_grants(actor).standing().values("person")
    return people.filter(pk__in=here)


def may_touch(actor: User, person: User) -> bool:
    """Whether ``actor`` may change anything about ``person``: not oneself, nobody above."""
    if actor.pk == person.pk:
        return False
    if actor.is_superuser:
        return True
    if is_portal_admin(actor):
        return not person.is_superuser
    administers = RoleGrant.objects.in_force().filter(person=person, role=Role.PORTAL_ADMIN)
    return not person.is_superuser and not administers.exists()


def may_end(actor: User, grant: RoleGrant) -> bool:
    return may_grant(actor, Role(grant.role), grant.site)


def has_roles_elsewhere(actor: User, person: User) -> bool:
    """Whether ``person`` holds, or will hold, a role that ``actor`` may not take."""
    if is_portal_admin(actor):
        return False
    lasting = Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())
    held = RoleGrant.objects.standing().filter(lasting, person=person)
    return held.exclude(site__in=own_sites(actor)).exists()
