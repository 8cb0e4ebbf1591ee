"""For machines that read the portal: /sitemap.xml and its parts, /robots.txt, /…/tin-moi.xml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import XMLGenerator

from django.http import Http404, HttpResponse
from django.urls import reverse
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
def feed(request: HttpRequest, path: str = "") -> HttpResponse:
    """The newest articles of the site or section at ``path``, as Atom."""
    text = feeds.atom(f"/{path}", structure_of(request))
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
