"""What readers see: addresses, pages, lists, feeds, sitemap, search, blocks and widgets."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.test import Client

from portal.plugins import points
from tests.contract import addresses
from tests.contract.content import blocks_of, mark, word
from tests.contract.surface import has_pages, surface
from tests.contract.watching import calls_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.sites.models import MemberSite
    from tests.contract.addresses import Address
    from tests.contract.ground import Ground


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def arguments(ground: Ground, site: MemberSite, address: Address) -> dict[str, Any]:
    """Values for an address of the plugin: the keys of its rows at ``site``."""
    content = ground.at(site)
    viewset = getattr(address.view, "plugin_viewset", None)
    row = content.of(viewset.model) if viewset else next(iter(content.rows), None)
    known = {"site_code": site.code, "site": site.pk}
    return {name: known.get(name, row.pk if row else 1) for name in address.named}


def public_addresses(slug: str) -> list[Address]:
    return [address for address in addresses.of_plugin(slug) if not address.is_admin]


@surface(has=lambda slug: bool(public_addresses(slug)))
def public_views(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Views below a site's address that answer anything but 404."""
    seen = []
    for site in sites:
        for address in public_addresses(ground.slug):
            path = address.filled(arguments(ground, site, address))
            seen += answers(ground.clients(site), path)
    return seen


def answers(clients: dict[str, Client], path: str) -> list[str]:
    """Who gets something else than 404, with either method."""
    seen = []
    for who, client in clients.items():
        for method in ("get", "post"):
            with taken_back():
                status = getattr(client, method)(path).status_code
            if status != 404:
                seen.append(f"{method} {path} answers {status} to {who}")
    return seen


def public_url(page: Any) -> str:
    return str(page.relative_url(None))


@surface(has=has_pages)
def page_serving(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Pages that can be opened at their address."""
    pages = [(site, page) for site in sites for page in ground.at(site).pages]
    found = [answers(ground.clients(site), public_url(page)) for site, page in pages]
    return [line for lines in found for line in lines]


def lists_of(site: MemberSite) -> list[str]:
    home = site.root_page
    below = [home, *home.get_children().live()]
    return ["/", *(public_url(page) for page in below)]


@surface(has=has_pages)
def page_lists(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Home pages and section lists that name a page."""
    return [
        path
        for site in sites
        for path in lists_of(site)
        for page in ground.at(site).pages
        if page.title in Client().get(path).content.decode()
    ]


@surface(has=has_pages)
def feeds(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Feeds that name a page."""
    return [
        path
        for site in sites
        for path in lists_of(site)
        for page in ground.at(site).pages
        if page.title in Client().get(f"{path}tin-moi.xml").content.decode()
    ]


def sitemap_text() -> str:
    client = Client()
    index = client.get("/sitemap.xml").content.decode()
    parts = [piece.partition("</loc>")[0] for piece in index.split("<loc>")[1:]]
    texts = [client.get("/" + part.partition("://")[2].partition("/")[2]) for part in parts]
    return index + "".join(text.content.decode() for text in texts)


@surface(has=has_pages)
def sitemap_pages(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Pages in the sitemap."""
    text = sitemap_text()
    pages = [page for site in sites for page in ground.at(site).pages]
    return [page.url_path for page in pages if f"{public_url(page)}</loc>" in text]


@surface(points.SitemapSource)
def sitemap_sources(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Places for which the plugin was asked for addresses."""
    functions = [owned.value.entries for owned in blocks_of(ground.slug, points.SitemapSource)]
    with calls_of(functions) as calls:
        sitemap_text()
    return [str(call) for call in calls if _is_about(call, sites)]


def _is_about(call: dict[str, Any], sites: list[MemberSite]) -> bool:
    """Whether one of the arguments is one of the sites, or nothing of the kind was asked."""
    keys = {site.pk for site in sites}
    places = [value for value in call.values() if hasattr(value, "kind") and hasattr(value, "id")]
    return not places or any(place.kind != "site" or place.id in keys for place in places)


@surface(has=has_pages)
def search_of_pages(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Searches, of the portal and of the site, that find a page."""
    return [
        f"?q={word(site)}&{place}"
        for site in sites
        for place in ("", f"trang-web={site.code}")
        for page in ground.at(site).pages
        if page.title in Client().get(f"/tim-kiem/?q={word(site)}&{place}").content.decode()
    ]


@surface(points.SearchSource)
def search_sources(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Searches of a site that ask the plugin, and of the portal that show what lies at a site."""
    functions = [owned.value.search for owned in blocks_of(ground.slug, points.SearchSource)]
    seen = []
    for site in sites:
        with calls_of(functions) as calls:
            Client().get(f"/tim-kiem/?q={word(site)}&trang-web={site.code}")
        seen += [f"{site.code}: {call}" for call in calls]
        with calls_of(functions) as calls:
            text = Client().get(f"/tim-kiem/?q={word(site)}").content.decode()
        shows = any(mark(site) in text and str(row) in text for row in ground.at(site).rows)
        if (calls and not ground.partly) or shows:
            seen.append(f"whole portal, for what lies at {site.code}")
    return seen


def rendered(slug: str, path: str) -> list[str]:
    """Templates of the plugin that took part in an answer."""
    templates = [template.name or "" for template in Client().get(path).templates]
    return [name for name in templates if name.startswith(f"plugin_{slug}/")]


@surface(points.BodyBlock)
def body_blocks(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Articles that show a block."""
    paths = {public_url(ground.at(site).article): site for site in sites}
    return [path for path, site in paths.items() if _shows(ground.slug, path, site)]


@surface(points.SideWidget)
def side_widgets(ground: Ground, sites: list[MemberSite]) -> list[str]:
    """Home pages and articles that show a widget."""
    paths = {public_url(site.root_page): site for site in sites}
    return [path for path, site in paths.items() if _shows(ground.slug, path, site)]


def _shows(slug: str, path: str, site: MemberSite) -> bool:
    return bool(rendered(slug, path)) or mark(site) in Client().get(path).content.decode()
