"""Who may see and change old addresses: site administrators those of their sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from portal.sites.models import Role
from portal.sites.rights import rights_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.sites.structure import Structure


def may_manage_all(user: Any) -> bool:
    """Portal administrators: every site, hosts of no site, old places and patterns."""
    return rights_of(user).is_portal_admin


def sites_for_addresses(user: Any, structure: Structure | None = None) -> frozenset[int]:
    """Keys of the sites whose old addresses and misses ``user`` manages."""
    rights = rights_of(user)
    sites = (structure or current()).sites
    if rights.is_portal_admin:
        return frozenset(site.pk for site in sites)
    return frozenset(
        site.pk for site in sites if site.is_changeable and rights.holds(Role.SITE_ADMIN, site.pk)
    )


def may_read_all(user: Any) -> bool:
    """Portal administrators and auditors."""
    return rights_of(user).reads_everything


def own_rows(user: Any) -> Q:
    """Matches the rows (with a column ``site``) that ``user`` manages."""
    if may_manage_all(user):
        return Q()
    return Q(site__in=sites_for_addresses(user))
