"""Builders of the tests of the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.desk.models import DeskRow
from portal.news.models import ArticlePage
from portal.news.services import import_article
from tests import factories

LIST = "/quan-tri/ban-bien-tap/"


def row(article: Any) -> DeskRow:
    return DeskRow.objects.get(pk=article.pk)


def draft(site: Any, actor: Any, *, hours_ago: float = 1, **values: Any) -> ArticlePage:
    values.setdefault("event_at", timezone.now() - timedelta(hours=hours_ago))
    return factories.make_article(site, actor, publish=False, **values)


def imported(site: Any, actor: Any, at: Any, *, after_hours: float = 2, **values: Any) -> Any:
    """An article that was published at ``at`` elsewhere, so long after its event."""
    values.setdefault("title", f"Tin {at:%d/%m %H:%M:%S}")
    article = ArticlePage(
        lead="Sáng nay.",
        event_at=at - timedelta(hours=after_hours),
        body=[("text", "<p>Nội dung.</p>")],
        **values,
    )
    section = factories.section_of(site)
    return import_article(actor=actor, section=section, article=article, published_at=at)
