"""Results of plugins below those of pages, each plugin's kept apart from the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.plugins import faults, gate, registry
from portal.plugins.points import SearchHit, SearchResults, SearchSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.plugins.registry import Owned
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

LIMIT = 5


@dataclass(frozen=True)
class Section:
    """What one source found: heading, the number of all, the first few, where the rest is."""

    label: str
    count: int
    hits: list[SearchHit]
    more_url: str


def sections(query: str, *, site: MemberSite | None, structure: Structure) -> list[Section]:
    """The sources that are open for ``site`` (None: the whole portal) and found something.

    A source that fails shows nothing and is noted as its plugin's fault.
    """
    now = gate.at(structure)
    found = []
    for owned in registry.extensions(SearchSource):
        if not now.is_open_at(owned.slug, site):
            continue
        try:
            section = _section(owned, query, _places(owned.slug, site, structure))
        except Exception as error:  # whatever a plugin does, readers get the other results
            faults.note(owned.slug, error, where=f"search source {owned.value.name}")
            continue
        if section.hits:
            found.append(section)
    return found


def _places(
    slug: str, site: MemberSite | None, structure: Structure
) -> list[MemberSite] | list[None]:
    """For which sites to ask: in the whole portal only those to be read where the plugin is on."""
    now = gate.at(structure)
    if site:
        return [site]
    if now.kinds[slug] != "site":
        return [None]
    opened = now.open_sites(slug)
    shown = [one for one in structure.sites if one.is_readable and one.pk in opened]
    return [None] if len(shown) == len(structure.sites) else list(shown)


def _section(
    owned: Owned[SearchSource], query: str, places: list[MemberSite] | list[None]
) -> Section:
    answers = list(_answers(owned, query, places))
    more = {answer.more_url for answer in answers}
    return Section(
        label=str(owned.value.label),
        count=sum(int(answer.count) for answer in answers),
        # Made plain here, where an error can still be caught.
        hits=[
            SearchHit(str(hit.title), str(hit.url), str(hit.lead))
            for answer in answers
            for hit in answer.hits
        ][:LIMIT],
        more_url=more.pop() if len(more) == 1 else "",
    )


def _answers(
    owned: Owned[SearchSource], query: str, places: list[MemberSite] | list[None]
) -> Iterator[SearchResults]:
    for place in places:
        yield owned.value.search(query, site=place, limit=LIMIT)
