"""An article, read once for all checks: its texts, pictures and links, and where each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.checks.found_links import Link, Reader
from portal.checks.policy import WORDS_A_MINUTE, Policy, policy_of
from portal.pages.pasted import texts_of
from portal.plugins import gate
from portal.sites.structure import current
from portal.text import nfc

if TYPE_CHECKING:
    from datetime import date

    from wagtail.models import Page

    from portal.media.models import PortalImage
    from portal.news.models import ArticlePage
    from portal.sites.models import MemberSite

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
MOST_LINKS = 500


@dataclass(frozen=True)
class Passage:
    """A text of the article in NFC, without markup and without addresses of pages."""

    text: str
    field: str
    block: str = ""


@dataclass(frozen=True)
class Placed:
    """A link or picture, and the block of the body it stands in (empty: none)."""

    thing: Any
    field: str
    block: str = ""


class Reading:
    """What checks look at. Parts are read when they are first asked for.

    Args:
        article: as it is to be published; it need not be saved.
        place: the page whose site counts, for an article that has no place in the tree yet.
    """

    def __init__(self, article: ArticlePage, *, place: Page | None = None) -> None:
        self.article = article
        self.structure = current()
        self.place: Page = place or article
        self.site: MemberSite | None = self.structure.site_of(self.place.path)

    @cached_property
    def policy(self) -> Policy:
        return policy_of(self.site)

    @property
    def day(self) -> date:
        """The day of the event, by which posts and names count."""
        return timezone.localdate(self.article.event_at) if self.article.event_at else self.today

    @property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """The blocks of the body as they are stored."""
        body = self.article.body
        raw = body.stream_block.get_prep_value(body) if body else []
        return [item for item in raw if isinstance(item, dict)]

    @cached_property
    def body(self) -> list[Passage]:
        found = []
        for item in self.items:
            text = _clean("\n".join(texts_of(item.get("value"))))
            if text.strip():
                found.append(Passage(text, "body", str(item.get("id") or "")))
        return found

    @cached_property
    def passages(self) -> list[Passage]:
        """Everything readers read, the title first."""
        article = self.article
        fields = (
            ("title", article.title),
            ("lead", article.lead),
            ("main_image", article.main_image_caption),
        )
        own = [Passage(_clean(text), name) for name, text in fields if text]
        return [*own, *self.body]

    @cached_property
    def words(self) -> int:
        """Words of lead and body, counted as Word does."""
        texts = [self.article.lead or "", *(passage.text for passage in self.body)]
        return sum(1 for text in texts for _word in _WORDS.finditer(text))

    @property
    def minutes(self) -> int:
        """Reading time, at least one minute."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @cached_property
    def links(self) -> list[Placed]:
        """Links of the body and attached files (things: ``found_links.Link``)."""
        from portal.media.models import PortalDocument

        reader = Reader()
        now = gate.at(self.structure)
        reader.is_shown = lambda slug: now.is_open_at(slug, self.site)
        found = []
        children = self.article.body.stream_block.child_blocks if self.items else {}
        for item in self.items:
            if block := children.get(item.get("type")):
                key = str(item.get("id") or "")
                links = reader.walk(block, item.get("value"), "")
                found += [Placed(link, "body", key) for link in links]
        rows = self.article.attachments.all() if self.article.pk else []
        found += [
            Placed(Link(PortalDocument, str(row.document_id), row.title), "attachments")
            for row in rows
        ]
        return found[:MOST_LINKS]

    @cached_property
    def pictures(self) -> list[Placed]:
        """Pictures of main place and body (things: ``Picture``)."""
        main = self.article.main_image
        found = [Placed(Picture(main), "main_image")] if main else []
        for child in self.article.body or []:
            found += [Placed(picture, "body", str(child.id or "")) for picture in _in_block(child)]
        return found


@dataclass(frozen=True)
class Picture:
    """A picture of the library and the credit given where it stands."""

    image: PortalImage
    credit: str = ""


def _in_block(child: Any) -> list[Picture]:
    if child.block_type == "picture" and child.value["image"]:
        return [Picture(child.value["image"], child.value["credit"] or "")]
    if child.block_type == "gallery":
        return [Picture(item["image"]) for item in child.value["items"] if item["image"]]
    return []


def _clean(text: str) -> str:
    return nfc(_ADDRESS.sub(" ", text))
