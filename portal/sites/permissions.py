"""Who holds which role where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from portal.sites.models import MemberSite, Role, RoleGrant
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User


def people_with_role(site: MemberSite | None, role: Role) -> QuerySet[User]:
    """Active people who hold just ``role`` in ``site`` today; nobody for None."""
    held = RoleGrant.objects.in_force().filter(site=site, role=role, scope="site")
    return get_user_model().objects.filter(is_active=True, pk__in=held.values("person"))


def has_role(user: User, site: MemberSite | None, role: Role) -> bool:
    """Whether ``user`` holds ``role``, or one that contains it, in ``site`` today."""
    return site is not None and rights_of(user).holds(role, site.pk)


def sites_with_role(user: User, role: Role) -> QuerySet[MemberSite]:
    """The sites in which ``user`` holds ``role`` or one that contains it."""
    rights = rights_of(user)
    sites = MemberSite.objects.all()
    if rights.holds(role, None):
        return sites
    return sites.filter(pk__in=[pk for pk in rights.in_site if rights.holds(role, pk)])


def sites_of(user: User) -> QuerySet[MemberSite]:
    """The sites in which ``user`` has something to do; a role of the portal means all."""
    rights = rights_of(user)
    sites = MemberSite.objects.all()
    return sites if rights.sees_everything else sites.filter(pk__in=list(rights.in_site))


def sites_to_read(user: User, role: Role) -> QuerySet[MemberSite]:
    """The sites of which ``user`` may see what people with ``role`` see; auditors: of all."""
    if rights_of(user).reads_everything:
        return MemberSite.objects.all()
    return sites_with_role(user, role)


def reads_somewhere(user: User, role: Role) -> bool:
    """Whether there is a site in ``sites_to_read``; without a query."""
    rights = rights_of(user)
    return rights.reads_everything or rights.holds_somewhere(role)


def is_portal_admin(user: User) -> bool:
    """Whether ``user`` administers the portal; superusers do."""
    return rights_of(user).is_portal_admin


def may_grant(actor: User, role: Role, site: MemberSite | None) -> bool:
    """Whether ``actor`` may give or take ``role`` in ``site`` (None: the whole portal).

    Nobody gives more than they hold: site administrators deal with the roles of their own sites,
    portal administrators with all.
    """
    rights = rights_of(actor)
    if rights.is_portal_admin:
        return True
    return (
        site is not None
        and rights.holds(Role.SITE_ADMIN, site.pk)
        and (role in {Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.SITE_ADMIN})
    )
