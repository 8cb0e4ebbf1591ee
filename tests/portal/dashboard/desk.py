"""Builders of the tests of the week."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.dashboard import counts
from portal.dashboard.weeks import Week
from portal.news.models import ArticlePage
from portal.news.services import import_article
from portal.sites.structure import current
from tests import factories


def local(text: str) -> datetime:
    """2026-11-16 00:00 in the portal's time."""
    return timezone.make_aware(datetime.fromisoformat(text))


def published(
    site: Any, actor: Any, at: datetime, *, after: timedelta = timedelta(hours=1), **values: Any
) -> ArticlePage:
    """An article that was published at ``at``, ``after`` the event."""
    values.setdefault("title", f"Tin {at:%d/%m %H:%M:%S}")
    values.setdefault("body", [("text", "<p>Nội dung.</p>")])
    article = ArticlePage(lead="Sáng nay.", event_at=at - after, **values)
    section = factories.section_of(site)
    return import_article(actor=actor, section=section, article=article, published_at=at)


def figures(site: Any, week: Week, user: Any, *, of: Any = None) -> dict[str, int | None]:
    """The figures of ``site`` when the week of the sites ``of`` (this one) is counted."""
    structure = current()
    table = counts.week_of(of or [site], week, structure, user)
    row = next(row for row in table.rows if row.site.pk == site.pk)
    return {cell.column.name: cell.figure.value if cell.figure else None for cell in row.cells}
