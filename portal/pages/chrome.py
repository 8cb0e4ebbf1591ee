"""The frame around every public page: site, menu, breadcrumb, footer. No queries of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from portal.sites.models import MemberSite
    from portal.sites.structure import Node, Structure

MENU_DEPTH = 2


@dataclass(frozen=True)
class SiteInfo:
    """A member site as templates see it."""

    code: str
    name: str
    short_name: str
    url: str
    organisation: str
    motto: str
    address: str
    phone: str
    email: str
    responsible: str
    licence: str
    is_province: bool
    current: bool


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    current: bool
    children: list[MenuItem]


class Chrome:
    """Computed from the structure in memory, each part only when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.structure: Structure = structure_of(request)
        self.page = getattr(request, "portal_page", None)

    @cached_property
    def member_site(self) -> MemberSite | None:
        explicit: MemberSite | None = getattr(self.request, "portal_site", None)
        if explicit:
            return explicit
        found = self.structure.site_of(self.page.path) if self.page else self._site_of_address()
        return found or self.structure.province

    def _site_of_address(self) -> MemberSite | None:
        """The site a page-less address (an error page) lies under."""
        first = self.request.path_info.strip("/").split("/")[0]
        node = self.structure.nodes_by_url.get(f"/{first}/")
        return self.structure.site_of(node.path) if node else None

    @cached_property
    def site(self) -> SiteInfo | None:
        return self._info(self.member_site)

    @cached_property
    def province(self) -> SiteInfo | None:
        return self._info(self.structure.province)

    @cached_property
    def member_sites(self) -> list[SiteInfo]:
        infos = [self._info(site) for site in self.structure.sites if not site.is_province]
        return [info for info in infos if info]

    @cached_property
    def menu(self) -> list[MenuItem]:
        home = self.structure.home_of(self.member_site)
        return self._items(home, MENU_DEPTH) if home else []

    @cached_property
    def breadcrumb(self) -> list[dict[str, str]]:
        if self.page is None:
            home = self.structure.home_of(self.member_site)
            return [{"title": home.title, "url": home.url}] if home else []
        return [
            {"title": node.title, "url": node.url}
            for node in self.structure.ancestors(self.page.path)
        ]

    @property
    def search_url(self) -> str:
        return reverse("search:results")

    @property
    def admin_url(self) -> str:
        return reverse("wagtailadmin_home")

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def language_code(self) -> str:
        return get_language() or "vi"

    def _items(self, node: Node, depth: int) -> list[MenuItem]:
        roots = {site.root_page_id for site in self.structure.sites}
        return [
            MenuItem(
                title=child.title,
                url=child.url,
                current=bool(self.page and self.page.path.startswith(child.path)),
                children=self._items(child, depth - 1) if depth > 1 else [],
            )
            for child in node.children
            if child.live and child.in_menu and child.id not in roots
        ]

    def _info(self, site: MemberSite | None) -> SiteInfo | None:
        home = self.structure.home_of(site)
        if site is None or home is None or not home.live:
            return None
        shown = ("code", "name", "short_name", "organisation", "motto", "address", "phone")
        more = ("email", "responsible", "licence", "is_province")
        values: dict[str, Any] = {name: getattr(site, name) for name in (*shown, *more)}
        return SiteInfo(**values, url=home.url, current=site == self.member_site)


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor."""
    return {"chrome": Chrome(request)}
