"""Periodic functions of approval by link."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.approving.models import WrongPin
from portal.tasks.periodic import periodic

KEPT = timedelta(days=90)


@periodic(every=timedelta(days=1), label=_("Forget old wrong PINs"))
def forget_wrong_pins() -> None:
    """They count for a day; the rest is for whoever asks what happened."""
    WrongPin.objects.filter(at__lt=timezone.now() - KEPT).delete()
