"""The portal's skeleton in memory: sites, home and section pages, restrictions.

Every reader request needs it (menu, breadcrumb, addresses, whose site a page is), and it changes
a few times a day. So each process keeps a snapshot and asks the database one word per request:
the version. It changes in the transaction of the change itself, so a process never serves
an old skeleton after a commit, however many processes there are and without a shared cache.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Collection, Page, PageViewRestriction
from wagtail.models import Site as WagtailSite

from portal.sites.models import MemberSite, StructureVersion

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = Page.steplen


@dataclass(frozen=True)
class Node:
    """One structural page. ``url`` is its path from the host's root, with both slashes."""

    id: int
    content_type_id: int
    title: str
    slug: str
    path: str
    url_path: str
    url: str
    live: bool
    in_menu: bool
    children: list[Node] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True)
class Structure:
    """A snapshot. ``version`` tells which; all look-ups are without queries."""

    version: str
    nodes: dict[str, Node]
    sites: list[MemberSite]
    restricted_paths: tuple[str, ...]
    default_root: str

    @cached_property
    def province(self) -> MemberSite | None:
        return next((site for site in self.sites if site.is_province), None)

    @cached_property
    def nodes_by_id(self) -> dict[int, Node]:
        return {node.id: node for node in self.nodes.values()}

    @cached_property
    def nodes_by_url(self) -> dict[str, Node]:
        return {node.url: node for node in self.nodes.values()}

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

    def url_of(self, url_path: str) -> str:
        """The public path of a page from its ``url_path``."""
        return "/" + url_path.removeprefix(self.default_root)

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


_lock = threading.Lock()
_current: Structure | None = None


def current() -> Structure:
    """The snapshot of now: one query when nothing changed, a few more when something did."""
    global _current  # noqa: PLW0603
    version = StructureVersion.objects.values_list("token", flat=True).filter(pk=1).first() or ""
    snapshot = _current
    if snapshot is None or snapshot.version != version:
        snapshot = _load(version)
        with _lock:
            _current = snapshot
    return snapshot


def forget() -> None:
    """Drop this process's snapshot (tests; nothing else needs it)."""
    global _current  # noqa: PLW0603
    _current = None


def lock() -> None:
    """Within a transaction: wait for others who are about to change the structure."""
    StructureVersion.objects.select_for_update().filter(pk=1).first()


def bump(**_kwargs: Any) -> None:
    """Tell every process that the structure changed (takes effect with the transaction)."""
    StructureVersion.objects.update_or_create(pk=1, defaults={"token": uuid4().hex})


def _load(version: str) -> Structure:
    default_root = _default_root()
    rows = Page.objects.filter(content_type__in=_structural_types()).order_by("path")
    nodes: dict[str, Node] = {}
    columns = ("id", "content_type_id", "title", "slug", "path", "url_path", "live")
    for row in rows.values(*columns, in_menu=models.F("show_in_menus")):
        node = Node(**row, url="/" + row["url_path"].removeprefix(default_root))
        nodes[node.path] = node
        parent = nodes.get(node.path[:-STEP])
        if parent:
            parent.children.append(node)
    restrictions = PageViewRestriction.objects.values_list("page__path", flat=True)
    return Structure(
        version=version,
        nodes=nodes,
        sites=list(MemberSite.objects.select_related("collection")),
        restricted_paths=tuple(restrictions),
        default_root=default_root,
    )


def _default_root() -> str:
    site = WagtailSite.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page.url_path if site else "/"


def structural_models() -> list[type[Page]]:
    """Page types that make up menus and addresses; they set ``is_structural = True``."""
    from wagtail.models import get_page_models

    return [model for model in get_page_models() if getattr(model, "is_structural", False)]


def _structural_types() -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*structural_models()).values())


def _bump_for_page(instance: models.Model, **_kwargs: Any) -> None:
    if isinstance(instance, Page) and getattr(instance.specific_class, "is_structural", False):
        bump()


def connect_invalidation() -> None:
    """Raise the version on every change the snapshot shows. Cache upkeep, not a business rule."""
    from wagtail.signals import post_page_move

    for model in (MemberSite, WagtailSite, PageViewRestriction, Collection):
        models.signals.post_save.connect(bump, sender=model, dispatch_uid=f"structure-{model}")
        models.signals.post_delete.connect(bump, sender=model, dispatch_uid=f"structure-{model}")
    models.signals.post_save.connect(_bump_for_page, dispatch_uid="structure-page")
    models.signals.post_delete.connect(_bump_for_page, dispatch_uid="structure-page")
    post_page_move.connect(_bump_for_page, dispatch_uid="structure-move")
