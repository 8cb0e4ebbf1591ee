"""An article and its copies count together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from portal.news.models import ArticlePage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Count = Callable[[Sequence[int]], Mapping[int, int]]


def copies_of(page_ids: Iterable[int]) -> dict[int, list[int]]:
    """Keys of the copies of each article that has any; one query."""
    rows = ArticlePage._base_manager.filter(origin__in=set(page_ids)).order_by("pk")
    found: defaultdict[int, list[int]] = defaultdict(list)
    for origin, copy in rows.values_list("origin_id", "pk"):
        found[origin].append(copy)
    return dict(found)


def origins_of(page_ids: Iterable[int]) -> dict[int, int]:
    """The key of the origin of each article that is a copy; one query."""
    rows = ArticlePage._base_manager.filter(pk__in=set(page_ids), origin__isnull=False)
    return dict(rows.values_list("pk", "origin_id"))


def together(count: Count) -> Count:
    """``count`` with the numbers of an article and of all its copies added up, for each of them.

    Two further queries, whatever the number of articles. Whoever counts registers it so::

        counts.register(views=together(views_of_pages), most_read=most_read)
        figures.register("views", label=_("Views"), count=together(views_of_pages))
    """

    def counted(page_ids: Sequence[int]) -> dict[int, int]:
        head = {key: key for key in page_ids} | origins_of(page_ids)
        copies = copies_of(head.values())
        family = {origin: [origin, *copies.get(origin, [])] for origin in head.values()}
        numbers = count([key for keys in family.values() for key in keys])
        wanted = ((key, family[head[key]]) for key in page_ids)
        return {
            key: sum(numbers.get(one, 0) for one in keys)
            for key, keys in wanted
            if any(one in numbers for one in keys)
        }

    return counted
