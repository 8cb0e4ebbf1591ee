"""Who holds which role where."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from portal.accounts.models import User
from portal.sites.models import MemberSite, Role, SiteRole


def people_with_role(site: MemberSite | None, role: Role) -> QuerySet[User]:
    """Active people who hold ``role`` in ``site``; nobody for None."""
    return (
        get_user_model()
        .objects.filter(is_active=True, groups__site_role__site=site, groups__site_role__role=role)
        .distinct()
    )


def has_role(user: User, site: MemberSite | None, role: Role) -> bool:
    """Whether ``user`` holds ``role`` in ``site``; superusers hold every role everywhere."""
    if user.is_superuser:
        return True
    return SiteRole.objects.filter(site=site, role=role, group__user=user).exists()


def sites_with_role(user: User, role: Role) -> QuerySet[MemberSite]:
    """The sites in which ``user`` holds ``role``."""
    sites = MemberSite.objects.all()
    if user.is_superuser:
        return sites
    return sites.filter(roles__role=role, roles__group__user=user)


def sites_of(user: User) -> QuerySet[MemberSite]:
    """The sites in which ``user`` holds any role; superusers work in all."""
    sites = MemberSite.objects.all()
    if user.is_superuser:
        return sites
    return sites.filter(pk__in=SiteRole.objects.filter(group__user=user).values("site"))
