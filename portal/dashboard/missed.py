"""Addresses that readers asked for in vain (portal.redirects)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from portal.dashboard.figures import Figure
from portal.redirects import missed
from portal.redirects.permissions import sites_for_addresses
from portal.sites.models import SiteState

if TYPE_CHECKING:
    from portal.sites.structure import Structure


def counted(site_ids: frozenset[int], user: Any, structure: Structure) -> dict[int, Figure]:
    """How many different addresses of each site were asked for in vain in the last seven days.

    The report is open to who manages the site's addresses; for others it is the number only.
    """
    found = missed.counted(site_ids)
    managed = sites_for_addresses(user, structure)
    report = reverse("redirects:missed")
    # Whoever prepares a site tries its addresses; readers do not know them yet.
    drafts = {site.pk for site in structure.sites if site.state == SiteState.DRAFT}
    return {
        pk: Figure(
            0 if pk in drafts else found.get(pk, 0),
            f"{report}?site={pk}" if pk in managed else "",
        )
        for pk in site_ids
    }
