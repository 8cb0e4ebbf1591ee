"""/chuyen-de/: the series of a site, and each with its articles along a line of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.media.variants import picture_of
from portal.news.models import ArticlePage, Series
from portal.news.neighbours import series_url
from portal.pages.cards import read_cards, visible_rows
from portal.pages.pagination import Pagination, path_urls
from portal.sites.middleware import structure_of
from portal.sites.own_addresses import of_site, site_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from portal.pages.cards import Card
    from portal.sites.structure import Structure

EVENT = "page__articlepage__event_at"


@require_safe
def series_list(request: HttpRequest, site_code: str | None = None) -> HttpResponse:
    """The site's series, those that still grow first."""
    structure = structure_of(request)
    site = site_named(structure, site_code)
    request.portal_site = site  # type: ignore[attr-defined]
    rows = Series.objects.filter(site=site).select_related("picture")
    shown = [
        {
            "title": row.title,
            "lead": row.lead,
            "url": series_url(row.slug, site, structure),
            "picture": picture_of(row.picture),
        }
        for row in rows
    ]
    return render(request, "reading/series_list.html", {"series": shown})


@require_safe
def series_page(
    request: HttpRequest, slug: str, site_code: str | None = None, number: str | None = None
) -> HttpResponse:
    """The articles of a series by the time of their events, the latest first."""
    structure = structure_of(request)
    series = series_named(structure, site_code, slug)
    request.portal_site = structure.site_by_id(series.site_id)  # type: ignore[attr-defined]
    rows = series_rows(series, structure)
    base = series_url(series.slug, structure.site_by_id(series.site_id), structure)
    pagination = Pagination.at(int(number or 1), count=rows.count(), url_for=path_urls(base))
    cards = read_cards(rows[pagination.window], structure)
    context = {
        "series": series,
        "picture": picture_of(series.picture),
        "index_url": of_site("series_list", structure.site_by_id(series.site_id), structure),
        "moments": timeline(cards),
        "pagination": pagination,
        "base": base,
    }
    return render(request, "reading/series_page.html", context)


def series_named(structure: Structure, site_code: str | None, slug: str) -> Series:
    """Raises Http404 when the site has no such series or readers do not see the site."""
    site = site_named(structure, site_code)
    if site is None or site.pk in structure.closed_sites:
        raise Http404
    rows = Series.objects.select_related("picture")
    return get_object_or_404(rows, site_id=site.pk, slug=slug)


def series_rows(series: Series, structure: Structure) -> Any:
    """Cards of the series, the latest event first."""
    rows = visible_rows(structure).filter(page__articlepage__series=series.pk)
    return rows.order_by(f"-{EVENT}", "-published_at", "-page_id")


def timeline(cards: Sequence[Card]) -> list[dict[str, Any]]:
    """``card`` with ``at``, when the event was (or else the publication); one query."""
    paths = [card.path for card in cards]
    events = dict(ArticlePage.objects.filter(path__in=paths).values_list("path", "event_at"))
    return [{"card": card, "at": events.get(card.path) or card.published_at} for card in cards]
