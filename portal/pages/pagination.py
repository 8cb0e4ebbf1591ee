"""Pages of a list, addressed by path: /tin-tuc/trang-2/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PER_PAGE = 20


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Pagination:
    """One page of ``count`` items; ``links`` holds None where numbers are left out."""

    number: int
    count: int
    per_page: int
    url_for: Callable[[int], str]

    @classmethod
    def at(
        cls, number: int, *, count: int, url_for: Callable[[int], str], per_page: int = PER_PAGE
    ) -> Pagination:
        """The page nearest to ``number`` that exists."""
        total = max(1, -(-count // per_page))
        return cls(min(max(number, 1), total), count, per_page, url_for)

    @property
    def total_pages(self) -> int:
        return max(1, -(-self.count // self.per_page))

    @property
    def window(self) -> slice:
        start = (self.number - 1) * self.per_page
        return slice(start, start + self.per_page)

    @property
    def previous_url(self) -> str | None:
        return self.url_for(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return self.url_for(self.number + 1) if self.number < self.total_pages else None

    @property
    def links(self) -> list[PageLink | None]:
        near = range(self.number - 2, self.number + 3)
        shown = sorted({1, self.total_pages, *near} & set(range(1, self.total_pages + 1)))
        links: list[PageLink | None] = []
        for previous, number in zip([0, *shown], shown, strict=False):
            if number - previous > 1:
                links.append(None)
            links.append(PageLink(number, self.url_for(number), number == self.number))
        return links


def path_urls(base: str) -> Callable[[int], str]:
    """Addresses of the pages below ``base`` (which ends with a slash); page 1 is ``base``."""
    return lambda number: base if number == 1 else f"{base}trang-{number}/"
