"""Whose week a person sees: of the sites in which he or she has a role; portal roles of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from portal.sites.models import SiteState
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# Nobody works there any more, so there is no week.
_OVER = frozenset({SiteState.REDIRECTED, SiteState.CLOSED})


def sites_seen(user: Any, structure: Structure) -> list[MemberSite]:
    """In the portal's own order."""
    rights = rights_of(user)
    return [
        site
        for site in structure.sites
        if site.state not in _OVER and (rights.sees_everything or site.pk in rights.in_site)
    ]


def site_or_404(user: Any, site_id: int, structure: Structure) -> MemberSite:
    """The site, or 404: of a site of others it is not even said that it exists."""
    for site in sites_seen(user, structure):
        if site.pk == site_id:
            return site
    raise Http404
