"""Periodic functions of Wagtail and of the task queue itself."""

from datetime import timedelta

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from portal.tasks import services
from portal.tasks.periodic import periodic


@periodic(every=timedelta(minutes=1), label=_("Publish and withdraw pages in due time"))
def publish_scheduled() -> None:
    """Publish pages whose go-live time has come and withdraw those that expired."""
    call_command("publish_scheduled")


@periodic(every=timedelta(days=1), label=_("Forget old finished tasks"))
def prune_task_results() -> None:
    """Forget tasks that ended well two weeks ago; failed ones stay for a quarter of a year."""
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=14,
        failed_min_age_days=90,
        verbosity=0,
    )


@periodic(every=timedelta(minutes=1), label=_("Look whether parked tasks may run again"))
def wake_allowed() -> None:
    """Bring back parked tasks that the guard lets run by now.

    ``services.wake`` does so at once; this catches a task that was being parked at that moment.
    """
    services.wake_allowed()
