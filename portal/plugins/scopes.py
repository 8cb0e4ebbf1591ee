"""The places a plugin is switched on for: the installation, a member site, a unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise

    from portal.accounts.models import User
    from portal.sites.structure import Structure


class Scope(NamedTuple):
    """``kind`` is "installation", "site" or "unit"; ``id`` its key (0 for the installation)."""

    kind: str
    id: int

    @classmethod
    def site(cls, pk: int) -> Scope:
        return cls("site", pk)

    @classmethod
    def unit(cls, pk: int) -> Scope:
        return cls("unit", pk)


INSTALLATION = Scope("installation", 0)


@dataclass(frozen=True)
class ScopeKind:
    """Tells the framework about one kind of place, so that it needs no model of it.

    Attributes:
        label: what people call the kind.
        all: (id, name) of every place, in the order people know; may use the structure in memory.
        of_user: ids of the places in which a person has something to do.
    """

    kind: str
    label: _StrPromise
    all: Callable[[Structure], Iterable[tuple[int, str]]]
    of_user: Callable[[User], Iterable[int]]


kinds: dict[str, ScopeKind] = {}


def register(kind: ScopeKind) -> None:
    kinds[kind.kind] = kind
