"""The thread of a worker that looks after periodic functions."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import Error, close_old_connections, connections

from portal.tasks.periodic import run_due

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)
TICK = 5.0  # seconds between two looks at the table


class Scheduler(threading.Thread):
    """Calls ``run_due`` every ``TICK`` seconds until ``stop``. Any number may run at once."""

    def __init__(self, holder: Callable[[], str]) -> None:
        super().__init__(name="scheduler", daemon=True)
        self._holder = holder
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.is_set():
            try:
                close_old_connections()
                run_due(self._holder())
            except Error as error:
                logger.warning("The scheduler waits for the database: %s", error)
                connections.close_all()
            except Exception:  # the thread must outlive whatever goes wrong in one round
                logger.exception("The scheduler failed, trying again")
            self._stop_asked.wait(TICK)
        connections.close_all()

    def stop(self, seconds: float = 3) -> None:
        """Ask it to end and wait for that, ``seconds`` at most."""
        self._stop_asked.set()
        self.join(seconds)
