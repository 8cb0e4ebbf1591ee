"""Acts on the queue: enqueue for somebody, wake, run again, forget."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from portal.tasks import guard, queue
from portal.tasks.models import TaskState
from portal.tasks.permissions import may_manage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

logger = logging.getLogger(__name__)


@transaction.atomic
def enqueue_for(user: Any, task: Any, *args: Any, **kwargs: Any) -> Any:
    """Enqueue ``task`` so that ``user`` may see its progress.

    Returns:
        What ``task.enqueue`` returns; its ``id`` is what ``{% progress %}`` takes.
    """
    result = task.enqueue(*args, **kwargs)
    TaskState.objects.write(result.id, owner=user)
    return result


def wake(prefixes: Iterable[str]) -> int:
    """Let parked tasks run whose dotted path begins with one of ``prefixes``.

    Returns:
        How many were woken. A task that the guard still refuses is parked again.
    """
    wanted = Q(pk__in=[])
    for prefix in prefixes:
        wanted |= Q(result__task_path__startswith=prefix)
    parked = TaskState.objects.parked().filter(wanted)
    return queue.unpark(list(parked.values_list("pk", flat=True)))


def wake_allowed() -> int:
    """Let parked tasks run that the guard does not refuse any more; returns their number."""
    parked = TaskState.objects.parked().values_list(
        "pk", "result__task_path", "result__args_kwargs"
    )
    ids = [pk for pk, path, given in parked.iterator() if guard.allows(path, given["kwargs"])]
    return queue.unpark(ids)


def run_again(*, actor: Any, ids: Iterable[UUID]) -> int:
    """Put failed tasks back into the queue, with all their retries.

    Returns:
        How many there were; tasks that have not failed are left alone.

    Raises:
        PermissionDenied: ``actor`` may not manage background work.
    """
    _demand_manager(actor)
    with transaction.atomic():
        chosen = _failed(ids)
        DBTaskResult.objects.filter(pk__in=chosen, status=Status.FAILED).update(
            status=Status.READY,
            run_after=queue.AT_ONCE,
            started_at=None,
            finished_at=None,
            exception_class_path="",
            traceback="",
        )
        TaskState.objects.filter(pk__in=chosen).update(
            is_failed=False, is_refusal=False, attempts=0, error="", done=0, total=0, text=""
        )
    logger.info("%s let %d failed tasks run again", actor, len(chosen))
    return len(chosen)


def forget(*, actor: Any, ids: Iterable[UUID]) -> int:
    """Delete failed tasks for good.

    Returns:
        How many there were; tasks that have not failed are left alone.

    Raises:
        PermissionDenied: ``actor`` may not manage background work.
    """
    _demand_manager(actor)
    with transaction.atomic():
        chosen = _failed(ids)
        DBTaskResult.objects.filter(pk__in=chosen, status=Status.FAILED).delete()
    logger.info("%s forgot %d failed tasks", actor, len(chosen))
    return len(chosen)


def _failed(ids: Iterable[UUID]) -> list[UUID]:
    rows = TaskState.objects.select_for_update().failed().filter(pk__in=list(ids))
    return list(rows.values_list("pk", flat=True))


def _demand_manager(actor: Any) -> None:
    if not may_manage(actor):
        raise PermissionDenied
