"""The heartbeat of a worker: a thread that renews its lease and looks after dead neighbours."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from typing import TYPE_CHECKING

from django.db import Error, connection, connections, transaction
from django.utils.crypto import get_random_string

from portal.tasks import queue, recovery
from portal.tasks.machine import Process
from portal.tasks.models import WorkerLease

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)
TICK = 1.0  # seconds between two looks at the neighbours
RENEW = 5.0  # seconds between two renewals of the own lease


def worker_name() -> str:
    """A name no other worker has: host, process id and a random tail; 64 characters at most."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(8)}"


class Lease:
    """Keeps the row of one worker alive.

    Args:
        relieve: called each second from the thread; gives back tasks that wait too long.

    Used as a context manager by ``TaskWorker``. ``name`` changes when the lease was lost.
    """

    def __init__(self, relieve: Callable[[], object] = lambda: None) -> None:
        self.name = worker_name()
        self._relieve = relieve
        self._stop_asked = threading.Event()
        self._thread: threading.Thread | None = None
        self._renewed = 0.0
        # Before that moment a lease that ran out means nothing: the database may have been away.
        self._quiet_until = time.monotonic() + recovery.LEASE.total_seconds()

    @property
    def is_valid(self) -> bool:
        """Whether nobody can have held this worker for dead, nor will in the next seconds."""
        return time.monotonic() - self._renewed < recovery.LEASE.total_seconds() - RENEW

    def enter(self) -> None:
        """Begin a lease under a new name, bring back what dead workers of this machine left."""
        recovery.leave(self.name)
        self.name = worker_name()
        WorkerLease.objects.enter(self.name, Process.mine(), now=queue.now(), lease=recovery.LEASE)
        self._renewed = time.monotonic()
        self._recover()
        recovery.recover_strays()
        # Inside a transaction (of a test) other connections do not see the lease anyway.
        if self._thread is None and not transaction.get_connection().in_atomic_block:
            self._thread = threading.Thread(target=self._run, name="lease", daemon=True)
            self._thread.start()

    def leave(self) -> None:
        """End the thread and the lease."""
        self._stop_asked.set()
        if self._thread is not None:
            self._thread.join(3)
        try:
            recovery.leave(self.name)
        except Error as error:
            logger.warning("The lease of %s is left to run out: %s", self.name, error)

    def beat(self) -> None:
        """One look: relieve, renew when it is time, recover."""
        self._relieve()
        if time.monotonic() - self._renewed >= RENEW:
            begun = time.monotonic()
            if WorkerLease.objects.renew(self.name, now=queue.now(), lease=recovery.LEASE):
                self._renewed = begun
            else:
                self._renewed = 0.0  # the worker sees it and enters anew
        self._recover()

    def _recover(self) -> None:
        recovery.recover(trusts_leases=time.monotonic() >= self._quiet_until)

    def _run(self) -> None:
        while not self._stop_asked.wait(TICK):
            try:
                self.beat()
            except Error as error:
                logger.warning("The lease waits for the database: %s", error)
                connection.close()
                self._quiet_until = time.monotonic() + recovery.LEASE.total_seconds()
            except Exception:  # the thread must outlive whatever goes wrong in one round
                logger.exception("The lease failed, trying again")
        connections.close_all()
