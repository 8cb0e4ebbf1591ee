"""How a task is repeated: the decorator ``task`` and what holds for tasks of others."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import SuspiciousOperation
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise
    from django_tasks_db.models import DBTaskResult

RETRIES = 5
BACKOFF = 10.0  # seconds before the first repetition, doubled for each further one
LONGEST_BACKOFF = timedelta(hours=1)


@dataclass(frozen=True)
class Policy:
    """What happens to a task that raised, or whose worker died.

    Attributes:
        retries: repetitions after the first run; then the task is in the list of failures.
        backoff: seconds before the first repetition, doubled for each further one, up to an hour.
        idempotent: it may run again after its worker died in the middle. When False, such a
            task fails at once, because nobody knows how far it came.
    """

    retries: int = RETRIES
    backoff: float = BACKOFF
    idempotent: bool = True

    def __post_init__(self) -> None:
        if self.retries < 0 or self.backoff <= 0:
            raise ValueError("a task needs retries of 0 or more and a back-off above 0 seconds")

    def delay(self, attempts: int) -> timedelta:
        """The pause after ``attempts`` (1 or more) bad runs, half to one and a half of the plan.

        Chance keeps tasks that failed together from coming back together.
        """
        planned = min(self.backoff * 2.0 ** min(attempts - 1, 30), LONGEST_BACKOFF.total_seconds())
        return timedelta(seconds=planned * random.uniform(0.5, 1.5))  # noqa: S311 - no secret


DEFAULT = Policy()


@dataclass(frozen=True, kw_only=True)
class PortalTask(Task):  # type: ignore[type-arg]
    """A task that knows how it is to be repeated and what people call it."""

    policy: Policy = DEFAULT
    label: str | _StrPromise = ""


def task(
    function: Callable[..., Any] | None = None,
    *,
    priority: int = 0,
    retries: int | None = None,
    backoff: float = BACKOFF,
    idempotent: bool = True,
    label: str | _StrPromise = "",
    queue_name: str = DEFAULT_TASK_QUEUE_NAME,
    backend: str = DEFAULT_TASK_BACKEND_ALIAS,
    takes_context: bool = False,
) -> Any:
    """Make a function of a module a task, as ``django_tasks.task`` does.

    Args:
        function: given when the decorator is used without brackets.
        priority: -100 to 100; higher ones run first.
        retries: see ``Policy``; None means 5, or 0 for a task that is not idempotent.
        backoff: see ``Policy``.
        idempotent: see ``Policy``.
        label: what the task does, in words for administrators.
        queue_name: as for ``django_tasks.task``.
        backend: as for ``django_tasks.task``.
        takes_context: as for ``django_tasks.task``.

    Returns:
        A ``PortalTask`` (or, without ``function``, the decorator that makes one).
    """
    if retries is None:
        retries = RETRIES if idempotent else 0
    policy = Policy(retries=retries, backoff=backoff, idempotent=idempotent)

    def make(function: Callable[..., Any]) -> PortalTask:
        return PortalTask(
            func=function,
            priority=priority,
            queue_name=queue_name,
            backend=backend,
            takes_context=takes_context,
            policy=policy,
            label=label,
        )

    return make(function) if function else make


def policy_of(row: DBTaskResult) -> Policy:  # type: ignore[type-arg]
    """The policy of a row's task; tasks of others, and ones that are gone, have the default."""
    try:
        found = row.task
    except (ImportError, SuspiciousOperation):
        return DEFAULT
    return found.policy if isinstance(found, PortalTask) else DEFAULT
