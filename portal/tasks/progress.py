"""How far the running task is, for the page that shows it.

Call ``report`` outside of transactions: what is written inside of one, nobody sees before its end.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, transaction

from portal.tasks.models import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between two writes


@dataclass
class _Running:
    task_id: Any
    written: float = float("-inf")


_running: ContextVar[_Running | None] = ContextVar("running task", default=None)


@contextmanager
def of_task(task_id: Any) -> Iterator[None]:
    """Within, ``report`` belongs to this task."""
    token = _running.set(_Running(task_id))
    try:
        yield
    finally:
        _running.reset(token)


def report(done: int, total: int, text: str = "") -> None:
    """Say that ``done`` of ``total`` things are done; ``text`` names the present one.

    Written once a second at most, and always at the end (``done == total``). Outside of a task,
    as when a test calls the function itself, nothing happens. A database that is busy is no
    reason to fail: that report is left out.
    """
    running = _running.get()
    if running is None:
        return
    moment = time.monotonic()
    if done < total and moment - running.written < PAUSE:
        return
    running.written = moment
    try:
        with transaction.atomic():
            TaskState.objects.write(
                running.task_id, done=max(done, 0), total=max(total, 0), text=text[:200]
            )
    except OperationalError as error:
        logger.warning("Progress of task %s was not written: %s", running.task_id, error)
