"""The words in which decisions.py is written: who may come, and what an address names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from portal.isolation import kinds

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import ResolverMatch

    from portal.isolation.kinds import Asker, Kind


class Who(Enum):
    """Who may come to an address at all; what they find there is another question."""

    PUBLIC = "anybody, also without signing in"
    STAFF = "anybody with access to the admin"
    WIDE = "people with a role of the whole portal"
    PORTAL = "portal administrators"
    SUPER = "superusers"
    ROOM = "people with access to the admin; the room asks for more"
    PLUGIN = "people with access to the admin; the gate of plugins asks for more"
    ABSENT = "nobody: the screen does not exist here"

    def admits(self, asker: Asker) -> bool:
        if self in {Who.PUBLIC, Who.STAFF, Who.ROOM, Who.PLUGIN}:
            return True
        if self is Who.WIDE:
            return asker.rights.sees_everything
        if self is Who.PORTAL:
            return asker.rights.is_portal_admin
        return self is Who.SUPER and bool(asker.user.is_superuser)


class Where(Enum):
    URL = "part of the address"
    QUERY = "parameter of the address"
    FORM = "field of the form"
    ANY_FORM = "fields of forms whose names end so"


class Lists(Enum):
    """What the lists of a screen are narrowed to while it answers (narrowing.py)."""

    ALL = "not narrowed: the screen is about one thing, or Wagtail itself keeps to rights"
    OWN = "own sites"
    LINKS = "own sites and what the province has published"


class Opens(Enum):
    """What a GET of a screen is there for."""

    ANYTHING = "its view asks for the right it needs"
    SHOWS = "shows something; whoever may read it may come, also without the right to change it"
    EDITS = "prepares a change"


@dataclass(frozen=True)
class Named:
    """A parameter that names an object. Several values and commas between them are understood."""

    kind: Kind
    key: str | int
    where: Where = Where.URL
    # A destination is refused with a sentence; whatever else is foreign does not exist.
    destination: bool = False
    # Whether a POST may change the thing; what is only read may lie in a frozen site.
    changes: bool = True


# Further names that only the request as a whole tells.
Finder = Callable[["HttpRequest", "ResolverMatch"], "list[tuple[Kind, list[Any]]]"]


@dataclass(frozen=True)
class Decision:
    """What is decided about one address of the admin."""

    who: Who
    named: tuple[Named, ...] = ()
    lists: Lists = Lists.ALL
    finder: Finder | None = None
    # Lists are narrowed for GET only, unless the POST itself looks things up and changes nothing.
    narrow_posts: bool = False
    # Fields that the screen always sends; Wagtail fails without them.
    needs: tuple[str, ...] = ()
    opens: Opens = Opens.ANYTHING
    # Whether a POST changes only what is the person's own: the account, notices, an open editor.
    is_personal: bool = False
    # Why nobody may do it to the thing named: a sentence, or nothing.
    forbids: Callable[[HttpRequest, Asker], str] | None = None


Table = dict[str, Decision]


def rows(who: Who, names: str, *named: Named, **details: Any) -> Table:
    """One decision for addresses that are truly alike: their view names, divided by spaces."""
    return {name: Decision(who, named, **details) for name in names.split()}


def below(namespace: str, table: Table) -> Table:
    return {f"{namespace}:{name}": decision for name, decision in table.items()}


def read_only(named: Named) -> Named:
    return replace(named, changes=False)


def page(key: str | int = "page_id", where: Where = Where.URL) -> Named:
    return Named(kinds.page, key, where)


def destination(key: str, where: Where = Where.FORM) -> Named:
    return Named(kinds.page, key, where, destination=True)


def image(key: str = "image_id", where: Where = Where.URL) -> Named:
    return Named(kinds.image, key, where)


def document(key: str = "document_id", where: Where = Where.URL) -> Named:
    return Named(kinds.document, key, where)


def collection(key: str) -> Named:
    return Named(kinds.collection, key)


INTO_PARENT = Named(kinds.collection, "parent", Where.FORM, destination=True)
INTO_COLLECTION = Named(kinds.collection, "collection", Where.ANY_FORM, destination=True)
