"""Articles as they are offered and taken over: by the services that the screens call."""

from __future__ import annotations

from typing import Any

from portal.news.models import ArticlePage
from portal.syndication import services
from portal.syndication.models import Offer
from tests import factories


def offered(article: Any, actor: Any, receiver: Any, note: str = "") -> Offer:
    [row] = services.offer(actor=actor, article=article, receivers=[receiver], note=note)
    return row


def accepted(offer: Offer, actor: Any, then: str = "draft", section: str = "tin-tuc") -> Any:
    """The copy."""
    place = factories.section_of(offer.receiver, section)
    row = services.accept(actor=actor, offer=offer, section=place, then=then)
    return ArticlePage.objects.get(pk=row.copy_id)


def edit(article: Any, actor: Any, *, publish: bool = True, **values: Any) -> Any:
    """A new version, as the editor would save it."""
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=actor, log_action=True)
    if publish:
        revision.publish(user=actor)
    return ArticlePage.objects.get(pk=article.pk)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)
