"""Addresses that each site has of its own beside its pages, like ``/<site>/chuyen-de/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse

if TYPE_CHECKING:
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure


def site_named(structure: Structure, code: str | None) -> MemberSite | None:
    """The site that an address names; None in it means the province.

    Raises:
        Http404: there is none.
    """
    if code is None:
        return structure.province
    for site in structure.sites:
        home = structure.home_of(site)
        # The home's own address, and the code: it stays when the home gets another address.
        if not site.is_province and (code == site.code or (home and home.slug == code)):
            return site
    raise Http404


def of_site(name: str, site: MemberSite | None, structure: Structure, **parts: Any) -> str:
    """What a link to the site's own address ``name`` says on the host that is asked."""
    home = structure.home_of(site)
    if site and home and not site.is_province:
        address = home.address.strip("/")
        # Archived sites lie deeper; what they have is found by the code.
        parts["site_code"] = site.code if "/" in address else address
    return structure.link(reverse(name, kwargs=parts))
