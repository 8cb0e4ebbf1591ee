"""Atom and RSS feeds of the newest articles: of a site, a section or any list of cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from portal.pages.cards import read_cards, visible_rows
from portal.plugins import gate
from portal.plugins.pages import is_type_open_at

if TYPE_CHECKING:
    from portal.sites.structure import Node, Structure

NEWEST = 30
NAME = "tin-moi"
FORMS = {"xml": Atom1Feed, "rss": Rss201rev2Feed}
TYPES = {"xml": "application/atom+xml", "rss": "application/rss+xml"}


@dataclass(frozen=True)
class FeedOf:
    """What a feed is about. ``url`` as it is written on the host asked; ``owner`` a site's name."""

    title: str
    url: str
    owner: str
    rows: Any


def of_address(address: str, structure: Structure) -> FeedOf | None:
    """The feed of the home page or section at ``address``; None where there is none to read."""
    node = structure.nodes_by_url.get(address)
    node = structure.nodes.get(node.path) if node else None
    if node is None or not node.live or structure.is_restricted(node.path):
        return None
    content_type = ContentType.objects.get_for_id(node.content_type_id)
    if not is_type_open_at(content_type, node.path, gate.at(structure)):
        return None
    site = structure.site_of(node.path)
    title = node.title
    if site:
        title = site.name if site.root_page_id == node.id else f"{node.title} – {site.name}"
    return FeedOf(title, node.url, site.name if site else title, _rows(node, structure))


def answer(about: FeedOf, form: str, structure: Structure) -> HttpResponse:
    """The feed as ``form``: "xml" (Atom 1.0) or "rss" (RSS 2.0). Two queries, cards only."""
    rows = about.rows[:NEWEST]
    changed = dict(rows.values_list("page__path", "page__last_published_at"))
    link = structure.whole(about.url)
    feed = FORMS[form](
        title=about.title,
        link=link,
        description=about.title,
        language=settings.LANGUAGE_CODE,
        author_name=about.owner or about.title,
        feed_url=f"{link}{NAME}.{form}",
        feed_guid=link,
    )
    for card in read_cards(rows, structure):
        url = structure.whole(card.url)
        feed.add_item(
            title=card.title,
            link=url,
            description=card.lead,
            pubdate=card.published_at,
            updateddate=changed.get(card.path) or card.published_at,
            unique_id=url,
            categories=[card.section_title] if card.section_title else [],
        )
    text = feed.writeString("utf-8")
    return HttpResponse(text, content_type=f"{TYPES[form]}; charset=utf-8")


def _rows(node: Node, structure: Structure) -> Any:
    rows = visible_rows(structure)
    site = structure.site_of(node.path)
    if site and site.root_page_id == node.id:
        return rows if site.is_province else rows.filter(site=site)
    ids = [other.id for other in structure.nodes.values() if other.path.startswith(node.path)]
    return rows.filter(section_id__in=ids)
