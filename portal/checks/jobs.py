"""Periodic work: failures are looked at again, what nobody asks for is forgotten."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.checks import addresses
from portal.checks.models import ForeignAddress
from portal.checks.tasks import look_at
from portal.tasks.periodic import periodic

# What one task takes within its time, were every server silent.
AT_ONCE = 20


@periodic(every=timedelta(hours=1), label=_("Look again at links to other sites"))
def look_again() -> None:
    """Addresses that failed and are linked still; those that never had their turn."""
    addresses.forget_old()
    now = timezone.now()
    due = Q(looked_at=None, asked_at__lt=now - timedelta(minutes=10))
    due |= Q(looked_at__lt=now - addresses.AGAIN, failures__range=(1, 5))
    keys = list(
        ForeignAddress.objects.filter(due).order_by("asked_at").values_list("pk", flat=True)[:100]
    )
    for start in range(0, len(keys), AT_ONCE):
        look_at.enqueue(keys[start : start + AT_ONCE])
