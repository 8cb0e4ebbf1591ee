"""From generated text to an article page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.news.models import ArticlePage
from portal.ops.demo.texts import make_article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from portal.media.models import PortalImage
    from portal.ops.demo.sites import SiteSpec
    from portal.ops.demo.texts import ArticleText
    from portal.pages.models import SectionPage


def build_article(
    rng: Random,
    spec: SiteSpec,
    section: SectionPage,
    event_at: datetime,
    images: dict[str, PortalImage],
) -> ArticlePage:
    """An unsaved article with text, pictures, sometimes a quotation, a table or a gallery."""
    text = make_article(rng, site=spec, section_slug=section.slug, event_at=event_at)
    chosen = [images[kind] for kind in text.picture_kinds]
    article = ArticlePage(
        title=text.title,
        lead=text.lead,
        body=_body(rng, text, chosen),
        main_image=chosen[0],
        main_image_caption=text.picture_captions[0],
        event_at=event_at,
        author=text.author_initials,
        source=text.source,
    )
    article.tags.add(*text.tags)
    return article


def _body(
    rng: Random, text: ArticleText, images: Sequence[PortalImage]
) -> list[tuple[str, dict[str, Any] | str]]:
    half = max(1, len(text.paragraphs) // 2)
    body: list[tuple[str, Any]] = [("text", _paragraphs(text.paragraphs[:half]))]
    if len(images) > 1 and len(text.picture_captions) > 1:
        picture = {"image": images[1], "caption": text.picture_captions[1], "credit": ""}
        body.append(("picture", picture))
    if text.quote:
        body.append(("quote", {"text": text.quote[0], "attribution": text.quote[1]}))
    body.append(("text", _paragraphs(text.paragraphs[half:])))
    if text.table:
        caption, header, rows = text.table
        data = [header, *rows]
        table = {"data": data, "first_row_is_table_header": True, "table_caption": caption}
        body.append(("table", table))
    if len(images) > 2 and rng.random() < 0.1:
        items = [{"image": image, "caption": ""} for image in images]
        body.append(("gallery", {"title": "Một số hình ảnh", "items": items}))
    return [(kind, value) for kind, value in body if value]


def _paragraphs(paragraphs: Sequence[str]) -> str:
    escaped = (p.replace("&", "&amp;").replace("<", "&lt;") for p in paragraphs)
    return "".join(f"<p>{paragraph}</p>" for paragraph in escaped)
