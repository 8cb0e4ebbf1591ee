"""Queries that somebody who guesses would put behind the addresses of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from portal.isolation import kinds
from portal.isolation.rows import Lists, Where
from tests.isolation.world import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.isolation.addresses import Address
    from tests.isolation.world import World

SEARCHED = ("q", "term")


def questions_for(address: Address, world: World) -> Iterator[str]:
    """Query strings for one address; none for screens that list nothing."""
    name = address.name
    keys = world.foreign.keys
    for named in address.decision.named:
        if named.where is Where.QUERY:
            yield urlencode({named.key: keys[named.kind]})
    lists = ("listing", "find", "index", "search", "choose", "results", "list", "autocomplete")
    if address.decision.lists is Lists.ALL and not name.endswith(lists):
        return
    person = next(iter(world.foreign.people.values())).pk
    page = keys[kinds.page]
    yield from (urlencode({key: term}) for key in SEARCHED for term in (WORD, "a"))
    yield from (
        urlencode(query)
        for query in (
            {"export": "csv"},
            {"export": "xlsx"},
            {"collection_id": keys[kinds.collection]},
            {"user": person, "owner": person, "edited_by": person, "locked_by": person},
            {"q": "", "tag": WORD},
            {"p": 2},
        )
    )
    if "api" in name:
        home = world.foreign.site.root_page_id
        yield from (urlencode({key: home}) for key in ("child_of", "descendant_of", "ancestor_of"))
        yield urlencode({"id": page, "fields": "*"})
        yield "fields=*&for_explorer=1"
        yield urlencode({"html_path": f"/{world.foreign.site.code}/"})
    if "choose_page" in name or "chooser" in name:
        yield from (
            urlencode(query)
            for query in (
                {"page_type": "pages.sectionpage"},
                {"page_type": "news.articlepage", "q": WORD},
                {"target_pages[]": page, "user_perms": "move_to"},
                {"can_choose_root": "true", "allow_external_link": "true"},
                {"parent_page_id": world.foreign.site.root_page_id},
            )
        )
