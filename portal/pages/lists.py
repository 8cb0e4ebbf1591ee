"""The lists that home and section pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.pages.cards import newest_of_each, read_cards, visible_rows
from portal.pages.pagination import Pagination, path_urls

if TYPE_CHECKING:
    from portal.pages.cards import Card
    from portal.pages.models import HomePage, SectionPage
    from portal.sites.structure import Node, Structure

HEADLINES = 5
LATEST = 10
DEFAULT_SECTIONS = 6
DEFAULT_CANDIDATES = 12
DEFAULT_SECTION_CARDS = 5


def home_lists(page: HomePage, structure: Structure) -> dict[str, Any]:
    """``lead_cards``, ``latest`` and ``section_blocks`` in two queries (three when pinned).

    The province's page draws from all sites, a member site's from its own.
    """
    rows = visible_rows(structure)
    site = structure.site_of(page.path)
    if site and not site.is_province:
        rows = rows.filter(site=site)
    newest = read_cards(rows[: HEADLINES + LATEST + 1], structure)
    pinned = read_cards(rows.filter(pk=page.headline_id), structure) if page.headline_id else []
    ordered = [*pinned, *(card for card in newest if card not in pinned)]
    return {
        "lead_cards": ordered[:HEADLINES],
        "latest": ordered[HEADLINES : HEADLINES + LATEST],
        "section_blocks": _section_blocks(page, structure),
    }


def _section_blocks(page: HomePage, structure: Structure) -> list[dict[str, Any]]:
    """The sections chosen in the page; without a choice the first of the menu that have news."""
    chosen = [
        (structure.nodes_by_id.get(block["value"]["section"]), block["value"]["count"])
        for block in page.blocks.raw_data
        if block["type"] == "section_news"
    ]
    if chosen:
        return _filled([(node, count) for node, count in chosen if node and node.live], structure)
    home = structure.nodes.get(page.path)
    sections = [node for node in home.children if node.live and node.in_menu] if home else []
    candidates = [(node, DEFAULT_SECTION_CARDS) for node in sections[:DEFAULT_CANDIDATES]]
    blocks = [block for block in _filled(candidates, structure) if block["cards"]]
    return blocks[:DEFAULT_SECTIONS]


def _filled(wanted: list[tuple[Node, int]], structure: Structure) -> list[dict[str, Any]]:
    """Each section with its newest cards, all in one query."""
    if not wanted:
        return []
    rows = newest_of_each([(node.path, count) for node, count in wanted], structure)
    cards = read_cards(rows, structure)
    blocks = []
    for node, count in wanted:
        own: list[Card] = [card for card in cards if card.path.startswith(node.path)][:count]
        blocks.append({"title": node.title, "url": node.url, "cards": own})
    return blocks


def section_list(page: SectionPage, structure: Structure, number: int) -> dict[str, Any]:
    """Page ``number`` of a section's cards, those of sections below it included."""
    node = structure.nodes.get(page.path)
    ids = [n.id for n in structure.nodes.values() if n.path.startswith(page.path)]
    rows = visible_rows(structure).filter(section_id__in=ids)
    base = structure.url_of(page.url_path)
    pagination = Pagination.at(number, count=rows.count(), url_for=path_urls(base))
    return {
        "cards": read_cards(rows[pagination.window], structure),
        "pagination": pagination,
        "intro": page.intro,
        "subsections": [child for child in node.children if child.live] if node else [],
    }
