"""Periodic functions of the newsroom."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.news import delegation
from portal.news.newsroom import Notice
from portal.tasks.periodic import periodic

KEPT = timedelta(days=90)


@periodic(every=timedelta(minutes=10), label=_("End deputies of people who lost their role"))
def end_orphaned_delegations() -> None:
    """Nobody stands for somebody who does not hold the role any more."""
    delegation.end_orphaned()


@periodic(every=timedelta(days=1), label=_("Forget old notices of the newsroom"))
def forget_notices() -> None:
    """Notices are words in passing; what was done is in the log."""
    Notice.objects.filter(at__lt=timezone.now() - KEPT).delete()
