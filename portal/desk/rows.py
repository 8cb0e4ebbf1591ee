"""Keeping the rows of the desk: the one place that writes them. Whoever changes an article in a way
that no signal of Wagtail tells calls ``refresh``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from portal.clock.rules import RuleBook
from portal.desk import sources
from portal.desk.deriving import row_of
from portal.desk.models import DeskRow
from portal.news.models import ArticlePage
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

# Keys that one statement names; databases limit its parameters.
AT_ONCE = 400
FIELDS = [field.attname for field in DeskRow._meta.concrete_fields if not field.primary_key]


def refresh(page_ids: int | Iterable[int]) -> int:
    """Derive the rows of these articles anew from Wagtail's own tables; idempotent.

    Args:
        page_ids: one key or many; those that are no articles are left out.

    Returns:
        How many rows were written.
    """
    keys = [page_ids] if isinstance(page_ids, int) else list(page_ids)
    if not keys:
        return 0
    book, structure = RuleBook.load(), current()
    count = 0
    for first in range(0, len(keys), AT_ONCE):
        found = sources.read(keys[first : first + AT_ONCE])
        rows = [row_of(one, book, structure) for one in found]
        DeskRow._base_manager.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["page"],
            update_fields=FIELDS,
            batch_size=50,
        )
        count += len(rows)
    return count


def missing() -> list[int]:
    """Keys of the articles whose row is not there or does not know the latest version."""
    row = DeskRow._base_manager.filter(pk=OuterRef("pk"))
    known = row.filter(
        Q(revision_id=OuterRef("latest_revision_id"))
        | Q(revision_id=None, page__latest_revision=None),
        live=OuterRef("live"),
    )
    rows = ArticlePage._base_manager.filter(~Exists(known))
    return list(rows.order_by("-pk").values_list("pk", flat=True))


def catch_up(most: int | None = None) -> int:
    """Write the rows that are missing: after an upgrade, an import around Wagtail, a restored copy.

    Args:
        most: stop after so many, for runs that must be short.
    """
    return refresh(missing()[:most])


def refresh_all() -> int:
    """All rows anew; the order of keys keeps the reading of pages together."""
    keys = ArticlePage._base_manager.order_by("pk").values_list("pk", flat=True)
    return refresh(list(keys))


def refresh_open() -> int:
    """Deadlines by new rules: all articles with an event."""
    rows = ArticlePage._base_manager.filter(event_at__isnull=False).order_by("pk")
    return refresh(list(rows.values_list("pk", flat=True)))


def refresh_below(path: str) -> int:
    """The articles at and below a place of the tree, after it was moved."""
    rows = Page._base_manager.filter(path__startswith=path).order_by("pk")
    return refresh(list(rows.values_list("pk", flat=True)))


def refresh_site(site_id: int) -> int:
    """Rows that say they belong to this site, after pages were moved in bulk."""
    rows = DeskRow._base_manager.filter(Q(site=site_id) | Q(site=None))
    return refresh(list(rows.order_by("pk").values_list("pk", flat=True)))
