"""Periodic functions of the studio."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.tasks.periodic import periodic
from portal.theming import schedule


@periodic(
    every=timedelta(seconds=20), lease=timedelta(minutes=10), label=_("Planned looks of sites")
)
def apply_due_looks() -> None:
    schedule.apply_due()
