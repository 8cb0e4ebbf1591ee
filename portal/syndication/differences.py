"""Differences between two versions of a field as text that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from wagtail.admin.compare import diff_text

from portal.language.templatetags.language import vn_datetime
from portal.media.models import PortalDocument, PortalImage
from portal.news.models import ArticleKind, ArticlePage
from portal.syndication.updating import words_of

if TYPE_CHECKING:
    from portal.syndication.models import Offer
    from portal.syndication.updating import Comparison


@dataclass(frozen=True)
class Shown:
    """One changed field: what the origin did to it, and what was edited here (``ours``)."""

    name: str
    label: str
    is_conflict: bool
    theirs: Any
    ours: Any
    # Something was changed that is no text: pictures, layout.
    is_silent: bool


def shown(offer: Offer, found: Comparison) -> list[Shown]:
    return [_shown(offer, one) for one in found.differences]


def _shown(offer: Offer, one: Any) -> Shown:
    before, after = text_of(one.name, offer.taken.get(one.name)), text_of(one.name, one.theirs)
    ours = text_of(one.name, one.ours)
    made = text_of(one.name, offer.made.get(one.name))
    return Shown(
        name=one.name,
        label=words_of(one.name),
        is_conflict=one.is_conflict,
        theirs=diff_text(before, after).to_html(),
        ours=diff_text(made, ours).to_html() if one.is_conflict else "",
        is_silent=before == after,
    )


def text_of(name: str, value: Any) -> str:
    """A value of ``content.py`` in words."""
    if not value:
        return ""
    if name == "body":
        block: Any = ArticlePage._meta.get_field("body").stream_block
        return "\n".join(block.get_searchable_content(block.to_python(value)))
    if name == "tags":
        return ", ".join(value)
    if name == "attachments":
        titles = dict(_titles(PortalDocument, [key for key, _title in value]))
        return ", ".join(title or titles.get(key, "") for key, title in value)
    if name == "main_image":
        return dict(_titles(PortalImage, [value])).get(value, "")
    if name == "kind":
        return str(ArticleKind.objects.filter(pk=value).first() or "")
    if name == "event_at":
        return str(vn_datetime(parse_datetime(value)))
    return str(value)


def _titles(model: Any, keys: list[int]) -> Any:
    return model._base_manager.filter(pk__in=keys).values_list("pk", "title")
