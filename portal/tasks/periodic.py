"""Functions that run again and again, on one worker at a time.

An app declares them in its ``jobs.py``::

    @periodic(every=timedelta(minutes=1))
    def publish_due_pages() -> None: ...

The function must be idempotent and end within ``lease``: when it takes longer, or its worker is
killed, another worker may start it again. Long work belongs into a task that it enqueues.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from portal.tasks import guard
from portal.tasks.models import PeriodicRun
from portal.tasks.queue import last_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

F = TypeVar("F", bound="Callable[[], object]")

logger = logging.getLogger(__name__)
DEFAULT_LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Periodic:
    """A registered function and its rhythm."""

    name: str
    every: timedelta
    lease: timedelta
    function: Callable[[], object]
    label: str | _StrPromise = ""


registry: dict[str, Periodic] = {}


def periodic(
    *, every: timedelta, lease: timedelta = DEFAULT_LEASE, label: str | _StrPromise = ""
) -> Callable[[F], F]:
    """Register the decorated function; it stays callable as it is.

    Args:
        every: pause between two runs.
        lease: what a run takes at most.
        label: what it does, in words for administrators.
    """

    def register(function: F) -> F:
        name = f"{function.__module__}.{function.__qualname__}"
        registry[name] = Periodic(name, every, lease, function, label)
        return function

    return register


def discover() -> None:
    """Import ``jobs.py`` of every installed app, so that the registry is complete."""
    autodiscover_modules("jobs")


def run_due(holder: str) -> list[str]:
    """Run every registered function whose time has come; return the names of those run.

    A function that raises is logged and runs again after its usual interval. One that the guard
    refuses is left out, and runs as soon as it is allowed again.
    """
    PeriodicRun.objects.announce(registry, now=timezone.now())
    due = PeriodicRun.objects.due(now=timezone.now()).filter(name__in=registry)
    return [name for name in due.values_list("name", flat=True) if _run(registry[name], holder)]


def _run(job: Periodic, holder: str) -> bool:
    started = timezone.now()
    if not guard.allows(job.name):
        return False
    if not PeriodicRun.objects.claim(job.name, holder=holder, lease=job.lease, now=started):
        return False
    problem = ""
    try:
        job.function()
    except Exception as error:  # one broken function must not stop the others
        logger.exception("Periodic function %s failed", job.name)
        problem = last_line(error)
    due_at = max(started + job.every, timezone.now())
    if not PeriodicRun.objects.finish(
        job.name, holder=holder, due_at=due_at, started=started, error=problem
    ):
        logger.warning("Periodic function %s took longer than its lease %s", job.name, job.lease)
    return True
