"""Periodic functions of the desk."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.desk import reminders, rows, tasks
from portal.tasks.periodic import periodic

# As many as the lease of a periodic function allows, with room to spare.
MOST_AT_ONCE = 20_000


@periodic(
    every=timedelta(minutes=10),
    lease=timedelta(minutes=10),
    label=_("Complete the desk of the newsroom"),
)
def complete_desk() -> None:
    """Write rows that are missing: after an upgrade, an import or a restored copy."""
    rows.catch_up(MOST_AT_ONCE)


@periodic(every=timedelta(days=1), label=_("Compare the desk of the newsroom with all articles"))
def compare_desk() -> None:
    """Longer than a periodic function may take, so a task does it."""
    tasks.compare_desk.enqueue()


@periodic(every=timedelta(minutes=5), label=_("Remind the newsroom of deadlines"))
def remind_of_deadlines() -> None:
    """Each article once before and once after its limit."""
    reminders.remind()
