"""What an article tells machines: schema.org's NewsArticle as JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

if TYPE_CHECKING:
    from portal.media.variants import Picture
    from portal.news.models import ArticlePage
    from portal.sites.structure import Structure

# What could end the data block, or open another one, is written as JSON writes any character.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}
HEADLINE = 110


def linked_data(
    article: ArticlePage,
    *,
    structure: Structure,
    canonical: str,
    picture: Picture | None,
    topics: list[str],
) -> SafeString:
    """The content of a data block of type application/ld+json; safe to stand in HTML."""
    site = structure.site_of(article.path)
    home = structure.home_of(site)
    section = structure.nodes.get(article.path[: -article.steplen])
    published = article.first_published_at
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": Truncator(article.title).chars(HEADLINE),
        "description": article.search_description or article.lead,
        "inLanguage": "vi",
        "mainEntityOfPage": canonical,
        "url": canonical,
        "datePublished": published.isoformat() if published else None,
        "dateModified": (article.last_published_at or published).isoformat() if published else None,
        "image": [structure.whole(picture.fallback_url)] if picture else None,
        "articleSection": section.title if section else None,
        "keywords": topics or None,
        "author": {"@type": "Person", "name": article.author} if article.author else None,
        "publisher": _publisher(site, structure.whole(home.url) if home else ""),
        "creditText": article.source or None,
        "isAccessibleForFree": True,
    }
    data["author"] = data["author"] or data["publisher"]
    return as_script({name: value for name, value in data.items() if value is not None})


def _publisher(site: Any, url: str) -> dict[str, str] | None:
    if site is None:
        return None
    return {"@type": "Organization", "name": site.organisation or site.name, "url": url}


def as_script(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 (nothing in it can end the block)
