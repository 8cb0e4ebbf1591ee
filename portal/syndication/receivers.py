"""The one place of this room that listens to signals: articles that appear, go and move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.signals import page_published, page_unpublished

from portal.news import forms
from portal.news.models import ArticlePage
from portal.sites.models import SiteEvent
from portal.syndication import services, tasks
from portal.syndication.models import Offer
from portal.syndication.stops import refusals

if TYPE_CHECKING:
    from wagtail.models import Page

MOVED = frozenset({SiteEvent.Kind.MERGED, SiteEvent.Kind.SPLIT, SiteEvent.Kind.ARCHIVED})


def _on_published(instance: Page, **_kwargs: Any) -> None:
    if isinstance(instance, ArticlePage) and Offer.objects.filter(article=instance.pk).exists():
        # What readers see now, not what the caller holds in memory.
        services.origin_published(article=ArticlePage.objects.get(pk=instance.pk))


def _on_unpublished(instance: Page, **_kwargs: Any) -> None:
    """Wagtail also says so before it deletes a published page."""
    if isinstance(instance, ArticlePage):
        services.origin_left(article_id=instance.pk)


def _on_site_event(instance: SiteEvent, created: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002
    """The acts on whole sites move pages in bulk, which tells nobody."""
    if created and instance.kind in MOVED:
        tasks.follow_moves.enqueue(instance.site_id)


def connect() -> None:
    page_published.connect(_on_published, dispatch_uid="syndication-published")
    page_unpublished.connect(_on_unpublished, dispatch_uid="syndication-unpublished")
    saved = models.signals.post_save  # noqa: TID251  # bulk moves have no signal of Wagtail's own
    saved.connect(_on_site_event, sender=SiteEvent, dispatch_uid="syndication-site")
    forms.refusals.append(refusals)
