"""The page chooser offers what may be linked, the menu what may be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail import hooks

from portal.isolation.kinds import Asker
from portal.pages.references import linkable_pages
from portal.sites.middleware import structure_of
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@hooks.register("construct_reports_menu")
def hide_counts_of_all_sites(request: HttpRequest, items: list[Any]) -> None:
    """That report is shut to people of single sites (decisions.py)."""
    if not rights_of(request.user).sees_everything:
        items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("construct_page_chooser_queryset", order=100)
def offer_own_pages(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    asker = Asker(request.user, structure_of(request))
    if asker.rights.sees_everything:
        return rows
    found = linkable_pages(asker.user, asker.structure)
    return rows.filter(found | Q(path__in=asker.ways))
