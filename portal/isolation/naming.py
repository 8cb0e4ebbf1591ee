"""What a request names, by its decision: keys of objects, and where those objects lie."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.http import Http404

from portal.isolation.rows import Where
from portal.pages.received import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest

    from portal.isolation.kinds import Asker, Kind, Places
    from portal.isolation.rows import Decision, Named
    from portal.sites.models import MemberSite

# Words that stand in place of a version's number.
NO_KEYS = {"", "live", "latest", "earliest"}


@dataclass(frozen=True)
class Mention:
    """One object that the request names."""

    is_seen: bool
    site: MemberSite | None
    is_destination: bool
    may_change: bool


def named_in(request: HttpRequest, decision: Decision, asker: Asker) -> list[Mention]:
    """Everything the request names, each kind asked once.

    Raises:
        Http404: a part of the address names nothing that exists.
        BadRequest: words, or a number too large, where the key of an object belongs.
    """
    asked = [(named, set(_keys(request, named))) for named in decision.named]
    found = _places(asker, ((named.kind, keys) for named, keys in asked))
    mentions = [
        _mention(found[named.kind], key, named) for named, keys in asked for key in sorted(keys)
    ]
    if decision.finder:
        for kind, raw in decision.finder(request, _match(request)):
            keys = {number for text in raw if (number := number_of(text)) is not None}
            if any(number_of(text) is None for text in raw):
                raise Http404  # words where numbers belong
            places = kind(asker, keys) if keys else {}
            mentions += [Mention(p.is_seen, p.site, False, True) for p in places.values()]
    return [mention for mention in mentions if mention is not None]


def _places(asker: Asker, asked: Iterable[tuple[Kind, set[int]]]) -> dict[Kind, Places]:
    keys: defaultdict[Kind, set[int]] = defaultdict(set)
    for kind, wanted in asked:
        keys[kind] |= wanted
    return {kind: kind(asker, wanted) if wanted else {} for kind, wanted in keys.items()}


def _mention(places: Places, key: int, named: Named) -> Mention | None:
    place = places.get(key)
    if place is None:
        if named.where is Where.URL:
            raise Http404
        return None  # a number that means nothing; the form says so
    return Mention(place.is_seen, place.site, named.destination, named.changes)


def _keys(request: HttpRequest, named: Named) -> Iterator[int]:
    for raw in _values(request, named):
        if raw is None or raw in NO_KEYS:
            continue
        number = number_of(raw)
        if number is None:
            # No browser of ours sends it, and Wagtail's views fail at it.
            raise Http404 if named.where is Where.URL else BadRequest
        yield number


def _values(request: HttpRequest, named: Named) -> list[Any]:
    key = named.key
    match = _match(request)
    if isinstance(key, int):
        return [match.args[key]] if key < len(match.args) else []
    if named.where is Where.URL:
        return [match.kwargs.get(key)]
    if named.where is Where.QUERY:
        return request.GET.getlist(key)
    if request.method != "POST":
        return []
    if named.where is Where.FORM:
        return request.POST.getlist(key) + request.GET.getlist(key)
    ending = f"-{key}"
    names = [name for name in request.POST if name == key or name.endswith(ending)]
    return [value for name in names for value in request.POST.getlist(name)]


def _match(request: HttpRequest) -> Any:
    return request.resolver_match
