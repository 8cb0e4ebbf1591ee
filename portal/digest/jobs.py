"""Periodic functions of news by e-mail."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from portal.digest import limits, sending, tokens
from portal.digest.issues import make_due_issues
from portal.digest.models import Delivery, DigestIssue, Subscriber
from portal.digest.tasks import send_issues
from portal.tasks.periodic import periodic

DELIVERIES_KEPT = timedelta(days=30)
ISSUES_KEPT = timedelta(days=400)


@periodic(every=timedelta(minutes=1), lease=timedelta(minutes=10), label=_("News by e-mail"))
def make_and_send() -> None:
    """Make the issues that are due, close those that are done, wake the sender."""
    try:
        make_due_issues()
    finally:
        sending.release_dead()
        close_issues()
        wake_sender()


def wake_sender() -> None:
    """One sender at a time; while one waits to try again, no other is started."""
    under_way = DBTaskResult.objects.filter(
        task_path=send_issues.module_path, status__in=(Status.READY, Status.RUNNING)
    )
    if Delivery.objects.due().exists() and not under_way.exists():
        send_issues.enqueue()


def close_issues() -> None:
    """Write down the numbers of issues of which nothing is waiting any more."""
    waiting = Delivery.objects.open().filter(issue=OuterRef("pk"))
    done = DigestIssue.objects.filter(~Exists(waiting), finished_at=None)
    state = Delivery.State
    for issue in done.annotate(
        went=Count("deliveries", filter=Q(deliveries__state=state.SENT)),
        lost=Count("deliveries", filter=Q(deliveries__state=state.FAILED)),
    ):
        DigestIssue.objects.filter(pk=issue.pk, finished_at=None).update(
            finished_at=timezone.now(), sent=issue.went, failed=issue.lost
        )


@periodic(every=timedelta(hours=6), label=_("Forget subscriptions that nobody confirmed"))
def forget_old() -> None:
    """Addresses without a confirmation, single mails of the past, counters of yesterday."""
    now = timezone.now()
    Subscriber.objects.run_out(now - tokens.GOOD_FOR).delete()
    limits.forget_guards()
    done = DigestIssue.objects.filter(finished_at__isnull=False)
    Delivery.objects.filter(issue__in=done.filter(made_at__lt=now - DELIVERIES_KEPT)).delete()
    done.filter(made_at__lt=now - ISSUES_KEPT).delete()
