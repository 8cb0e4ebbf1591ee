"""The screen of background work, and the answers its parts ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import django_filters  # type: ignore[import-untyped]
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from portal.tasks import labels, services, status
from portal.tasks.models import TaskState
from portal.tasks.permissions import may_manage, may_see_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise


def _failed_kinds() -> list[tuple[str, str]]:
    paths = TaskState.objects.failed().values_list("result__task_path", flat=True).distinct()
    return sorted(((path, labels.of_task(path)) for path in paths), key=lambda pair: pair[1])


class FailureFilterSet(WagtailFilterSet):
    """Choose failures by kind of task and by day."""

    task = django_filters.ChoiceFilter(
        field_name="result__task_path", label=_("Kind of work"), choices=_failed_kinds
    )
    when = django_filters.DateFromToRangeFilter(
        field_name="result__finished_at", label=_("Failed on"), widget=DateRangePickerWidget
    )

    class Meta:
        model = TaskState
        fields: list[str] = []


class ActionsColumn(Column):
    """The buttons of one failure."""

    cell_template_name = "tasks/actions_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Cells are rendered without the page's context processors, and these hold forms."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(parent_context["request"])}


class TaskColumn(Column):
    """What the task does, and with what."""

    cell_template_name = "tasks/task_cell.html"


def _moment(state: TaskState) -> str:
    moment = state.result.finished_at
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


class BackgroundWorkView(ReportView):
    """Queue, periodic functions and failures on one page."""

    template_name = "tasks/report.html"
    results_template_name = "tasks/report_results.html"
    page_title = _("Background work")
    header_icon = "tasks"
    index_url_name = "tasks:index"
    index_results_url_name = "tasks:index_results"
    filterset_class = FailureFilterSet
    columns = [
        TaskColumn("task", label=_("Work")),
        Column("error", label=_("Last error")),
        Column("attempts", label=_("Attempts")),
        Column("finished_at", label=_("Failed on"), accessor=_moment),
        ActionsColumn("actions", label=_("Actions")),
    ]
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_manage(request.user):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def get_base_queryset(self) -> QuerySet[TaskState]:
        return failures()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for state in object_list:
            state.label = labels.of_task(state.result.task_path)
            state.arguments = labels.of_arguments(state.result.args_kwargs)
        return object_list

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context |= {
                "queue": status.queue_state(),
                "running": status.running_tasks(),
                "periodic": status.periodic_states(),
            }
        context["no_results_message"] = _("No work has failed.")
        return context


def failures() -> QuerySet[TaskState]:
    """Failed tasks, the latest first."""
    return TaskState.objects.failed().select_related("result").order_by("-result__finished_at")


@require_POST
def run_again(request: HttpRequest) -> HttpResponse:
    """Let the chosen failure, or all that the filter shows, run again."""
    return _act(
        request,
        services.run_again,
        _("Tasks that run again: %(count)d."),
    )


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete the chosen failure from the list."""
    return _act(
        request,
        services.forget,
        _("Failures forgotten: %(count)d."),
    )


def _act(request: HttpRequest, service: Callable[..., int], words: _StrPromise) -> HttpResponse:
    # The service asks who may.
    count = service(actor=request.user, ids=_chosen(request))
    messages.success(request, str(words) % {"count": count})
    query = request.GET.urlencode()
    return redirect(reverse("tasks:index") + (f"?{query}" if query else ""))


def _chosen(request: HttpRequest) -> list[UUID]:
    """Ids of the failures meant: those posted, or all that the filter of the address shows."""
    if "all" in request.POST:
        filters = FailureFilterSet(request.GET, request=request, queryset=failures())
        return list(filters.qs.values_list("pk", flat=True)) if filters.is_valid() else []
    try:
        return [UUID(text) for text in request.POST.getlist("id")]
    except ValueError as error:
        raise Http404 from error


@never_cache
@require_safe
def progress(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """How far one task is, as JSON; 404 for whom it does not concern."""
    found = status.progress_of(task_id) if may_see_progress(request.user, task_id) else None
    if found is None:
        raise Http404
    return JsonResponse(
        {
            "state": found.state,
            "done": found.done,
            "total": found.total,
            "message": found.message,
        }
    )
