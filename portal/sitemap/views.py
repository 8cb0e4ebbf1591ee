"""For machines that read the portal: /sitemap.xml and its parts, /robots.txt, /…/tin-moi.xml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import XMLGenerator

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from portal.sitemap import feeds, parts
from portal.sites.middleware import host_asked, structure_of
from portal.sites.structure import origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from portal.sites.structure import Structure

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"
MINUTES_KEPT = 10


@require_safe
@cache_control(public=True, max_age=60 * MINUTES_KEPT)
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    """The list of parts, of what lives on the host that was asked."""
    structure = structure_of(request)
    addresses = (
        reverse("sitemap_part", kwargs={"name": name, "number": number})
        for name, number in parts.names(structure)
    )
    entries = (parts.Entry(url, None) for url in addresses)
    return _xml(structure, "sitemapindex", "sitemap", entries)


@require_safe
@cache_control(public=True, max_age=60 * MINUTES_KEPT)
@conditional_page
def part(request: HttpRequest, name: str, number: str) -> HttpResponse:
    """One part; 404 when there is nothing in it."""
    structure = structure_of(request)
    if name == parts.NEWS:
        return _news(structure, parts.news(int(number), structure))
    entries = parts.entries(name, int(number), structure)
    if not entries:
        raise Http404
    return _xml(structure, "urlset", "url", entries)


def _xml(
    structure: Structure, root: str, item: str, entries: Iterable[parts.Entry]
) -> HttpResponse:
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    xml: Any = XMLGenerator(response, "utf-8")  # type: ignore[arg-type]
    xml.startDocument()
    xml.startElement(root, {"xmlns": NAMESPACE})
    for entry in entries:
        xml.startElement(item, {})
        _element(xml, "loc", structure.whole(entry.url))
        if entry.changed_at:
            _element(xml, "lastmod", entry.changed_at.isoformat(timespec="seconds"))
        xml.endElement(item)
    xml.endElement(root)
    xml.endDocument()
    return response


def _news(structure: Structure, entries: list[parts.NewsEntry]) -> HttpResponse:
    """What readers of news sitemaps expect of each article, besides its address."""
    if not entries:
        raise Http404
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    xml: Any = XMLGenerator(response, "utf-8")  # type: ignore[arg-type]
    xml.startDocument()
    xml.startElement("urlset", {"xmlns": NAMESPACE, "xmlns:news": NEWS_NAMESPACE})
    for entry in entries:
        xml.startElement("url", {})
        _element(xml, "loc", structure.whole(entry.url))
        xml.startElement("news:news", {})
        xml.startElement("news:publication", {})
        _element(xml, "news:name", entry.publication)
        _element(xml, "news:language", settings.LANGUAGE_CODE)
        xml.endElement("news:publication")
        published = timezone.localtime(entry.published_at)
        _element(xml, "news:publication_date", published.isoformat(timespec="seconds"))
        _element(xml, "news:title", entry.title)
        xml.endElement("news:news")
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return response


def _element(xml: Any, name: str, text: str) -> None:
    xml.startElement(name, {})
    xml.characters(text)
    xml.endElement(name)


@require_safe
@cache_control(public=True, max_age=60 * MINUTES_KEPT)
def robots(request: HttpRequest) -> HttpResponse:
    """Keeps machines out of the admin and of endless search results."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('search:results')}",
        "",
        f"Sitemap: {origin(host_asked(request))}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=60 * MINUTES_KEPT)
@conditional_page
def feed(request: HttpRequest, form: str, path: str = "") -> HttpResponse:
    """The newest articles of the site or section at ``path``: Atom (xml) or RSS (rss)."""
    structure = structure_of(request)
    about = feeds.of_address(f"/{path}", structure)
    if about is None:
        raise Http404
    return feeds.answer(about, form, structure)
