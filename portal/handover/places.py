"""Which addresses and pages are of a site: decided once, when its export begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page

from portal.handover import layout
from portal.pages.addresses import LISTS
from portal.sites.scoping import pages_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.sites.models import MemberSite

# Files lie below the address of their site.
DOCUMENT = re.compile(r"^/(?:[a-z0-9-]+/)?tai-lieu/(?P<id>[0-9]{1,18})(?:/|$)")
# Addresses that every portal has, wherever it is.
EVERYWHERE = ("tim-kiem",)


class Places:
    """The pages and addresses of ``site``; sites nested in it are not part of it."""

    def __init__(self, site: MemberSite) -> None:
        structure = current()
        self.structure = structure
        self.site = site
        home = structure.home_of(site)
        self.root = home.url if home else "/"
        others = [structure.home_of(other) for other in structure.sites if other.pk != site.pk]
        self.nested = tuple(n.url for n in others if n and n.url != "/" and self._is_below(n.url))
        self.base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        hosts = {urlsplit(self.base).hostname, *settings.ALLOWED_HOSTS}
        self.hosts = {host for host in hosts if host}
        self.ids = set(self.pages().values_list("pk", flat=True))

    def pages(self) -> QuerySet[Page]:
        """All pages of the site in the order of the tree."""
        found: QuerySet[Page] = Page.objects.filter(pages_of([self.site.pk], self.structure))
        return found.order_by("path")

    def _is_below(self, path: str) -> bool:
        return path.startswith(self.root) and path != self.root

    def neutral(self, url: str) -> tuple[str, str | int]:
        """What a plain address means.

        Returns:
            ("place", rest) of this site, ("document", key), ("address", url) to keep as it is.
        """
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            return "address", url
        rest = parts.path + (f"?{parts.query}" if parts.query else "")
        rest += f"#{parts.fragment}" if parts.fragment else ""
        is_own_host = bool(host) and host == self.site.host
        is_elsewhere = bool(host) and host not in self.hosts and not is_own_host
        if is_elsewhere or not (host or url.startswith("/")):
            return "address", url
        if found := DOCUMENT.match(parts.path):
            return "document", int(found["id"])
        if is_own_host:
            return "place", rest or "/"
        return self._of_portal(parts.path, rest, url if host else self.base + url)

    def _of_portal(self, path: str, rest: str, whole: str) -> tuple[str, str]:
        """An address on the portal's own host: of this site, of every portal, or of another."""
        if self._is_own(path):
            return "place", "/" + rest[len(self.root) :]
        if path.strip("/").split("/")[0] in EVERYWHERE:
            return "address", rest
        return "address", whole

    def _is_own(self, path: str) -> bool:
        slashed = path if path.endswith("/") else f"{path}/"
        first = path.strip("/").split("/")[0]
        if self.root == "/" and first in settings.PORTAL_RESERVED_ADDRESSES - LISTS:
            return False
        return slashed.startswith(self.root) and not slashed.startswith(self.nested or "\n")

    def public_address(self, page: Page) -> str:
        """The whole address of a page of another site; "" unless every reader may open it."""
        site = self.structure.site_of(page.path)
        is_open = page.live and site and site.is_readable
        if not is_open or self.structure.is_restricted(page.path):
            return ""
        return self.base + self.structure.url_of(page.url_path)


def own_place(rest: str) -> str:
    return layout.OWN_PLACE + rest


def own_file(key: int) -> str:
    return f"{layout.OWN_FILE}{key}"
