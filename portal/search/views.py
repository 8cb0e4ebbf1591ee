"""The public search page: ``/tim-kiem/?q=…&trang=2&trang-web=<site code>``."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.errors import sentence
from portal.pages.cards import cards_for
from portal.pages.pagination import Pagination
from portal.search.services import search_articles
from portal.search.sources import sections
from portal.search.terms import QUERY_LENGTH, clean_query, is_too_long
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

logger = logging.getLogger(__name__)
LARGEST_NUMBER = 10**9


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show the form, a page of results, or why the query is refused (400, TIM-01)."""
    structure = structure_of(request)
    site = _site(structure, request.GET.get("trang-web", "")) or _site_of_host(structure)
    if site:
        request.portal_site = site  # type: ignore[attr-defined]
    raw = request.GET.get("q", "")
    if is_too_long(raw):
        return _refusal(request, raw)
    query = clean_query(raw)
    context: dict[str, Any] = {
        "query": query,
        "cards": [],
        "sources": [],
        "pagination": None,
        "error": None,
    }
    if query:
        found = search_articles(query, site=site, structure=structure)
        pagination = _pagination(request, query, site, found.count())
        context["pagination"] = pagination
        context["cards"] = cards_for(list(found[pagination.window]), request)
        if pagination.number == 1:
            context["sources"] = sections(query, site=site, structure=structure)
    return render(request, "search/results.html", context)


def _refusal(request: HttpRequest, raw: str) -> HttpResponse:
    logger.info("TIM-01: a search text of %d characters was refused", len(raw))
    message = _("The search text is too long (at most %(limit)s characters)")
    context: dict[str, Any] = {
        "query": clean_query(raw[:QUERY_LENGTH]),
        "cards": [],
        "pagination": None,
        "error": sentence("TIM-01", message % {"limit": QUERY_LENGTH}),
    }
    return render(request, "search/results.html", context, status=400)


def _site(structure: Structure, code: str) -> MemberSite | None:
    if not code:
        return None
    for site in structure.sites:
        if site.code == code and site.pk not in structure.closed_sites:
            return site
    raise Http404


def _site_of_host(structure: Structure) -> MemberSite | None:
    """On the host of a member site that site alone is searched."""
    return structure.hosts.get(structure.host)


def _pagination(
    request: HttpRequest, query: str, site: MemberSite | None, count: int
) -> Pagination:
    base = {"q": query, **({"trang-web": site.code} if site else {})}

    def url_for(number: int) -> str:
        page = {"trang": number} if number > 1 else {}
        return f"{reverse('search:results')}?{urlencode({**base, **page})}"

    return Pagination.at(_number(request.GET.get("trang", "")), count=count, url_for=url_for)


def _number(raw: str) -> int:
    """The page asked for; what is no number means the first, the nearest existing one is shown."""
    if not (raw.isascii() and raw.isdigit()):
        return 1
    return int(raw) if len(raw) < len(str(LARGEST_NUMBER)) else LARGEST_NUMBER
