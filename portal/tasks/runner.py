"""The worker: claims tasks in small batches, runs them, survives a database that is away."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import SuspiciousOperation
from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connections,
)
from django_tasks import TaskResultStatus as Status
from django_tasks.base import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json

from portal.tasks import guard, progress, queue
from portal.tasks.lease import Lease
from portal.tasks.queue import LeaseLost

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from django_tasks_db.models import DBTaskResult

    Row = DBTaskResult[Any, Any]

T = TypeVar("T")

logger = logging.getLogger(__name__)
POLL = 1.0  # seconds between two looks at an empty queue
BATCH = 20  # tasks claimed in one transaction, when they are quick
BATCH_SECONDS = 0.2  # what a batch is meant to take, so that others get their share
HELD_SECONDS = 2.0  # after which claimed tasks that wait behind a slow one are given back
TRIES = 5  # of a worker that does not stay, or that is asked to end
LONGEST_PAUSE = 10.0  # seconds between two tries while the database is away
AWAY = (OperationalError, InterfaceError)


class TaskWorker:
    """Runs the tasks of all queues.

    Args:
        batch: end when the queue is empty instead of waiting for more.
    """

    def __init__(self, *, batch: bool = False) -> None:
        self.batch = batch
        self.running = True
        self.lease = Lease(self._relieve)
        self._pace = BATCH_SECONDS  # seconds a task takes, as seen lately
        # The thread of the lease takes from the right, this one from the left.
        self._claimed: deque[Row] = deque()
        self._claimed_at = 0.0
        self._is_forced = False

    def configure_signals(self) -> None:
        """End on SIGINT and SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.shutdown)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """First signal: finish the running task, then end. Second signal: end at once."""
        if not self.running:
            self._is_forced = True
            sys.exit(1)
        self.running = False

    def run(self) -> None:
        """Work until a signal (or, in a batch, the empty queue).

        A database that is locked or away is waited for: without end, or in a batch for some tries.
        """
        self._persist(self.lease.enter)
        try:
            while self.running and self._persist(self._round):
                pass
        finally:
            self._leave()

    def _leave(self) -> None:
        try:
            self._relieve(at_once=True)
        except AWAY as error:
            logger.warning("Claimed tasks wait for the end of the lease: %s", error)
        self.lease.leave()

    def _round(self) -> bool:
        """Claim and run one batch; False when a batch worker has nothing left to do."""
        if not self.running:
            return False
        close_old_connections()
        try:
            if not self.lease.is_valid:
                self.lease.enter()
            limit = max(1, min(BATCH, int(BATCH_SECONDS / self._pace)))
            rows = queue.claim(self.lease.name, limit)
            self._claimed_at = time.monotonic()
            self._claimed.extend(rows)
        except LeaseLost:
            logger.warning("Worker %s lost its lease and enters anew", self.lease.name)
            self.lease.enter()
            return True
        if not self._claimed:
            if not self.batch and self.running:
                time.sleep(POLL)
            return not self.batch
        self._run_claimed()
        return True

    def _run_claimed(self) -> None:
        while self.running and self.lease.is_valid:
            try:
                row = self._claimed.popleft()
            except IndexError:
                return
            started = time.monotonic()
            self._run_task(row)
            self._pace = 0.7 * self._pace + 0.3 * max(time.monotonic() - started, 0.001)
        self._relieve(at_once=True)

    def _relieve(self, *, at_once: bool = False) -> None:
        """Give claimed tasks back that would wait too long. Called from both threads."""
        if not at_once and time.monotonic() - self._claimed_at < HELD_SECONDS:
            return
        while self._claimed:
            try:
                row = self._claimed.pop()
            except IndexError:
                return
            try:
                queue.give_back(row)
            except AWAY:
                self._claimed.append(row)
                raise

    def _run_task(self, row: Row) -> None:
        """Run one task and write down how it ended."""
        try:
            # The guard reads the database, too; its absence is not the task's fault.
            given = row.args_kwargs["kwargs"]
            if not self._persist(lambda: guard.allows(row.task_path, given)):
                self._persist(lambda: queue.park(row))
                return
            value = normalize_json(self._call(row))
        except BaseException as error:
            if self._is_forced:
                raise
            problem = error
            # Told from in here, so that whoever logs it finds the stack trace.
            if self._persist(lambda: queue.fail(row, problem)) and row.status == Status.FAILED:
                self._tell(row)
        else:
            try:
                if self._persist(lambda: queue.succeed(row, value)):
                    self._tell(row)
            except (DataError, IntegrityError, UnicodeError) as error:
                # No database takes NaN, PostgreSQL no NUL and no half characters in JSON.
                problem = error
                if self._persist(lambda: queue.fail(row, problem)) and row.status == Status.FAILED:
                    self._tell(row)

    def _call(self, row: Row) -> Any:
        result: Any = row.task_result
        task = result.task
        task_started.send_robust(sender=type(task.get_backend()), task_result=result)
        context = [TaskContext(task_result=result)] if task.takes_context else []
        with progress.of_task(row.pk):
            return task.call(*context, *result.args, **result.kwargs)

    def _tell(self, row: Row) -> None:
        """Send the signal of the queue's library that a task ended."""
        try:
            result = row.task_result
        except (ImportError, SuspiciousOperation):
            return
        task_finished.send_robust(sender=type(result.task.get_backend()), task_result=result)

    def _persist(self, write: Callable[[], T]) -> T:
        """Call ``write`` until the database answers."""
        pause = POLL
        tries = TRIES
        while True:
            try:
                return write()
            except AWAY as error:
                tries -= 1
                if tries <= 0 and (self.batch or not self.running):
                    raise
                logger.warning("The database does not answer (%s), trying again", error)
                connections.close_all()
                self._sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _sleep(self, seconds: float) -> None:
        """Sleep in small pieces: a signal shortens the waiting."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 1.0))
            if not self.running:
                return
