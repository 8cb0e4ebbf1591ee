"""The lists that home and section pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.pages.cards import read_cards, visible_rows
from portal.pages.catalogue.place import of_pages, of_section, of_site
from portal.pages.pagination import Pagination, path_urls

if TYPE_CHECKING:
    from portal.pages.cards import Card
    from portal.pages.catalogue.place import Place, Wanted
    from portal.pages.models import HomePage, SectionPage
    from portal.sites.structure import Node, Structure

HEADLINES = 5
LATEST = 10
DEFAULT_SECTIONS = 6
DEFAULT_CANDIDATES = 12
DEFAULT_SECTION_CARDS = 5


def home_lists(page: HomePage, place: Place) -> dict[str, Any]:
    """``lead_cards``, ``latest`` and ``section_blocks``: what the page's own blocks leave to it.

    All of it is read with the cards of the widgets, in one query. The province's page draws from
    all sites, a member site's from its own.
    """
    kinds = {item["type"] for item in page.blocks.raw_data}
    is_arranged = "headline" in kinds
    sections = [] if kinds else _default_sections(page, place)
    newest = of_site(place.site, HEADLINES + LATEST)
    pinned = of_pages([page.headline_id] if page.headline_id else [])
    place.want([*(wanted for _node, wanted in sections)])
    ordered: list[Card] = []
    if not is_arranged:
        place.want([pinned, newest])
        first = place.cards(pinned)
        ordered = [*first, *(card for card in place.cards(newest) if card not in first)]
    return {
        "is_arranged": is_arranged,
        "lead_cards": ordered[:HEADLINES],
        "latest": ordered[HEADLINES : HEADLINES + LATEST],
        "section_blocks": _section_blocks(sections, place),
    }


def _default_sections(page: HomePage, place: Place) -> list[tuple[Node, Wanted]]:
    """The first of the menu."""
    home = place.structure.nodes.get(page.path)
    nodes = [node for node in home.children if node.live and node.in_menu] if home else []
    return [
        (node, of_section(node, DEFAULT_SECTION_CARDS, place.structure))
        for node in nodes[:DEFAULT_CANDIDATES]
    ]


def _section_blocks(sections: list[tuple[Node, Wanted]], place: Place) -> list[dict[str, Any]]:
    """Those that have news."""
    blocks = [
        {"title": node.title, "url": node.url, "cards": place.cards(wanted)}
        for node, wanted in sections
    ]
    return [block for block in blocks if block["cards"]][:DEFAULT_SECTIONS]


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
