"""Feeds of lists that are no pages: of a topic, of a series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from portal.news.models import Tag
from portal.news.neighbours import series_url
from portal.news.views import rows_of_tag
from portal.pages.cards import visible_rows
from portal.reading.series_views import series_named
from portal.sitemap.feeds import FeedOf, answer
from portal.sites.middleware import structure_of
from portal.sites.own_addresses import of_site, site_named

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MINUTES_KEPT = 10


@require_safe
@cache_control(public=True, max_age=60 * MINUTES_KEPT)
@conditional_page
def tag_feed(
    request: HttpRequest, slug: str, form: str, site_code: str | None = None
) -> HttpResponse:
    """The newest articles of a topic: of one site, or of all at the province's address."""
    structure = structure_of(request)
    site = site_named(structure, site_code)
    tag = get_object_or_404(Tag, slug=slug)
    url = of_site("tag_page", site, structure, slug=slug)
    rows = rows_of_tag(tag, site, structure)
    title = f"{tag.name} – {site.name}" if site else str(tag.name)
    return answer(FeedOf(title, url, site.name if site else "", rows), form, structure)


@require_safe
@cache_control(public=True, max_age=60 * MINUTES_KEPT)
@conditional_page
def series_feed(
    request: HttpRequest, slug: str, form: str, site_code: str | None = None
) -> HttpResponse:
    """The newest articles of a series."""
    structure = structure_of(request)
    series = series_named(structure, site_code, slug)
    site = structure.site_by_id(series.site_id)
    rows = visible_rows(structure).filter(page__articlepage__series=series.pk)
    url = series_url(series.slug, site, structure)
    name = site.name if site else ""
    return answer(FeedOf(f"{series.title} – {name}", url, name, rows), form, structure)
