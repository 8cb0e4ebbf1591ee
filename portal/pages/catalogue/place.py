"""Where widgets stand, and everything they show, read together.

A widget says what it wants before anything is shown; all cards of a page then cost one query, and
so do all pictures, all files and whatever else has a reader, however many widgets ask.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Case, Q, Value, When

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from typing import TypeAlias

    from wagtail.models import Page

    from portal.pages.cards import Card
    from portal.sites.models import MemberSite
    from portal.sites.structure import Node, Structure

    # All keys that widgets of the page asked for → what is known of them; one query.
    Reader: TypeAlias = Callable[[list[Any], "Place"], Mapping[Any, Any]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """The newest ``count`` cards that match ``condition``.

    Attributes:
        key: equal for wishes that mean the same cards.
        holds: tells a card that matches; None: the database marks them.
    """

    key: Hashable
    count: int
    condition: Q = field(compare=False)
    holds: Callable[[Card], bool] | None = field(default=None, compare=False)


class Place:
    """One page with its member site, as widgets see it; made once per request.

    Args:
        widgets: gives (block, value) of all widgets around and on the page.
    """

    def __init__(
        self,
        structure: Structure,
        site: MemberSite | None,
        page: Page | None = None,
        widgets: Callable[[], Iterable[tuple[Any, Any]]] = tuple,
    ) -> None:
        self.structure, self.site, self.page = structure, site, page
        # Keys of cards that a headline has shown: the newest articles go on after them.
        self.taken: set[int] = set()
        self._given = widgets
        self._further: list[Wanted] = []
        self._cards: dict[Hashable, tuple[int, list[Card]]] = {}
        self._known: dict[Reader, dict[Any, Any]] = {}

    # What widgets ask for

    @cached_property
    def _widgets(self) -> list[tuple[Any, Any]]:
        return [(block, value) for block, value in self._given() if hasattr(block, "wants")]

    def _all(self, name: str) -> list[Any]:
        """What all widgets answer; one that fails is left to fail alone, when it is shown."""
        found: list[Any] = []
        for block, value in self._widgets:
            try:
                found += list(getattr(block, name)(value, self))
            except Exception as error:
                logger.warning("Widget %s asked for nothing: %s", block.name, error)
        return found

    def want(self, wanted: Iterable[Wanted]) -> None:
        """The page's own lists, to be read with those of the widgets."""
        self._further += wanted

    # What they get

    def cards(self, wanted: Wanted) -> list[Card]:
        """Newest first; one query for all that was wanted before the first call."""
        if not self._cards:
            self._read([*self._all("wants"), *self._further, wanted])
        read, cards = self._cards.get(wanted.key, (-1, []))
        if read < wanted.count:
            self._read([wanted])
            _count, cards = self._cards.get(wanted.key, (0, []))
        return cards[: wanted.count]

    def told(self, reader: Reader, key: Any) -> Any:
        """What ``reader`` says of ``key``; None for nothing."""
        if reader not in self._known:
            keys = {asked for its, asked in self._all("asks") if its is reader} | {key}
            self._known[reader] = self._read_by(reader, keys)
        if key not in self._known[reader]:
            self._known[reader] |= self._read_by(reader, {key})
        return self._known[reader][key]

    def _read_by(self, reader: Reader, keys: set[Any]) -> dict[Any, Any]:
        none = dict.fromkeys(keys)
        try:
            return {**none, **reader(sorted(keys - {None}), self)}
        except Exception as error:
            if len(keys) > 1:
                return {key: self._read_by(reader, {key})[key] for key in keys}
            logger.warning("Nothing is known of what a widget asked for: %s", error)
            return none

    def _read(self, wishes: list[Wanted]) -> None:
        """All in one query; when that fails each by itself, so that only the wrong one is lost."""
        each: dict[Hashable, Wanted] = {}
        for wish in wishes:
            if not (isinstance(wish, Wanted) and isinstance(wish.count, int) and wish.count >= 0):
                logger.warning("A widget wants what is no list of cards: %s", wish)
            elif wish.key not in each or each[wish.key].count < wish.count:
                each[wish.key] = wish
        try:
            self._cards |= self._read_together(list(each.values()))
        except Exception as error:
            if len(each) > 1:
                for wish in each.values():
                    self._read([wish])
                return
            logger.warning("Cards that a widget wants cannot be read: %s", error)
            self._cards |= {key: (wish.count, []) for key, wish in each.items()}

    def _read_together(self, wishes: list[Wanted]) -> dict[Hashable, tuple[int, list[Card]]]:
        """One query: the union of the newest of each, dealt out afterwards."""
        from portal.pages.cards import read_cards, visible_rows

        visible, chosen, marks = visible_rows(self.structure), Q(pk__in=[]), {}
        for number, wish in enumerate(wishes):
            chosen |= Q(pk__in=visible.filter(wish.condition).values("pk")[: wish.count])
            if wish.holds is None:
                case = When(wish.condition, then=Value(True))
                marks[f"mark{number}"] = Case(
                    case, default=Value(False), output_field=BooleanField()
                )
        rows = visible.filter(chosen).annotate(**marks)
        cards = read_cards(rows, self.structure, marks=list(marks))
        found: dict[Hashable, tuple[int, list[Card]]] = {}
        for number, wish in enumerate(wishes):
            mark = f"mark{number}"
            own = [c for c in cards if (wish.holds(c) if wish.holds else mark in c.marks)]
            found[wish.key] = (wish.count, own[: wish.count])
        return found

    # What is often wanted

    def newest(self, section: int | None, count: int) -> Wanted | None:
        """Of a section, or of the site; None for a section that is gone or not published."""
        if section:
            node = self.node(section)
            return of_section(node, count, self.structure) if node else None
        return of_site(self.site, count)

    def node(self, key: int | None) -> Node | None:
        return node_of(key, self.structure)


def node_of(value: int | None, structure: Structure) -> Node | None:
    """The published section a ``SectionBlock``'s value means."""
    node = structure.nodes_by_id.get(value or 0)
    return node if node and node.live and not structure.is_closed(node.path) else None


def of_section(node: Node, count: int, structure: Structure) -> Wanted:
    """The newest of a section and of those below it."""
    ids = [other.id for other in structure.nodes.values() if other.path.startswith(node.path)]
    return Wanted(
        ("section", node.id),
        count,
        Q(section_id__in=ids),
        holds=lambda card: card.path.startswith(node.path),
    )


def of_site(site: MemberSite | None, count: int) -> Wanted:
    """The newest of a member site; of all sites for the province."""
    if site is None or site.is_province:
        return Wanted(("all",), count, Q(), holds=lambda _card: True)
    return of_member(site.pk, count)


def of_member(key: int, count: int) -> Wanted:
    """The newest of one site alone, also of the province's own."""
    return Wanted(("site", key), count, Q(site=key), holds=lambda card: card.site_id == key)


def of_pages(keys: Iterable[int]) -> Wanted:
    """Cards of the given pages, in no order of theirs."""
    chosen = frozenset(keys)
    return Wanted(
        ("pages", chosen), len(chosen), Q(pk__in=chosen), holds=lambda card: card.key in chosen
    )
