"""Keeps pages of closed plugins out of those lists of the admin that no hook can filter.

Search, reports, panels of the start page and the admin's API read ``Page.objects`` and give nobody
a say. While one of those views answers a GET, and only then, the managers of pages, workflows and
log entries leave out what the gate hides. None of these views changes the tree, whose own upkeep
must see all pages.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import ModelLogEntry, Page, TaskState, WorkflowState

from portal.plugins import gate, registry
from portal.plugins.pages import hidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import ResolverMatch

LISTS = {
    "wagtailadmin_home",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_api:pages:find",
}
REPORTS = "wagtailadmin_reports"

# (pages to leave out, content types of rows to leave out) while such a view answers.
Hiding = tuple[Q, list[int]]
_hiding: ContextVar[Hiding | None] = ContextVar("hiding", default=None)


def begin(request: HttpRequest, match: ResolverMatch) -> None:
    """Hide from now on to the end of the request, if ``match`` is such a list."""
    if request.method != "GET":
        return
    if match.view_name in LISTS or REPORTS in match.namespaces:
        now = gate.current()
        closed = [f"plugin_{slug}" for slug in registry.installed() if not now.is_open(slug)]
        types = ContentType.objects.filter(app_label__in=closed).values_list("pk", flat=True)
        _hiding.set((hidden(now), list(types)))


def end() -> None:
    _hiding.set(None)


def connect() -> None:
    """Called once, when Django has started. Wagtail makes these managers and takes no others."""
    _filter(Page, lambda rows, hiding: rows.exclude(hiding[0]))
    for model in (WorkflowState, TaskState):
        prefix = "" if model is WorkflowState else "workflow_state__"
        _filter(model, lambda rows, hiding, prefix=prefix: rows.exclude(_about(hiding[0], prefix)))
    _leave_out_of_all()
    _filter(ModelLogEntry, lambda rows, hiding: rows.exclude(content_type__in=hiding[1]))


def _leave_out_of_all() -> None:
    """“All pages of this list” of a bulk action means those the list shows."""
    original = PageBulkAction.get_all_objects_in_listing_query

    def listed(self: Any, parent_id: Any) -> Any:
        keys = list(original(self, parent_id))
        closed = Page.objects.filter(pk__in=keys).filter(hidden(gate.current()))
        return sorted(set(keys) - set(closed.values_list("pk", flat=True)))

    PageBulkAction.get_all_objects_in_listing_query = listed


def _about(pages: Q, prefix: str) -> Q:
    """Matches workflow rows about one of ``pages``."""
    keys = Page._base_manager.filter(pages).annotate(key=Cast("pk", CharField())).values("key")
    base = ContentType.objects.get_for_model(Page)
    return Q(**{f"{prefix}base_content_type": base, f"{prefix}object_id__in": keys})


def _filter(model: Any, leave_out: Callable[..., QuerySet[Any]]) -> None:
    manager = type(model._default_manager)
    original = manager.get_queryset

    def get_queryset(self: Any) -> QuerySet[Any]:
        rows = original(self)
        hiding = _hiding.get()
        return rows if hiding is None else leave_out(rows, hiding)

    manager.get_queryset = get_queryset
