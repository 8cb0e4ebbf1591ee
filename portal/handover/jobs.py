"""Periodic work of handing sites over."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.handover.filing import undo_abandoned
from portal.handover.keeping import forget_old
from portal.tasks.periodic import periodic

# Longer than any import takes.
ABANDONED = timedelta(days=1)


@periodic(every=timedelta(hours=6), label=_("Delete archives of sites that were kept a week"))
def forget_old_archives() -> None:
    """Archives go after a week; files of imports whose process was killed go after a day."""
    forget_old()
    undo_abandoned(older_than=ABANDONED)
