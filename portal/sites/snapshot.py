"""What a snapshot of the portal's structure holds, and what it answers; see ``structure.py``.

It is the one place that knows addresses. Every page has an *address*: its path on the main host,
whatever host its site has. What a link says (``url``) depends on the host that shows it: a path for
what lives on the same host, else the whole address. ``Structure.host`` tells which host a structure
is seen from; ``seen_from`` gives the view of another.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page

from portal.sites.models import MemberSite, SiteLink, SiteState

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = Page.steplen


@dataclass(frozen=True)
class Node:
    """One structural page. ``address`` is its path on the main host, with both slashes; ``url`` is
    what a link to it says on the host its structure is seen from.
    """

    id: int
    content_type_id: int
    title: str
    slug: str
    path: str
    url_path: str
    url: str
    live: bool
    in_menu: bool
    address: str
    children: list[Node] = field(default_factory=list, compare=False, repr=False)


def host_of(site: MemberSite | None) -> str:
    """The host at which a site lives; empty for those that live on the main host.

    A site being prepared lives there: nobody is signed in on its own host.
    """
    if site is None or site.is_province or site.state == SiteState.DRAFT:
        return ""
    return site.host if site.host and site.host_is_canonical else ""


def origin(host: str = "") -> str:
    """Scheme, host and port of a member site's host; empty: of the main host."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    if not host:
        return base
    parts = urlsplit(base)
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"


@dataclass(frozen=True)
class Structure:
    """A snapshot. ``version`` tells which; all look-ups are without queries."""

    version: str
    nodes: dict[str, Node]
    sites: list[MemberSite]
    restricted_paths: tuple[str, ...]
    default_root: str
    links: dict[int, tuple[SiteLink, ...]] = field(default_factory=dict)
    # Keys of Wagtail's own sites by their root pages; 0 is the default one.
    wagtail_sites: dict[int, int] = field(default_factory=dict)
    # The host it is seen from; empty for the main one.
    host: str = ""
    # A site shown although readers may not see it: to people who work in it.
    insider_of: int | None = None

    @cached_property
    def province(self) -> MemberSite | None:
        return next((site for site in self.sites if site.is_province), None)

    @cached_property
    def nodes_by_id(self) -> dict[int, Node]:
        return {node.id: node for node in self.nodes.values()}

    @cached_property
    def nodes_by_url(self) -> dict[str, Node]:
        """By their addresses, which are the same whatever host is asked."""
        return {node.address: node for node in self.nodes.values()}

    @cached_property
    def _sites_by_root(self) -> dict[str, MemberSite]:
        nodes = self.nodes_by_id
        return {
            nodes[site.root_page_id].path: site for site in self.sites if site.root_page_id in nodes
        }

    @cached_property
    def home_paths(self) -> dict[int, str]:
        """Tree paths of the sites' home pages by the sites' keys."""
        return {site.pk: path for path, site in self._sites_by_root.items()}

    @cached_property
    def collection_paths(self) -> dict[int, str]:
        """Tree paths of the sites' collections by the sites' keys."""
        return {site.pk: site.collection.path for site in self.sites if site.collection}

    def site_by_id(self, pk: int | None) -> MemberSite | None:
        return self._sites_by_id.get(pk or 0)

    @cached_property
    def _sites_by_id(self) -> dict[int, MemberSite]:
        return {site.pk: site for site in self.sites}

    def site_of_collection(self, path: str) -> MemberSite | None:
        """The member site whose collection is, or lies nearest above, the one at ``path``."""
        nearest = max(
            (own for own in self.collection_paths.items() if path.startswith(own[1])),
            key=lambda own: len(own[1]),
            default=None,
        )
        return self.site_by_id(nearest[0]) if nearest else None

    @cached_property
    def hosts(self) -> dict[str, MemberSite]:
        """The sites that have a host of their own, wherever their main address is."""
        return {site.host: site for site in self.sites if site.host and not site.is_province}

    @cached_property
    def sites_here(self) -> frozenset[int]:
        """Keys of the sites that live on the host this structure is seen from."""
        return frozenset(site.pk for site in self.sites if host_of(site) == self.host)

    @cached_property
    def has_hosts(self) -> bool:
        return any(host_of(site) for site in self.sites)

    @cached_property
    def _sites_by_address(self) -> dict[str, MemberSite]:
        """By the home's address, and by the code, which stays when the home moves."""
        homes = ((self.home_of(site), site) for site in self.sites)
        by_code = {f"/{site.code}/": site for site in self.sites if not site.is_province}
        return by_code | {home.address: site for home, site in homes if home}

    @cached_property
    def _deepest_home(self) -> int:
        return max((address.count("/") for address in self._sites_by_address), default=0)

    def _home_above(self, address: str) -> str:
        """The address of the nearest home page at or above ``address``; empty for none."""
        parts = address.split("/")
        for end in range(min(len(parts) - 1, self._deepest_home), 0, -1):
            above = "/".join(parts[:end]) + "/"
            if above in self._sites_by_address:
                return above
        return ""

    def site_at(self, address: str) -> MemberSite | None:
        """The site an address of the main host lies under."""
        return self._sites_by_address.get(self._home_above(address))

    def place_of(self, address: str) -> tuple[str, str]:
        """The one place where an address of the main host is served: host ("" main) and path."""
        if not self.has_hosts:
            return "", address
        above = self._home_above(address)
        host = host_of(self._sites_by_address.get(above))
        return host, address[len(above) - 1 :] if host else address

    def link(self, address: str) -> str:
        """What a link to an address of the main host says here: a path, or a whole address."""
        host, path = self.place_of(address)
        return path if host == self.host else f"{origin(host)}{path}"

    def whole(self, link: str) -> str:
        """``link``, as it is written here, with scheme and host."""
        return f"{origin(self.host)}{link}" if link.startswith("/") else link

    def address_of(self, url_path: str) -> str:
        """The address of a page from its ``url_path``."""
        return "/" + url_path.removeprefix(self.default_root)

    def url_of(self, url_path: str) -> str:
        """What a link to a page says here, from its ``url_path``."""
        return self.link(self.address_of(url_path))

    def seen_from(self, host: str) -> Structure:
        """The same as it looks from a member site's host; any other host is the main one."""
        if host == self.host or host not in self.hosts:
            return self
        return self._views.get(host) or self._views.setdefault(host, view_of(self, host))

    @cached_property
    def _views(self) -> dict[str, Structure]:
        return {}

    def for_insider_of(self, site: MemberSite) -> Structure:
        """The same for a person who works in ``site``, which readers may not see."""
        return self if site.is_readable else replace(self, insider_of=site.pk)

    @cached_property
    def closed_sites(self) -> frozenset[int]:
        """Keys of the sites whose content nothing may show."""
        closed = (site.pk for site in self.sites if not site.is_readable)
        return frozenset(closed) - {self.insider_of}

    @cached_property
    def closed_paths(self) -> tuple[str, ...]:
        """Tree paths of their home pages."""
        return tuple(p for pk, p in self.home_paths.items() if pk in self.closed_sites)

    def is_closed(self, path: str) -> bool:
        """Whether the page at tree path ``path`` belongs to a site that nothing may show."""
        site = self.site_of(path) if self.closed_sites else None
        return site is not None and site.pk in self.closed_sites

    def site_of(self, path: str) -> MemberSite | None:
        """The member site that owns the page at tree path ``path``: the nearest root above."""
        for end in range(len(path), 0, -STEP):
            if site := self._sites_by_root.get(path[:end]):
                return site
        return None

    def home_of(self, site: MemberSite | None) -> Node | None:
        return self.nodes_by_id.get(site.root_page_id or 0) if site else None

    def ancestors(self, path: str) -> Iterator[Node]:
        """Structural ancestors of ``path`` that are published, outermost first."""
        for end in range(STEP, len(path), STEP):
            node = self.nodes.get(path[:end])
            if node and node.live:
                yield node

    def is_restricted(self, path: str) -> bool:
        return any(path.startswith(prefix) for prefix in self.restricted_paths)


def add_node(nodes: dict[str, Node], node: Node) -> None:
    """Parents come before their children."""
    nodes[node.path] = node
    parent = nodes.get(node.path[:-STEP])
    if parent:
        parent.children.append(node)


def view_of(structure: Structure, host: str) -> Structure:
    """``structure`` with the links as they are written on ``host``."""
    view = replace(structure, host=host, nodes={})
    # What finds sites by addresses reads the nodes: those of the original.
    for name in ("_sites_by_address", "_deepest_home", "_sites_by_root"):
        view.__dict__[name] = getattr(structure, name)
    for node in structure.nodes.values():
        add_node(view.nodes, replace(node, url=view.link(node.address), children=[]))
    return view
