"""The frame around every public page: site, menu, breadcrumb, footer. No queries of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from portal.media.variants import Picture, picture_of
from portal.sites.fixed import is_archived
from portal.sites.middleware import site_asked, structure_of
from portal.sites.models import SiteLink, SiteState
from portal.sites.structure import origin

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest

    from portal.sites.models import MemberSite
    from portal.sites.structure import Node, Structure

MENU_DEPTH = 2


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class SiteInfo:
    """A member site as templates see it.

    ``frozen_since`` is set while the site is an archive; ``is_draft`` while only those who work in
    it see it.
    """

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
    header_text: str
    footer_text: str
    current: bool
    logo: Picture | None
    is_draft: bool
    frozen_since: datetime | None


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
        if self.page:
            return self.structure.site_of(self.page.path) or self.structure.province
        # An address without a page, mostly an error: nothing of a site that readers may not see.
        found = site_asked(self.request)
        closed = found is None or found.pk in self.structure.closed_sites
        return self.structure.province if closed else found

    @cached_property
    def site(self) -> SiteInfo | None:
        return self._info(self.member_site)

    @cached_property
    def province(self) -> SiteInfo | None:
        return self._info(self.structure.province)

    @cached_property
    def member_sites(self) -> list[SiteInfo]:
        closed = self.structure.closed_sites
        shown = [s for s in self.structure.sites if not s.is_province and s.pk not in closed]
        shown = [site for site in shown if not is_archived(site, self.structure)]
        infos = [self._info(site) for site in shown]
        return [info for info in infos if info]

    @cached_property
    def menu(self) -> list[MenuItem]:
        home = self.structure.home_of(self.member_site)
        pages = self._items(home, MENU_DEPTH) if home else []
        further = [
            MenuItem(link.label, link.url, current=link.url == self.request.path, children=[])
            for link in self._links(SiteLink.Place.MENU)
        ]
        return pages + further

    @cached_property
    def footer_links(self) -> list[Link]:
        return self._links(SiteLink.Place.FOOTER)

    @cached_property
    def social_links(self) -> list[Link]:
        return self._links(SiteLink.Place.SOCIAL)

    def _links(self, place: SiteLink.Place) -> list[Link]:
        site = self.member_site
        own = self.structure.links.get(site.pk, ()) if site else ()
        return [Link(row.label, self._target(row.url)) for row in own if row.place == place]

    def _target(self, url: str) -> str:
        """A path is one of the portal, whatever host shows it."""
        return self.structure.link(url) if url.startswith("/") else url

    @property
    def canonical_url(self) -> str:
        """The whole address of what is shown; other ways to it lead here (portal.sites)."""
        return self.structure.whole(self.request.path)

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
    def portal_search_url(self) -> str:
        """Searches all sites, also from the host of one."""
        return self._on_main_host(reverse("search:results"))

    @property
    def admin_url(self) -> str:
        return self._on_main_host(reverse("wagtailadmin_home"))

    def _on_main_host(self, path: str) -> str:
        return f"{origin()}{path}" if self.structure.host else path

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
        more = ("email", "responsible", "licence", "is_province", "header_text", "footer_text")
        # Somebody looks at a logo and a line that are not the site's yet (portal.theming.preview).
        draft: Any = getattr(self.request, "portal_look_draft", None)
        site = draft.dressed(site) if draft else site
        values: dict[str, Any] = {name: getattr(site, name) for name in (*shown, *more)}
        return SiteInfo(
            **values,
            url=home.url,
            current=site == self.member_site,
            # Lists of sites show none, and there may be many.
            logo=picture_of(site.logo) if site == self.member_site else None,
            is_draft=site.state == SiteState.DRAFT,
            frozen_since=site.state_since if site.state == SiteState.FROZEN else None,
        )


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor."""
    return {"chrome": Chrome(request)}
