"""Where the time of one article went. Pure arithmetic over its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

EDITING, APPROVING = "editing", "approving"


class Step(NamedTuple):
    """One task of a workflow. ``phase`` is EDITING or APPROVING; ``end`` None: it still runs."""

    phase: str
    begin: datetime
    end: datetime | None
    approved: bool


@dataclass
class Spent:
    """Seconds from the event to publication. They add up to the whole span."""

    before: float = 0
    writing: float = 0
    editing: float = 0
    approving: float = 0
    waiting: float = 0

    def add(self, phase: str, first: datetime, last: datetime) -> None:
        seconds = max((last - first).total_seconds(), 0)
        setattr(self, phase, getattr(self, phase) + seconds)


def spent(
    *,
    event_at: datetime | None,
    drafted_at: datetime | None,
    published_at: datetime | None,
    steps: Iterable[Step],
) -> Spent | None:
    """How the time until the first publication was spent.

    Between two steps the author writes (after a return or a recall) or nobody has anything to do
    (after a step that was passed). An article written before its event begins with the event.

    Returns:
        None when the way is not known: not published yet, or published before it was written here.
    """
    if drafted_at is None or published_at is None or drafted_at > published_at:
        return None
    found = Spent()
    begin = min(event_at, published_at) if event_at else drafted_at
    found.add("before", begin, drafted_at)
    cursor, phase = max(begin, drafted_at), "writing"
    for step in sorted(steps, key=lambda step: step.begin):
        first, last = max(step.begin, cursor), min(step.end or published_at, published_at)
        if first >= published_at:
            break
        found.add(phase, cursor, first)
        found.add(step.phase, first, last)
        cursor = max(first, last)
        phase = "waiting" if step.approved else "writing"
    found.add(phase, cursor, published_at)
    return found


def first_end(steps: Iterable[Step], phase: str) -> datetime | None:
    """When a step of this phase was first passed."""
    ends = [step.end for step in steps if step.phase == phase and step.approved and step.end]
    return min(ends, default=None)
