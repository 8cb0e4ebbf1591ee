"""Where a person may make an article of a Word file: where they may write one at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from portal.news.models import ArticlePage
from portal.pages.models import SectionPage
from portal.sites.rights import rights_of
from portal.sites.structure import STEP, current

if TYPE_CHECKING:
    from portal.sites.structure import Structure


class Choice(NamedTuple):
    """A section to write in; ``name`` shows how deep it lies."""

    pk: int
    name: str


def sections_for(user: Any, structure: Structure | None = None) -> list[tuple[str, list[Choice]]]:
    """(site, its sections) that ``user`` may write in, in the order of the menus; no query."""
    structure = structure or current()
    kind = ContentType.objects.get_for_model(SectionPage).pk
    allowed = rights_of(user).sites_for_pages(["add"], structure)
    found: dict[int, list[Choice]] = {}
    for path in sorted(structure.nodes):
        node = structure.nodes[path]
        if node.content_type_id != kind:
            continue
        site = structure.site_of(path)
        if site is None or site.pk not in allowed:
            continue
        depth = (len(path) - len(structure.home_paths[site.pk])) // STEP - 1
        name = f"{'– ' * max(0, depth)}{node.title}"
        found.setdefault(site.pk, []).append(Choice(node.id, name))
    named = ((structure.site_by_id(pk), choices) for pk, choices in found.items())
    return [(site.short_name, choices) for site, choices in named if site]


def may_write_somewhere(user: Any) -> bool:
    """Whether ``user`` may write in any site; cheaper than to list the sections."""
    return bool(rights_of(user).sites_for_pages(["add"], current()))


def may_write_in(user: Any, section: Page) -> bool:
    """Whether ``user`` may add an article below ``section`` now."""
    if not isinstance(section.specific, SectionPage) or not ArticlePage.can_create_at(section):
        return False
    return bool(section.permissions_for_user(user).can_add_subpage())
