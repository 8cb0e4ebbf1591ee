"""The worker of django-tasks-db, made to survive a database that is locked or away."""

from __future__ import annotations

import logging
import os
import socket
import sys
import time
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

if TYPE_CHECKING:
    from types import FrameType

logger = logging.getLogger(__name__)
POLL = 1.0  # seconds between two looks at an empty queue
BATCH_TRIES = 5  # of a worker that is not meant to stay
LONGEST_PAUSE = 10.0  # seconds between two tries while the database is away


def worker_name() -> str:
    """A name no other worker has: host, process id and a random tail; 64 characters at most."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(8)}"


class TaskWorker(Worker):
    """Runs the tasks of all queues.

    Args:
        batch: end when the queue is empty instead of waiting for more.
    """

    def __init__(self, *, name: str, batch: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=POLL,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
        )

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """First signal: finish the running task, then end. Second signal: end at once.

        The inherited method raises SystemExit wherever the signal arrives, which leaves a task
        "running" for ever when that is right after it was claimed.
        """
        if not self.running:
            sys.exit(1)
        self.running = False

    def run(self) -> None:
        """Work until a signal (or, in a batch, the empty queue).

        A database that is locked or away is waited for: without end, or in a batch for some tries.
        """
        pause = POLL
        tries = BATCH_TRIES
        while self.running:
            try:
                super().run()
            except (OperationalError, InterfaceError) as error:
                tries -= 1
                if self.batch and not tries:
                    raise
                logger.warning("The database does not answer (%s), trying again", error)
                connections.close_all()
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return
