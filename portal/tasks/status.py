"""The state of the queue and of single tasks, read for screens and health checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Min, When
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from portal.errors import sentence
from portal.tasks import labels, periodic, queue
from portal.tasks.models import PeriodicRun, TaskState, WorkerLease

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class QueueState:
    """Numbers of tasks; ``oldest_seconds`` is how long the first one due has been waiting."""

    waiting: int
    later: int
    parked: int
    failed: int
    workers: int
    oldest_seconds: int


@dataclass(frozen=True)
class RunningTask:
    task_id: UUID
    label: str
    arguments: str
    started_at: datetime | None
    worker: str


@dataclass(frozen=True)
class PeriodicState:
    """One periodic function: when it ran, how that ended, when it is due."""

    label: str
    last_run_at: datetime | None
    last_error: str
    due_at: datetime
    is_running: bool


@dataclass(frozen=True)
class TaskProgress:
    """What the page that waits for a task is told.

    Attributes:
        state: "waiting", "running", "done" or "failed".
        done: of ``total`` things; both 0 while nothing was reported.
        message: one sentence for the person.
    """

    state: str
    done: int
    total: int
    message: str

    @property
    def is_over(self) -> bool:
        return self.state in {"done", "failed"}


def queue_state() -> QueueState:
    """The state of the whole queue."""
    now = queue.now()
    due = queue.due()
    # A task without a given time is due since it was put into the queue.
    since = Case(When(run_after=queue.AT_ONCE, then=F("enqueued_at")), default=F("run_after"))
    oldest = due.order_by().aggregate(oldest=Min(since))["oldest"]
    ready = DBTaskResult.objects.filter(status=Status.READY, backend_name=queue.BACKEND).count()
    waiting, parked = due.count(), TaskState.objects.parked().count()
    return QueueState(
        waiting=waiting,
        later=max(ready - waiting - parked, 0),
        parked=parked,
        failed=TaskState.objects.failed().count(),
        workers=WorkerLease.objects.living(now=now).count(),
        oldest_seconds=max(int((now - oldest).total_seconds()), 0) if oldest else 0,
    )


def running_tasks() -> list[RunningTask]:
    """What workers do at this moment, one task a worker."""
    held = {lease.name: lease.holding for lease in WorkerLease.objects.all()}
    ids = [task_id for holding in held.values() for task_id in holding]
    rows = {
        str(row.pk): row for row in DBTaskResult.objects.filter(pk__in=ids, status=Status.RUNNING)
    }
    found = []
    for name, holding in held.items():
        begun = next((rows[task_id] for task_id in holding if task_id in rows), None)
        if begun is not None:
            arguments = labels.of_arguments(begun.args_kwargs)
            label = labels.of_task(begun.task_path)
            found.append(RunningTask(begun.pk, label, arguments, begun.started_at, name))
    return found


def periodic_states() -> list[PeriodicState]:
    """Every periodic function that is there, by its label."""
    periodic.discover()
    now = queue.now()
    rows = PeriodicRun.objects.filter(name__in=periodic.registry)
    states = [
        PeriodicState(
            label=labels.of_periodic(row.name),
            last_run_at=row.last_run_at,
            last_error=row.last_error,
            due_at=row.due_at,
            is_running=bool(row.leased_until and row.leased_until > now),
        )
        for row in rows
    ]
    return sorted(states, key=lambda state: state.label)


def progress_of(task_id: UUID) -> TaskProgress | None:
    """How far a task is; None when there is no such task (any more)."""
    row: Any = DBTaskResult.objects.filter(pk=task_id).first()
    if row is None:
        return None
    state = TaskState.objects.filter(pk=task_id).first() or TaskState(pk=task_id)
    if row.status == Status.SUCCESSFUL:
        return TaskProgress("done", state.total, state.total, _("Done"))
    if row.status == Status.FAILED:
        return TaskProgress("failed", state.done, state.total, _failure(state))
    if row.status == Status.RUNNING:
        return TaskProgress("running", state.done, state.total, _running(state))
    return TaskProgress("waiting", state.done, state.total, _waiting(state))


def _running(state: TaskState) -> str:
    if not state.total:
        return state.text or _("The work is under way")
    numbers = _("%(done)d of %(total)d") % {"done": state.done, "total": state.total}
    return f"{numbers}: {state.text}" if state.text else numbers


def _waiting(state: TaskState) -> str:
    if state.is_parked:
        return _("Put aside because the feature is switched off")
    if state.attempts:
        return _("It did not work; another try follows by itself")
    return _("Waiting for its turn")


def _failure(state: TaskState) -> str:
    if state.is_refusal:
        return state.error
    return sentence("CVN-01", _("The work could not be done. An administrator can see the reason."))
