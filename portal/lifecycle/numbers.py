"""What an act on a site would touch, in numbers, for the screens that ask before they act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Page

from portal.lifecycle import files, people
from portal.redirects.models import OldAddress

if TYPE_CHECKING:
    from portal.sites.models import MemberSite


@dataclass(frozen=True)
class Numbers:
    """Of one site: pages below its home page, published ones, and so on."""

    pages: int
    published: int
    files: int
    people: int
    old_addresses: int


def of_site(site: MemberSite) -> Numbers:
    """Four light queries."""
    home = site.root_page
    pages = Page.objects.descendant_of(home) if home else Page.objects.none()
    nested = Page.objects.filter(member_site__isnull=False).exclude(pk=home.pk if home else None)
    if site.is_province:
        for path in nested.values_list("path", flat=True):
            pages = pages.exclude(path__startswith=path)
    return Numbers(
        pages=pages.count(),
        published=pages.live().count(),
        files=files.count(site),
        people=len({grant.person_id for grant in people.standing_grants(site)}),
        old_addresses=OldAddress.objects.filter(site=site).count(),
    )
