"""``manage.py worker``: background tasks and periodic functions in one process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from portal.tasks.guard import before_work
from portal.tasks.periodic import discover, run_due
from portal.tasks.runner import TaskWorker
from portal.tasks.scheduler import Scheduler

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run background tasks and periodic functions until SIGTERM. Start as many as needed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="run everything that is due now, then end"
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        for prepare in before_work:
            prepare()
        discover()
        worker = TaskWorker(batch=once)
        worker.configure_signals()
        if once:
            run_due(worker.lease.name)
            worker.run()
            return
        scheduler = Scheduler(lambda: worker.lease.name)
        scheduler.start()
        try:
            worker.run()
        finally:
            scheduler.stop()
