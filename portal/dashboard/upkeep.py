"""Has links looked at again as soon as something that holds them changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from portal.dashboard import tasks
from portal.dashboard.models import BrokenLink
from portal.pages.models import SiteLayout

if TYPE_CHECKING:
    from wagtail.models import Page

_OF_PAGES = (BrokenLink.Kind.PAGE_HIDDEN, BrokenLink.Kind.PAGE_MISSING)


def _on_page(instance: Page, **_kwargs: Any) -> None:
    """The page itself, and those whose broken links may lead to it."""
    leading_here = BrokenLink.objects.standing().filter(
        kind__in=_OF_PAGES, target=str(instance.pk), page__isnull=False
    )
    others = leading_here.exclude(page=instance.pk).values_list("page", flat=True)
    tasks.check_pages.enqueue([instance.pk, *others])


def _on_move(instance: Page, **_kwargs: Any) -> None:
    tasks.check_below.enqueue(instance.pk)


def _on_layout(instance: Any, **_kwargs: Any) -> None:
    tasks.check_site.enqueue(instance.site_id)


def connect() -> None:
    """Cache upkeep, not a business rule."""
    page_published.connect(_on_page, dispatch_uid="links-published")
    page_unpublished.connect(_on_page, dispatch_uid="links-unpublished")
    post_page_move.connect(_on_move, dispatch_uid="links-moved")
    for signal in (published, unpublished):
        signal.connect(_on_layout, sender=SiteLayout, dispatch_uid=f"links-layout-{id(signal)}")
