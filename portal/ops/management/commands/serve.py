"""``manage.py serve``: the whole portal from one command, nothing else to install."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.ops.demo.accounts import accounts
from portal.ops.preparation import prepare
from portal.ops.serving import CannotServe, only_instance, run, take_port
from portal.ops.welcome import welcome

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Prepare the data, then run web server and worker until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1")
        parser.add_argument("--no-demo", action="store_true", help="load no demo content")

    def handle(self, *args: Any, port: int, no_demo: bool, **options: Any) -> None:
        self._settle_address(port)
        os.chdir(settings.BASE_DIR)
        try:
            with only_instance(settings.PORTAL_DATA_DIR), take_port(port) as listener:
                prepare(say=self._say, demo_size=None if no_demo else "s")
                greeting = welcome(settings.WAGTAILADMIN_BASE_URL, accounts())
                code = run(listener, say=self._say, on_ready=lambda: self._say(greeting))
        except CannotServe as problem:
            raise CommandError(str(problem)) from problem
        except KeyboardInterrupt:
            code = 0  # Ctrl-C while preparing
        self._say("Stopped.")
        sys.exit(code)

    def _settle_address(self, port: int) -> None:
        """Start anew with the address of this port, since settings were read without it."""
        if "PORTAL_BASE_URL" in os.environ:
            return
        os.environ["PORTAL_BASE_URL"] = f"http://localhost:{port}"
        if os.environ["PORTAL_BASE_URL"] != settings.WAGTAILADMIN_BASE_URL:
            os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
