"""What Wagtail's own tables say about articles, read for many at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from portal.desk.moments import APPROVING, EDITING, Step
from portal.news.models import ArticlePage
from portal.news.newsroom import UrgentPublication
from portal.news.workflow import SiteApprovalTask
from portal.sites.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

COLUMNS = (
    "pk",
    "path",
    "title",
    "draft_title",
    "live",
    "expired",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
    "latest_revision_id",
    "latest_revision__user_id",
    "owner_id",
    "owner__last_name",
    "owner__first_name",
    "expire_at",
    "event_at",
    "author",
    "kind_id",
    "origin_id",
    "assignment__person_id",
    "assignment__given_at",
    "embargo__until",
    "late_note__reason_id",
)


class Task(NamedTuple):
    """One step of a workflow as it stands in the database."""

    role: str
    begin: datetime
    end: datetime | None
    status: str

    @property
    def step(self) -> Step:
        phase = EDITING if self.role == Role.EDITOR else APPROVING
        return Step(phase, self.begin, self.end, self.status == TaskState.STATUS_APPROVED)


@dataclass
class Sources:
    """All about one article that its row is derived from."""

    page: dict[str, Any]
    drafted_at: datetime | None = None
    go_live_at: datetime | None = None
    submitted_at: datetime | None = None
    # The workflow that is not over: its status and who asked for it.
    status: str = ""
    requested_by: int | None = None
    tasks: list[Task] = field(default_factory=list)
    is_urgent: bool = False


def read(page_ids: Sequence[int]) -> list[Sources]:
    """The articles among ``page_ids``, in a fixed number of queries."""
    rows = ArticlePage._base_manager.filter(pk__in=page_ids).values(*COLUMNS)
    found = {row["pk"]: Sources(row) for row in rows}
    if found:
        keys = list(found)
        _add_drafts(found, keys)
        _add_versions(found, keys)
        _add_workflows(found, keys)
        for pk in _urgent(keys):
            found[pk].is_urgent = True
    return list(found.values())


def _page_type() -> int:
    return int(ContentType.objects.get_for_model(Page).pk)


def _add_drafts(found: dict[int, Sources], keys: list[int]) -> None:
    made = PageLogEntry._base_manager.filter(page_id__in=keys, action="wagtail.create")
    for pk, moment in made.order_by().values_list("page_id").annotate(Min("timestamp")):
        found[pk].drafted_at = moment


def _add_versions(found: dict[int, Sources], keys: list[int]) -> None:
    """The first version, and the one that waits for its time."""
    rows = Revision._base_manager.filter(
        base_content_type_id=_page_type(), object_id__in=[str(pk) for pk in keys]
    )
    values = rows.order_by().values_list("object_id")
    for key, first, waiting in values.annotate(Min("created_at"), Min("approved_go_live_at")):
        sources = found[int(key)]
        drafted = [moment for moment in (sources.drafted_at, first) if moment]
        sources.drafted_at = min(drafted, default=None)
        sources.go_live_at = waiting


def _add_workflows(found: dict[int, Sources], keys: list[int]) -> None:
    states = WorkflowState._base_manager.filter(
        base_content_type_id=_page_type(), object_id__in=[str(pk) for pk in keys]
    )
    page_of: dict[int, int] = {}
    columns = ("pk", "object_id", "status", "created_at", "requested_by_id")
    for pk, key, status, created_at, requested_by in states.order_by("pk").values_list(*columns):
        sources = found[int(key)]
        page_of[pk] = int(key)
        if sources.submitted_at is None:
            sources.submitted_at = created_at
        if status in {WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES}:
            sources.status, sources.requested_by = status, requested_by
    if page_of:
        _add_tasks(found, page_of)


def _add_tasks(found: dict[int, Sources], page_of: dict[int, int]) -> None:
    roles = roles_of_tasks()
    rows = TaskState._base_manager.filter(workflow_state_id__in=list(page_of)).order_by("pk")
    # A step that was passed over took no time and was nobody's.
    rows = rows.exclude(status=TaskState.STATUS_SKIPPED)
    columns = ("workflow_state_id", "task_id", "started_at", "finished_at", "status")
    for state, task, begin, end, status in rows.values_list(*columns):
        role = roles.get(task, Role.APPROVER)
        found[page_of[state]].tasks.append(Task(role, begin, end, status))


def roles_of_tasks() -> dict[int, str]:
    """Whose turn it is in each task of ours; what other tasks wait for counts as approval."""
    tasks = SiteApprovalTask._base_manager.all()
    return dict(tasks.values_list("pk", "role"))


def _urgent(keys: list[int]) -> Iterable[int]:
    """Articles that were published before they were approved, and are not checked yet."""
    rows = UrgentPublication._base_manager.filter(page_id__in=keys)
    return rows.filter(state=UrgentPublication.State.PENDING).values_list("page_id", flat=True)
