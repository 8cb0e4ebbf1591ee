"""Which site's readers an old address still leads, before somebody else gets that address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.redirects import rules as portal_rules
from portal.redirects.addresses import Address, spelled_host
from portal.redirects.models import OldAddress
from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from portal.sites.models import MemberSite


def heir_of_path(path: str) -> MemberSite | None:
    """The site to which just this path of the portal leads, as a place or as a single address."""
    structure = portal_structure.current()
    address = Address("", path)
    if heir := _heir_of_place(address):
        return heir
    row = OldAddress.objects.at([address]).select_related("target", "site").first()
    if row is None:
        return None
    return structure.site_of(row.target.path) if row.target else row.site


def heir_of_host(host: str) -> MemberSite | None:
    """The site to which all of a host leads that it gave up."""
    return _heir_of_place(Address(spelled_host(host), "/"))


def _heir_of_place(address: Address) -> MemberSite | None:
    structure = portal_structure.current()
    place = portal_rules.current(structure).places.get(address, 0)
    node = structure.nodes_by_id.get(place)
    return structure.site_of(node.path) if node else None
