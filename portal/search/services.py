"""Finding published pages. Reads only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, get_page_models

from portal.plugins import gate
from portal.plugins.pages import hidden
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure


def search_articles(
    query: str, *, site: MemberSite | None = None, structure: Structure | None = None
) -> Any:
    """Ids of the public pages that match ``query``, best first, the newest of equals first.

    When nothing holds the last word, titles with a word that begins with it are taken.

    Args:
        query: as typed; its first 12 words count.
        site: only pages of this site; those of a site nested in it are not its own.
        structure: of the request; the current one when left out.

    Returns:
        Lazy: has ``count()``, is sliced without reading the rest, and iterates over page ids.
    """
    pages = _public_pages(structure or current(), site)
    ids = pages.order_by("-first_published_at").values_list("pk", flat=True)
    found = ids.search(query)
    return found if found.count() else ids.autocomplete(query)


def _public_pages(structure: Structure, site: MemberSite | None) -> Any:
    types = [model for model in get_page_models() if hasattr(model, "card_content")]
    pages = Page.objects.live().filter(
        content_type__in=ContentType.objects.get_for_models(*types).values()
    )
    pages = pages.exclude(hidden(gate.at(structure)))
    hidden_paths = {*structure.restricted_paths, *structure.closed_paths}
    for path in hidden_paths | {*_foreign_paths(structure, site)}:
        pages = pages.exclude(path__startswith=path)
    home = structure.home_of(site)
    if site and not home:
        return pages.none()
    return pages.filter(path__startswith=home.path) if home else pages


def _foreign_paths(structure: Structure, site: MemberSite | None) -> Sequence[str]:
    """Tree paths of the other sites that lie below ``site``."""
    home = structure.home_of(site)
    if home is None:
        return []
    others = [structure.home_of(other) for other in structure.sites if other != site]
    return [
        other.path
        for other in others
        if other and other.path.startswith(home.path) and other.path != home.path
    ]
