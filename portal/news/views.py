"""Public lists of news that are not pages of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render

from portal.news.models import ArticleTag, Tag
from portal.pages.cards import read_cards, visible_rows
from portal.pages.pagination import Pagination, path_urls
from portal.sites.middleware import structure_of
from portal.sites.own_addresses import of_site, site_named

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure


def tag_page(
    request: HttpRequest, slug: str, site_code: str | None = None, number: str | None = None
) -> HttpResponse:
    """The articles of one topic: of one site, or of all of them at the province's address."""
    structure = structure_of(request)
    site = site_named(structure, site_code)
    request.portal_site = site  # type: ignore[attr-defined]
    tag = get_object_or_404(Tag, slug=slug)
    rows = rows_of_tag(tag, site, structure)
    base = of_site("tag_page", site, structure, slug=slug)
    pagination = Pagination.at(int(number or 1), count=rows.count(), url_for=path_urls(base))
    cards = read_cards(rows[pagination.window], structure)
    context = {"tag": tag, "cards": cards, "pagination": pagination, "list_url": base}
    return render(request, "news/tag_page.html", context)


def rows_of_tag(tag: Tag, site: MemberSite | None, structure: Structure) -> Any:
    """Cards of a topic's articles, newest first; those of all sites for the province."""
    tagged = ArticleTag.objects.filter(tag=tag).values("content_object_id")
    rows = visible_rows(structure).filter(pk__in=tagged)
    return rows if site is None or site.is_province else rows.filter(site=site)
