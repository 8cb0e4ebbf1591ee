"""Background work on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from portal.plugins import stored_blocks
from portal.sites.scoping import pages_of
from portal.sites.structure import current
from portal.tasks import task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.plugins.scopes import Scope


def index_after_switch(slug: str, scope: Scope) -> None:
    """Have the texts of a plugin's blocks found, or found no more, where it was switched."""
    index_bodies.enqueue(slug=slug, site_id=scope.id if scope.kind == "site" else None)


@task(label=_("Index the pages with blocks of a plugin"))
def index_bodies(slug: str, site_id: int | None = None) -> None:
    """Index anew the published pages that hold a block of the plugin; safe to run twice.

    Args:
        site_id: only pages of this member site; None for all.
    """
    for page in _holding(stored_blocks.mark_of(slug), site_id):
        index.insert_or_update_object(page)


def _holding(needle: str, site_id: int | None) -> Iterator[Page]:
    structure = current()
    place = pages_of([site_id], structure) if site_id else Q()
    for model, names in stored_blocks.models_with_streams():
        if issubclass(model, Page):
            rows = stored_blocks.rows_holding(model, names, needle)
            yield from rows.filter(place, live=True).iterator(chunk_size=100)
