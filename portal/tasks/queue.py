"""Every change of a row of the queue. Each is fenced: who lost a task changes nothing any more.

The fence is the list ``worker_ids`` of the row: claiming adds the worker's name to it, and all
later writes ask for exactly that list. Priority and order are those of django-tasks-db.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from itertools import groupby
from traceback import format_exception
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.errors import sentence
from portal.tasks.models import TaskState, WorkerLease
from portal.tasks.policy import policy_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Row = DBTaskResult[Any, Any]

logger = logging.getLogger(__name__)
BACKEND = "default"
AT_ONCE = get_date_max()  # what the queue writes for "no time given"
PARKED_UNTIL = datetime(9999, 6, 1, tzinfo=UTC)  # behind AT_ONCE, so that nobody wades through it
LONGEST_LINE = 1000


class LeaseLost(Exception):
    """Other workers hold this one for dead; it may not claim under its old name."""


def now() -> datetime:
    """The time of the database, which workers on several machines have in common."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def due() -> QuerySet[Row]:
    """Rows that may run now, the most urgent first."""
    rows: QuerySet[Row] = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    return rows


def claim(worker: str, limit: int) -> list[Row]:
    """Take up to ``limit`` rows for ``worker``, in the order in which they are to run.

    Raises:
        LeaseLost: ``worker`` has no lease; nothing is taken.
    """
    # A look first: an idle worker must not hold up those who write to SQLite.
    if not due().exists():
        return []
    with transaction.atomic():
        rows = list(due().select_for_update(skip_locked=True)[:limit])
        if not rows:
            return []
        if not WorkerLease.objects.hold(worker, [str(row.pk) for row in rows]):
            raise LeaseLost(worker)
        started = timezone.now()
        for before, same in groupby(rows, lambda row: row.worker_ids):
            claimed = [row.pk for row in same]
            DBTaskResult.objects.filter(pk__in=claimed).update(
                status=Status.RUNNING, started_at=started, worker_ids=[*before, worker]
            )
    for row in rows:
        row.status = Status.RUNNING
        row.started_at = started
        row.worker_ids = [*row.worker_ids, worker]
    return rows


def succeed(row: Row, value: object) -> bool:
    """Note that the task ended well with ``value`` (plain JSON).

    False when the task belongs to somebody else by now.
    """
    # The most frequent write of all: what an earlier bad run left is wiped only when there is some.
    traces = {"exception_class_path": "", "traceback": ""} if row.traceback else {}
    return _write(
        row, status=Status.SUCCESSFUL, finished_at=timezone.now(), return_value=value, **traces
    )


def fail(row: Row, error: BaseException) -> bool:
    """Note that the task raised: it runs again later or, after its retries, has failed.

    A ``ValidationError`` is a refusal: running again would not help, and its sentence is shown to
    the owner. False when the task belongs to somebody else by now.
    """
    is_refusal = isinstance(error, ValidationError)
    line = _refusal(error) if isinstance(error, ValidationError) else last_line(error)
    return _bad_run(
        row,
        line=line,
        kind=f"{type(error).__module__}.{type(error).__qualname__}",
        traceback="".join(format_exception(error)),
        is_final=is_refusal,
        is_refusal=is_refusal,
    )


def abandon(row: Row) -> bool:
    """Note that the worker died in the middle of the task. Counts as a bad run."""
    policy = policy_of(row)
    line = (
        _("The worker was killed or the machine went down while the task ran.")
        if policy.idempotent
        else sentence(
            "CVN-02",
            _(
                "The worker was killed or the machine went down while the task ran. It must not "
                "run twice by itself: look how far it came, then run it again by hand."
            ),
        )
    )
    return _bad_run(
        row, line=line, kind="", traceback=line, is_final=not policy.idempotent, is_death=True
    )


def give_back(row: Row) -> bool:
    """Return a task that was claimed and not begun."""
    return _write(row, status=Status.READY, started_at=None, worker_ids=row.worker_ids[:-1])


def park(row: Row) -> bool:
    """Put a task aside that the guard refused; ``unpark`` brings it back."""
    with transaction.atomic():
        is_mine = _write(
            row,
            status=Status.READY,
            started_at=None,
            worker_ids=row.worker_ids[:-1],
            run_after=PARKED_UNTIL,
        )
        if is_mine:
            TaskState.objects.write(row.pk, is_parked=True)
    return is_mine


def unpark(ids: list[Any]) -> int:
    """Let parked tasks run; returns how many there were."""
    with transaction.atomic():
        states = TaskState.objects.parked().filter(pk__in=ids).update(is_parked=False)
        DBTaskResult.objects.filter(pk__in=ids, status=Status.READY, run_after=PARKED_UNTIL).update(
            run_after=AT_ONCE
        )
    return states


def _refusal(error: ValidationError) -> str:
    try:
        return " ".join(error.messages)
    except Exception:  # a message with the wrong parameters
        return last_line(error)


def _storable(text: str) -> str:
    """What every database takes: no NUL, no half characters."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode()


def _bad_run(
    row: Row,
    *,
    line: str,
    kind: str,
    traceback: str,
    is_final: bool,
    is_refusal: bool = False,
    is_death: bool = False,
) -> bool:
    policy = policy_of(row)
    line, traceback = _storable(line), _storable(traceback)
    with transaction.atomic():
        state = TaskState.objects.filter(pk=row.pk).first()
        attempts = (state.attempts if state else 0) + 1
        is_failed = is_final or attempts > policy.retries
        # The first death is most often that of the machine or of an update, not the task's fault.
        pause = timedelta(0) if is_death and attempts == 1 else policy.delay(attempts)
        values: dict[str, Any] = (
            {"status": Status.FAILED, "finished_at": timezone.now()}
            if is_failed
            else {"status": Status.READY, "run_after": timezone.now() + pause}
        )
        if not _write(
            row, **values, exception_class_path=kind, traceback=traceback, return_value=None
        ):
            return False
        TaskState.objects.write(
            row.pk,
            attempts=attempts,
            error=line,
            is_refusal=is_refusal,
            is_failed=is_failed,
        )
    verb = "failed for good" if is_failed else f"runs again in {pause.total_seconds():.0f} s"
    log = logger.error if is_failed else logger.warning
    log("Task %s %s %s after attempt %d: %s", row.task_path, row.pk, verb, attempts, line)
    return True


def _write(row: Row, **values: object) -> bool:
    mine = DBTaskResult.objects.filter(pk=row.pk, status=Status.RUNNING, worker_ids=row.worker_ids)
    is_mine: bool = mine.update(**values) == 1
    if is_mine:
        for name, value in values.items():
            setattr(row, name, value)
    else:
        logger.warning("Task %s %s was taken over by another worker", row.task_path, row.pk)
    return is_mine


def last_line(error: BaseException) -> str:
    """What went wrong, in the one line that ends a stack trace."""
    return "".join(format_exception(error, chain=False)).strip().rpartition("\n")[2][:LONGEST_LINE]
