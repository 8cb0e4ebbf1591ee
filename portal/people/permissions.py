"""Whose accounts and roles an administrator may see and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from portal.sites.models import MemberSite, Role, RoleGrant
from portal.sites.permissions import (
    is_portal_admin,
    may_grant,
    sites_to_read,
    sites_with_role,
)
from portal.sites.rights import PORTAL_ROLES, SITE_ROLES, rights_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.sites.models import RoleGrantQuerySet


def may_administer(actor: User) -> bool:
    """Whether the screens of people exist for ``actor``."""
    return any(role in rights_of(actor).all_roles for role in (Role.SITE_ADMIN, Role.PORTAL_ADMIN))


def may_look(actor: User) -> bool:
    """Whether the list of people and what is known of one are there to be read."""
    return may_administer(actor) or rights_of(actor).reads_everything


def own_sites(actor: User) -> QuerySet[MemberSite]:
    """The sites whose people ``actor`` administers."""
    return sites_with_role(actor, Role.SITE_ADMIN)


def roles_to_give(actor: User) -> list[Role]:
    """The roles that ``actor`` may give somewhere."""
    return [*SITE_ROLES, *PORTAL_ROLES] if is_portal_admin(actor) else [*SITE_ROLES]


def all_roles_of(actor: User) -> list[Role]:
    """The roles that ``actor`` may meet in lists."""
    everything = rights_of(actor).reads_everything
    return [*SITE_ROLES, *PORTAL_ROLES] if everything else [*SITE_ROLES]


def sites_looked_at(actor: User) -> QuerySet[MemberSite]:
    """The sites whose people ``actor`` may see."""
    return sites_to_read(actor, Role.SITE_ADMIN)


def visible_grants(actor: User) -> RoleGrantQuerySet:
    """Roles, also past ones, that ``actor`` may know of."""
    if rights_of(actor).reads_everything:
        return RoleGrant.objects.all()
    return RoleGrant.objects.filter(site__in=own_sites(actor))


def sites_of_history(actor: User) -> set[int]:
    """Keys of the own sites, and of those that were merged into them."""
    found = set(sites_looked_at(actor).values_list("pk", flat=True))
    new = found
    while new:
        merged = MemberSite.objects.filter(successor__in=new).values_list("pk", flat=True)
        new = set(merged) - found
        found |= new
    return found


def grants_to_take(actor: User) -> RoleGrantQuerySet:
    """Roles that ``actor`` may end."""
    if is_portal_admin(actor):
        return RoleGrant.objects.all()
    return RoleGrant.objects.filter(site__in=own_sites(actor))


def visible_people(actor: User) -> QuerySet[User]:
    """Whom ``actor`` may see: those who have a role in the own sites, or had one."""
    people = get_user_model().objects.all()
    if rights_of(actor).reads_everything:
        return people
    if not may_administer(actor):
        return people.none()
    return people.filter(pk__in=visible_grants(actor).values("person"))


def may_touch(actor: User, person: User) -> bool:
    """Whether ``actor`` may change anything about ``person``: not oneself, nobody above."""
    if actor.pk == person.pk or not may_administer(actor):
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
    """Whether ``person`` has a role that stands and that ``actor`` may not take.

    One that has run out counts, too: whoever gave it may prolong it any day.
    """
    if is_portal_admin(actor):
        return False
    held = RoleGrant.objects.standing().filter(person=person)
    return held.exclude(site__in=own_sites(actor)).exists()
