"""Periodic work on old addresses."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.redirects import missed
from portal.tasks.periodic import periodic


@periodic(every=timedelta(minutes=10), label=_("Count addresses that readers missed"))
def count_missed_addresses() -> None:
    """Take the notes of missed addresses into the report."""
    missed.fold()
