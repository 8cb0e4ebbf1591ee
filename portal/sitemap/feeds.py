"""Atom feeds of the newest articles, of a site or of one section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.feedgenerator import Atom1Feed

from portal.pages.cards import read_cards, visible_rows
from portal.plugins import gate
from portal.plugins.pages import is_type_open_at

if TYPE_CHECKING:
    from typing import Any

    from portal.sites.structure import Node, Structure

NEWEST = 30
NAME = "tin-moi.xml"


def atom(address: str, structure: Structure) -> str | None:
    """The feed of the home page or section at ``address``; None where there is none to read."""
    node = structure.nodes_by_url.get(address)
    if node is None or not node.live or structure.is_restricted(node.path):
        return None
    content_type = ContentType.objects.get_for_id(node.content_type_id)
    if not is_type_open_at(content_type, node.path, gate.at(structure)):
        return None
    site = structure.site_of(node.path)
    title = node.title
    if site:
        title = site.name if site.root_page_id == node.id else f"{node.title} – {site.name}"
    feed = Atom1Feed(
        title=title,
        link=structure.whole(node.url),
        description="",
        language=settings.LANGUAGE_CODE,
        feed_url=structure.whole(f"{node.url}{NAME}"),
        feed_guid=structure.whole(node.url),
    )
    for card in read_cards(_rows(node, structure)[:NEWEST], structure):
        link = structure.whole(card.url)
        feed.add_item(
            title=card.title,
            link=link,
            description=card.lead,
            pubdate=card.published_at,
            updateddate=card.published_at,
            unique_id=link,
            categories=[card.section_title] if card.section_title else [],
        )
    return feed.writeString("utf-8")


def _rows(node: Node, structure: Structure) -> Any:
    rows = visible_rows(structure)
    site = structure.site_of(node.path)
    if site and site.root_page_id == node.id:
        return rows if site.is_province else rows.filter(site=site)
    ids = [other.id for other in structure.nodes.values() if other.path.startswith(node.path)]
    return rows.filter(section_id__in=ids)
