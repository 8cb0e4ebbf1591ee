"""The portal's skeleton in memory: sites and their addresses, home and section pages, restrictions.

Every reader request needs it (menu, breadcrumb, addresses, whose site a page is), and it changes
a few times a day. So each process keeps a snapshot and asks the database one word per request:
the version. It changes in the transaction of the change itself, so a process never serves
an old skeleton after a commit, however many processes there are and without a shared cache.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Collection, Page, PageViewRestriction
from wagtail.models import Site as WagtailSite

from portal.sites.models import MemberSite, SiteLink, StructureVersion
from portal.sites.snapshot import STEP, Node, Structure, add_node, host_of, origin, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["STEP", "Node", "Structure", "bump", "current", "host_of", "in_use", "lock", "origin"]


_lock = threading.Lock()
_current: Structure | None = None
# While a request is answered: empty until the snapshot is asked for, then it alone. None: ask the
# database every time, outside requests and after a change made by the request itself.
_of_request: ContextVar[list[Structure] | None] = ContextVar("structure", default=None)
_host: ContextVar[str] = ContextVar("host", default="")


@contextmanager
def kept_for_request(host: str) -> Iterator[None]:
    """One snapshot for everybody who asks within, and links as they are written on ``host``."""
    tokens = _of_request.set([]), _host.set(host)
    try:
        yield
    finally:
        _of_request.reset(tokens[0])
        _host.reset(tokens[1])


def current() -> Structure:
    """The snapshot of now, seen from the main host; one query, none within a request."""
    kept = _of_request.get()
    if kept is None:
        return _newest()
    if not kept:
        kept.append(_newest())
    return kept[0]


def in_use() -> Structure:
    """The same, seen from the host of the request being answered."""
    return current().seen_from(_host.get())


def hosts_in_memory() -> frozenset[str]:
    """Hosts of member sites as this process knew them last; no query."""
    return frozenset(_current.hosts) if _current else frozenset()


def _newest() -> Structure:
    """One query when nothing changed, a few more when something did."""
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
    _of_request.set(None)
    StructureVersion.objects.select_for_update().filter(pk=1).first()


def bump(**_kwargs: Any) -> None:
    """Tell every process that the structure changed (takes effect with the transaction)."""
    _of_request.set(None)
    StructureVersion.objects.update_or_create(pk=1, defaults={"token": uuid4().hex})


def _load(version: str) -> Structure:
    # The plain managers: those of the admin's lists may be narrowed to what a person may see.
    wagtail_sites = list(WagtailSite.objects.select_related("root_page"))
    default = next((site for site in wagtail_sites if site.is_default_site), None)
    default_root = default.root_page.url_path if default else "/"
    restrictions = PageViewRestriction.objects.values_list("page__path", flat=True)
    sites = MemberSite._base_manager.select_related("collection", "logo", "default_image")
    links: dict[int, list[SiteLink]] = {}
    for link in SiteLink._base_manager.all():
        links.setdefault(link.site_id, []).append(link)
    main = Structure(
        version=version,
        nodes=_nodes(default_root),
        sites=list(sites),
        restricted_paths=tuple(restrictions),
        default_root=default_root,
        links={pk: tuple(own) for pk, own in links.items()},
        wagtail_sites={site.root_page_id: site.pk for site in wagtail_sites}
        | {0: default.pk if default else 0},
    )
    return view_of(main, "") if main.has_hosts else main


def _nodes(default_root: str) -> dict[str, Node]:
    rows = Page._base_manager.filter(content_type__in=_structural_types()).order_by("path")
    nodes: dict[str, Node] = {}
    columns = ("id", "content_type_id", "title", "slug", "path", "url_path", "live")
    for row in rows.values(*columns, in_menu=models.F("show_in_menus")):
        address = "/" + row["url_path"].removeprefix(default_root)
        add_node(nodes, Node(**row, url=address, address=address))
    return nodes


def structural_models() -> list[type[Page]]:
    """Page types that make up menus and addresses; they set ``is_structural = True``."""
    from wagtail.models import get_page_models

    return [model for model in get_page_models() if getattr(model, "is_structural", False)]


def _structural_types() -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*structural_models()).values())


def _bump_for_page(instance: models.Model, *, raw: bool = False, **_kwargs: Any) -> None:
    # Rows of a dump come in any order: the page's type may not be there yet.
    if raw or not isinstance(instance, Page):
        return
    if getattr(instance.specific_class, "is_structural", False):
        bump()


def bump_for_picture(instance: Any, **_kwargs: Any) -> None:
    """A logo or default picture changed, or got its ready-made sizes."""
    shown = models.Q(logo_id=instance.pk) | models.Q(default_image_id=instance.pk)
    if MemberSite.objects.filter(shown).exists():
        bump()


def connect_invalidation() -> None:
    """Raise the version on every change the snapshot shows. Cache upkeep, not a business rule."""
    from wagtail.signals import post_page_move

    for model in (MemberSite, SiteLink, WagtailSite, PageViewRestriction, Collection):
        models.signals.post_save.connect(bump, sender=model, dispatch_uid=f"structure-{model}")
        models.signals.post_delete.connect(bump, sender=model, dispatch_uid=f"structure-{model}")
    models.signals.post_save.connect(
        bump_for_picture, sender="media.PortalImage", dispatch_uid="structure-picture"
    )
    models.signals.post_save.connect(_bump_for_page, dispatch_uid="structure-page")
    models.signals.post_delete.connect(_bump_for_page, dispatch_uid="structure-page")
    post_page_move.connect(_bump_for_page, dispatch_uid="structure-move")
