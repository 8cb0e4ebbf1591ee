"""Periodic work: links are checked each night."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.dashboard import link_check
from portal.tasks.periodic import periodic

# What one run takes, well below its lease; the next one goes on where it stopped.
SECONDS = 60.0


@periodic(
    every=timedelta(minutes=5), lease=timedelta(minutes=5), label=_("Check the links at night")
)
def check_links() -> None:
    """Begin tonight's check of all links, or go on with it; does nothing when it is done."""
    link_check.check_all(now=timezone.now(), seconds=SECONDS)
