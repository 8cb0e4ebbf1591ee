"""Public lists of news that are not pages of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from portal.news.models import ArticleTag, Tag
from portal.pages.cards import read_cards, visible_rows
from portal.pages.pagination import Pagination, path_urls
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure


def tag_page(
    request: HttpRequest, slug: str, site_code: str | None = None, number: str | None = None
) -> HttpResponse:
    """The articles of one topic: of one site, or of all of them at the province's address."""
    structure = structure_of(request)
    site = _site(structure, site_code)
    request.portal_site = site  # type: ignore[attr-defined]
    tag = get_object_or_404(Tag, slug=slug)
    tagged = ArticleTag.objects.filter(tag=tag).values("content_object_id")
    rows = visible_rows(structure).filter(pk__in=tagged)
    kwargs = {"slug": slug}
    if site and not site.is_province:
        rows = rows.filter(site=site)
        kwargs["site_code"] = site.code
    base = structure.link(reverse("tag_page", kwargs=kwargs))
    pagination = Pagination.at(int(number or 1), count=rows.count(), url_for=path_urls(base))
    cards = read_cards(rows[pagination.window], structure)
    context = {"tag": tag, "cards": cards, "pagination": pagination}
    return render(request, "news/tag_page.html", context)


def _site(structure: Structure, code: str | None) -> MemberSite | None:
    if code is None:
        return structure.province
    for site in structure.sites:
        home = structure.home_of(site)
        # The home's own address, and the code: it stays when the home gets another address.
        if not site.is_province and (code == site.code or (home and home.slug == code)):
            return site
    raise Http404
