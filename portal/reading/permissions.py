"""Who may change series: those who edit in the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from portal.sites.models import Role
from portal.sites.own_rows import OwnRowsPolicy
from portal.sites.rights import rights_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.sites.models import MemberSite


def may_change_series(user: Any, site: MemberSite | None) -> bool:
    """Whether ``user`` edits in ``site``, and something can be changed there."""
    return site is not None and site.pk in sites_for_series(user)


def sites_for_series(user: Any) -> frozenset[int]:
    """Keys of the sites whose series ``user`` makes and changes; no query of its own."""
    rights = rights_of(user)
    return frozenset(
        site.pk
        for site in current().sites
        if site.is_changeable and rights.holds(Role.EDITOR, site.pk)
    )


class SeriesPolicy(OwnRowsPolicy):
    """Series of the sites in which somebody edits."""

    def sites_of(self, user: Any) -> frozenset[int]:
        return sites_for_series(user)

    def own(self, user: Any) -> Q:
        return Q(site__in=sites_for_series(user))
