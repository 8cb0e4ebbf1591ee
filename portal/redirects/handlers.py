"""Wagtail's news of moved and renamed pages, turned into old addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from portal.redirects import services
from portal.redirects.models import Kind
from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from portal.sites.models import MemberSite


def connect() -> None:
    """Called once, when Django has started."""
    page_slug_changed.connect(remember_renamed, dispatch_uid="redirects-renamed")
    post_page_move.connect(remember_moved, dispatch_uid="redirects-moved")


def remember_renamed(instance: Page, instance_before: Page, **_kwargs: Any) -> None:
    remember_below(instance.pk, instance_before.url_path, kind=Kind.RENAMED)


def remember_moved(
    instance: Page,
    url_path_before: str,
    url_path_after: str,
    parent_page_before: Page,
    **_kwargs: Any,
) -> None:
    if url_path_before == url_path_after:
        return  # only its place among its sisters
    structure = portal_structure.current()
    site = structure.site_of(instance.path)
    if site is None or site.root_page_id != instance.pk:
        site = structure.site_of(parent_page_before.path)
    remember_below(instance.pk, url_path_before, kind=Kind.MOVED, site=site)


@transaction.atomic
def remember_below(
    page_id: int, url_path_before: str, *, kind: Kind, site: MemberSite | None = None
) -> None:
    """For a page and all below it that readers may have found at their old addresses."""
    page = Page._base_manager.filter(pk=page_id).first()
    if page is None:
        return
    structure = portal_structure.current()
    rows = Page._base_manager.filter(
        Q(live=True) | Q(first_published_at__isnull=False),
        path__startswith=page.path,
        url_path__startswith=page.url_path,
    )
    root = structure.default_root
    pairs = [
        ("/" + (url_path_before + url_path[len(page.url_path) :]).removeprefix(root), pk)
        for pk, url_path in rows.values_list("pk", "url_path")
    ]
    services.remember_addresses(pairs, kind=kind, site=site or structure.site_of(page.path))
