"""What stands below an article: others of its series and topics, newer and older ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from portal.pages.cards import read_cards, visible_rows
from portal.sites.own_addresses import of_site

if TYPE_CHECKING:
    from portal.news.models import ArticlePage
    from portal.pages.cards import Card
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

OF_SERIES = 5
OF_TOPICS = 4
NEWER, OLDER = 3, 5


def around(article: ArticlePage, structure: Structure) -> dict[str, list[Card]]:
    """``newer`` (the next ones, newest first) and ``older`` of the same section; one query."""
    section = structure.nodes.get(article.path[: -article.steplen])
    if section is None:
        return {"newer": [], "older": []}
    moment = article.first_published_at or timezone.now()
    rows = visible_rows(structure).filter(section_id=section.id).exclude(pk=article.pk)
    after = rows.filter(published_at__gt=moment).order_by("published_at", "page_id")
    before = rows.filter(published_at__lte=moment)
    chosen = Q(pk__in=after.values("pk")[:NEWER]) | Q(pk__in=before.values("pk")[:OLDER])
    # Not ``rows``: the database would walk through the whole section.
    cards = read_cards(visible_rows(structure).filter(chosen), structure)
    return {
        "newer": [card for card in cards if card.published_at > moment],
        "older": [card for card in cards if card.published_at <= moment],
    }


def of_topics(article: ArticlePage, tag_ids: list[int], structure: Structure) -> list[Card]:
    """The newest others of the site with one of the topics."""
    if not tag_ids:
        return []
    from portal.news.models import ArticleTag

    tagged = ArticleTag.objects.filter(tag__in=tag_ids).values("content_object_id")
    rows = visible_rows(structure).filter(pk__in=tagged).exclude(pk=article.pk)
    site = structure.site_of(article.path)
    if site and not site.is_province:
        rows = rows.filter(site=site)
    return read_cards(rows[:OF_TOPICS], structure)


def of_series(article: ArticlePage, structure: Structure) -> dict[str, Any] | None:
    """``title``, ``url`` and the newest other ``cards`` of the article's series, if any."""
    series = article.series if article.series_id else None
    if series is None:
        return None
    rows = visible_rows(structure).filter(page__articlepage__series=series.pk)
    return {
        "title": series.title,
        "url": series_url(series.slug, structure.site_by_id(series.site_id), structure),
        "cards": read_cards(rows.exclude(pk=article.pk)[:OF_SERIES], structure),
    }


def series_url(slug: str, site: MemberSite | None, structure: Structure) -> str:
    """What a link to a series says here."""
    return of_site("series", site, structure, slug=slug)
