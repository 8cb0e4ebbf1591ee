"""Wagtail's questions about the address of a page, answered from the structure.

Wagtail would answer from its own rows of sites, which know no port, scheme or state and are cached
for an hour; and every kind of page object asks, in the admin and in texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from portal.sites.snapshot import origin
from portal.sites.structure import in_use

if TYPE_CHECKING:
    from django.http import HttpRequest


def _parts(self: Page, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
    """Key of Wagtail's site, scheme and host, path; None for a page outside of the portal."""
    structure = in_use()
    if not self.url_path or not self.url_path.startswith(structure.default_root):
        return None
    address = structure.address_of(self.url_path)
    host, path = structure.place_of(address)
    site = structure.site_at(address)
    keys = structure.wagtail_sites
    return keys.get((site and site.root_page_id) or 0, keys[0]), origin(host), path


def _url(self: Page, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
    """What a link to the page says on the host of the request being answered."""
    structure = in_use()
    if not self.url_path or not self.url_path.startswith(structure.default_root):
        return None
    return structure.url_of(self.url_path)


def install() -> None:
    """Called once, when Django has started."""
    Page.get_url_parts = _parts
    Page.get_url = _url
    Page.url = property(_url)
