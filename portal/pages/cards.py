"""Cards: one light row per published page that lists show.

Lists, blocks and search results read cards only: one query, no page objects, no image look-ups.
A card exists exactly while its page is published; the page's type says what is on it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.media import variants
from portal.pages.models import CardRow
from portal.plugins import events, gate
from portal.plugins.pages import hidden_cards
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest
    from wagtail.models import Page

    from portal.media.models import PortalImage
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# Rows that one statement changes; databases limit its parameters.
AT_ONCE = 500


@dataclass(frozen=True)
class CardContent:
    """What a page type puts on its card (``page.card_content()``)."""

    title: str
    lead: str
    published_at: datetime
    image: PortalImage | None


@dataclass(frozen=True)
class Card:
    """What a list template shows of a page."""

    title: str
    url: str
    lead: str
    published_at: datetime
    section_title: str
    section_url: str
    site_name: str
    picture: variants.Picture | None
    # Place of the page in the tree.
    path: str
    key: int
    site_id: int | None
    # Names of the marks (see ``read_cards``) that are set.
    marks: frozenset[str] = frozenset()


OWN = ("title", "lead", "published_at", "page__url_path", "page__path", "section_id", "site_id")


def read_cards(
    rows: models.QuerySet[CardRow], structure: Structure, marks: Sequence[str] = ()
) -> list[Card]:
    """Cards of ``rows`` in their order, in one query.

    Args:
        marks: names of true-or-false columns that ``rows`` was annotated with.
    """
    columns = [f"image__{name}" for name in variants.VALUES]
    found = rows.values("pk", *OWN, *columns, *marks)
    return [_card(row, structure, marks) for row in found]


def _card(row: dict[str, Any], structure: Structure, marks: Sequence[str]) -> Card:
    section = structure.nodes_by_id.get(row["section_id"])
    if section and not section.live:
        section = None
    site = structure.site_of(row["page__path"])
    return Card(
        title=row["title"],
        url=structure.url_of(row["page__url_path"]),
        lead=row["lead"],
        published_at=row["published_at"],
        section_title=section.title if section else "",
        section_url=section.url if section else "",
        site_name=site.short_name if site else "",
        picture=variants.picture_from_values(row, "image__") or default_picture(site),
        path=row["page__path"],
        key=row["pk"],
        site_id=row["site_id"],
        marks=frozenset(name for name in marks if row[name]),
    )


def default_picture(site: MemberSite | None) -> variants.Picture | None:
    """What the cards of a site show when a page has no picture of its own; no query."""
    return variants.picture_of(site.default_image) if site else None


def visible_rows(structure: Structure) -> models.QuerySet[CardRow]:
    """Newest first, without what a view restriction, a closed gate or a site's state hides."""
    rows = CardRow.objects.order_by("-published_at", "-page_id")
    if hidden := hidden_cards(gate.at(structure)):
        rows = rows.exclude(hidden)
    if structure.closed_sites:
        rows = rows.exclude(site_id__in=structure.closed_sites)
    for path in structure.restricted_paths:
        rows = rows.exclude(page__path__startswith=path)
    return rows


def cards_for(page_ids: Sequence[int], request: HttpRequest) -> list[Card]:
    """Cards of the given pages in the given order; pages without a card are left out."""
    from portal.sites.middleware import structure_of

    structure = structure_of(request)
    order = models.Case(*[models.When(pk=pk, then=i) for i, pk in enumerate(page_ids)])
    rows = visible_rows(structure).filter(pk__in=page_ids)
    return read_cards(rows.order_by(order) if page_ids else rows.none(), structure)


def refresh(page: Page) -> None:
    """Write the card of a published page, or remove that of any other."""
    specific = page.specific
    has_card = specific.live and hasattr(specific, "card_content")
    content = specific.card_content() if has_card else None
    if content is None:
        CardRow.objects.filter(pk=page.pk).delete()
        return
    structure = current()
    site = structure.site_of(page.path)
    parent = structure.nodes.get(page.path[: -page.steplen])
    CardRow.objects.update_or_create(
        pk=page.pk,
        defaults={
            "site_id": site.pk if site else None,
            "section_id": parent.id if parent else None,
            "title": content.title,
            "lead": content.lead,
            "published_at": content.published_at,
            "image": content.image,
        },
    )


def _on_published(instance: Page, **_kwargs: Any) -> None:
    refresh(instance)
    _tell(events.PagePublished, instance)


def _on_unpublished(instance: Page, **_kwargs: Any) -> None:
    refresh(instance)
    _tell(events.PageWithdrawn, instance)


def _tell(kind: type[events.PagePublished | events.PageWithdrawn], page: Page) -> None:
    site = current().site_of(page.path)
    events.publish(kind(page_id=page.pk, title=page.title, site_id=site.pk if site else None))


def _on_move(instance: Page, **_kwargs: Any) -> None:
    """A page moved: its card changes its section, and those of all pages below it their site."""
    moved = type(instance).objects.get(pk=instance.pk)
    refresh(moved)
    structure = current()
    below = CardRow.objects.filter(page__path__startswith=moved.path)
    of_site: defaultdict[int | None, list[int]] = defaultdict(list)
    for key, path in below.values_list("pk", "page__path"):
        site = structure.site_of(path)
        of_site[site.pk if site else None].append(key)
    for site_id, keys in of_site.items():
        for first in range(0, len(keys), AT_ONCE):
            CardRow.objects.filter(pk__in=keys[first : first + AT_ONCE]).update(site_id=site_id)


def connect_upkeep() -> None:
    """Keep cards in step with publication; the one place that listens to Wagtail's signals."""
    page_published.connect(_on_published, dispatch_uid="cards-published")
    page_unpublished.connect(_on_unpublished, dispatch_uid="cards-unpublished")
    post_page_move.connect(_on_move, dispatch_uid="cards-moved")
