"""All addresses of the portal, walked from its resolver."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Address:
    """One pattern: what it is called, the names of its arguments, how many have no name."""

    namespaces: tuple[str, ...]
    name: str
    named: tuple[str, ...]
    unnamed: int
    view: Callable[..., Any]

    @property
    def full_name(self) -> str:
        return ":".join([*self.namespaces, self.name])

    @property
    def is_admin(self) -> bool:
        return any("__" in name for name in self.namespaces)

    def belongs_to(self, slug: str) -> bool:
        own = f"plugin_{slug}"
        return any(n == own or n.startswith(f"{own}__") for n in self.namespaces)

    def filled(self, values: dict[str, Any]) -> str:
        """The path from the host's root.

        Args:
            values: for named arguments by name, for the others by number ("0", "1", …).

        Raises:
            LookupError: no value is known for an argument.
        """
        if self.unnamed:
            return reverse(self.full_name, args=[values[str(i)] for i in range(self.unnamed)])
        # Arguments without a value may be optional.
        known = [name for name in self.named if name in values]
        for count in range(len(known), -1, -1):
            for names in combinations(known, count):
                try:
                    return reverse(self.full_name, kwargs={name: values[name] for name in names})
                except NoReverseMatch:
                    continue
        missing = set(self.named) - set(known)
        raise LookupError(f"no value is known for {missing} of {self.full_name}")


def all_addresses() -> list[Address]:
    return list(_walk(get_resolver(), (), (), 0))


def of_plugin(slug: str) -> list[Address]:
    return [address for address in all_addresses() if address.belongs_to(slug)]


def _walk(
    resolver: URLResolver, namespaces: tuple[str, ...], names: tuple[str, ...], unnamed: int
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        regex = pattern.pattern.regex
        own = tuple(regex.groupindex)
        all_names = (*names, *own)
        without = unnamed + regex.groups - len(own) if not own else unnamed
        if isinstance(pattern, URLPattern):
            name = pattern.name or ""
            yield Address(namespaces, name, all_names, without, pattern.callback)
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, inner, all_names, without)
