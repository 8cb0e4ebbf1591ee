"""Who may stop tasks and periodic functions from running.

This room knows no plugins. Whoever does sets a guard; a task it refuses is parked, neither run nor
failed, until ``portal.tasks.services.wake``. A periodic function it refuses is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Guard = Callable[[str, dict[str, Any]], bool]


def _everything(dotted_path: str, kwargs: dict[str, Any]) -> bool:
    return True


_guard: Guard = _everything
# Called by each worker before its first task.
before_work: list[Callable[[], None]] = []


def set_guard(function: Guard | None) -> None:
    """Ask ``function(dotted_path, kwargs)`` before each run; None lets everything run."""
    global _guard  # noqa: PLW0603
    _guard = function or _everything


def allows(dotted_path: str, kwargs: dict[str, Any] | None = None) -> bool:
    """Whether the task or periodic function at ``dotted_path`` may run now.

    Args:
        dotted_path: module and name of the function.
        kwargs: the keyword arguments it would be called with.
    """
    return _guard(dotted_path, kwargs or {})
