"""Keeps rows out of those lists of the admin that no hook can filter.

Search, reports, filters, panels of the start page and the admin's API read ``Page.objects`` and
its like and give nobody a say. While one of those views answers, and only then, the managers of
the models named in ``watch`` show no more than the rules of the request allow: the gate's rule
that pages of closed plugins are hidden (here), and the rule that people see their own member
sites only (portal.isolation). None of these views changes the tree, whose own upkeep must see all
pages.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Manager, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import ModelLogEntry, Page, TaskState, WorkflowState

from portal.plugins import gate, registry
from portal.plugins.pages import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

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

# For each model (and those inheriting from it) what is left of its rows.
Rule = dict[type[Any], Callable[[QuerySet[Any]], QuerySet[Any]]]
_rules: ContextVar[tuple[Rule, ...]] = ContextVar("hiding", default=())


def begin(request: HttpRequest, match: ResolverMatch) -> None:
    """Hide pages of closed plugins to the end of the request, if ``match`` is such a list."""
    if request.method != "GET":
        return
    if match.view_name in LISTS or REPORTS in match.namespaces:
        add(_of_closed_plugins())


def add(rule: Rule) -> None:
    """Follow a further rule from now on to the end of the request."""
    _rules.set((*_rules.get(), rule))


def end() -> None:
    _rules.set(())


@contextmanager
def suspended() -> Iterator[None]:
    """Everything is visible within, whatever the request's rules are."""
    token = _rules.set(())
    try:
        yield
    finally:
        _rules.reset(token)


def connect() -> None:
    """Called once, when Django has started. Wagtail makes these managers and takes no others."""
    for model in (Page, WorkflowState, TaskState, ModelLogEntry):
        watch(model)
    _leave_out_of_all()


def watch(model: Any) -> None:
    """Let the default manager of ``model`` follow the rules of the request."""
    manager = model._default_manager
    kind: Any = type(manager)
    if kind is Manager:  # everybody's: this model gets a class of its own
        kind = type("WatchedManager", (Manager,), {})
        manager.__class__ = kind
    original = kind.get_queryset

    def get_queryset(self: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = original(self)
        for rule in _rules.get():
            for watched, narrow in rule.items():
                if issubclass(self.model, watched):
                    rows = narrow(rows)
        return rows

    kind.get_queryset = get_queryset


def about(pages: Q, prefix: str = "") -> Q:
    """Matches workflow rows about one of ``pages``; ``prefix`` leads to the workflow's state."""
    keys = Page._base_manager.filter(pages).annotate(key=Cast("pk", CharField())).values("key")
    base = ContentType.objects.get_for_model(Page)
    return Q(**{f"{prefix}base_content_type": base, f"{prefix}object_id__in": keys})


def _of_closed_plugins() -> Rule:
    now = gate.current()
    pages = hidden(now)
    closed = [f"plugin_{slug}" for slug in registry.installed() if not now.is_open(slug)]
    types = list(ContentType.objects.filter(app_label__in=closed).values_list("pk", flat=True))
    return {
        Page: partial(_without, condition=pages),
        WorkflowState: lambda rows: rows.exclude(about(pages)),
        TaskState: lambda rows: rows.exclude(about(pages, "workflow_state__")),
        ModelLogEntry: lambda rows: rows.exclude(content_type__in=types),
    }


def _without(rows: QuerySet[Any], *, condition: Q) -> QuerySet[Any]:
    return rows.exclude(condition)


def _leave_out_of_all() -> None:
    """“All pages of this list” of a bulk action means those the list shows."""
    original = PageBulkAction.get_all_objects_in_listing_query

    def listed(self: Any, parent_id: Any) -> Any:
        try:
            keys = list(original(self, parent_id))
        except Page.DoesNotExist as error:
            raise Http404 from error
        closed = Page.objects.filter(pk__in=keys).filter(hidden(gate.current()))
        return sorted(set(keys) - set(closed.values_list("pk", flat=True)))

    PageBulkAction.get_all_objects_in_listing_query = listed
