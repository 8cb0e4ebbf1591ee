"""Periodic work on media."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.media.services import forget_unfinished_uploads
from portal.tasks.periodic import periodic

KEPT = timedelta(days=7)


@periodic(every=timedelta(days=1), label=_("Forget uploads that were never described"))
def forget_old_unfinished_uploads() -> None:
    """Pictures that were sent, but never described and so never taken into the library."""
    forget_unfinished_uploads(older_than=KEPT)
