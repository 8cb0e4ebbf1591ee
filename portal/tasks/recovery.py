"""Brings back the tasks of workers that were killed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from portal.tasks import queue
from portal.tasks.models import PeriodicRun, WorkerLease

if TYPE_CHECKING:
    Row = DBTaskResult[Any, Any]

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=30)
# A process that lives but did not renew: it waits for a locked database, or hangs.
STUCK = timedelta(minutes=5)


def recover(*, trusts_leases: bool = True) -> int:
    """Bring back what dead workers held.

    Args:
        trusts_leases: whether a lease that ran out means something. Not so right after the
            database was away: then nobody could renew.

    Returns:
        How many tasks changed hands.
    """
    now = queue.now()
    workers = [row for row in WorkerLease.objects.all() if is_dead(row, now, trusts_leases)]
    return sum(_take_over(worker) for worker in workers)


def is_dead(worker: WorkerLease, now: datetime, trusts_leases: bool) -> bool:  # noqa: FBT001
    """Whether the tasks of ``worker`` may be given to others.

    A process of this machine is asked itself. Of others only the lease is known.
    """
    overdue = now - worker.lease_until
    if worker.process.is_local:
        return not worker.process.is_alive or (trusts_leases and overdue > STUCK)
    return trusts_leases and overdue > timedelta(0)


def leave(name: str) -> None:
    """End the lease of a worker that stops; a task it breaks off counts as abandoned."""
    worker = WorkerLease.objects.filter(pk=name).first()
    if worker is not None:
        _take_over(worker)


def recover_strays() -> int:
    """Bring back running tasks that no lease names, as older versions left them.

    Reads the whole table, so it is for the start of a worker.
    """
    names = set(WorkerLease.objects.values_list("name", flat=True))
    old = DBTaskResult.objects.running().filter(
        backend_name=queue.BACKEND, started_at__lt=queue.now() - LEASE
    )
    strays = [row for row in old if not names.intersection(row.worker_ids[-1:])]
    return sum(queue.abandon(row) for row in strays)


def _take_over(worker: WorkerLease) -> int:
    with transaction.atomic():
        # Whoever renewed meanwhile lives, and only one may take over.
        same = WorkerLease.objects.select_for_update(skip_locked=True).filter(
            pk=worker.pk, lease_until=worker.lease_until
        )
        current = same.first()
        if current is None:
            return 0
        running = _running(current)
        # Tasks run in the order of the list and each result is written before the next begins:
        # only the first can have been begun.
        for number, row in enumerate(running):
            queue.give_back(row) if number else queue.abandon(row)
        PeriodicRun.objects.release(worker.name)
        current.delete()
    if running:
        logger.warning("Took %d tasks over from worker %s", len(running), worker.name)
    return len(running)


def _running(worker: WorkerLease) -> list[Row]:
    """Tasks of ``worker`` without a result, in the order in which it runs them."""
    rows = DBTaskResult.objects.filter(pk__in=worker.holding, status=Status.RUNNING)
    found = {str(row.pk): row for row in rows if row.worker_ids[-1:] == [worker.name]}
    return [found[key] for key in worker.holding if key in found]
