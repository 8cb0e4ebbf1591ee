"""Public templates: how often an article was read, and the way to the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from portal.reading import counts
from portal.sites.middleware import structure_of
from portal.sites.own_addresses import of_site

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.news.models import ArticlePage
    from portal.sites.models import MemberSite

register = template.Library()


@register.simple_tag
def views_of(page: ArticlePage, site: MemberSite | None) -> int | None:
    """None, so that the template says nothing, when nobody counts."""
    return counts.views_of(page.pk, site) if page.pk else None


@register.simple_tag
def archive_url(request: HttpRequest | None, site: MemberSite | None) -> str:
    """The archive by date of the site a page belongs to."""
    return of_site("archive", site, structure_of(request))
