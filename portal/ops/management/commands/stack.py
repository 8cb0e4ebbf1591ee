"""``manage.py stack up|down|status``: the programs of a server, on this machine's loopback."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.ops.stack import StackProblem
from portal.ops.stack.control import accounts, down, status, up
from portal.ops.stack.layout import Layout
from portal.ops.welcome import welcome

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run PostgreSQL, Redis, nginx, gunicorn and a worker in var/stack."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["up", "down", "status"])
        parser.add_argument("--port", type=int, default=8080, help="port of nginx on 127.0.0.1")

        parser.add_argument("--no-demo", action="store_true", help="load no demo content")

    def handle(self, *args: Any, act: str, port: int, no_demo: bool, **options: Any) -> None:
        layout = Layout(settings.PORTAL_DATA_DIR / "stack")
        try:
            if act == "up":
                self._up(layout, port, with_demo=not no_demo)
            elif act == "down":
                self._down(layout)
            else:
                self._status(layout)
        except StackProblem as problem:
            raise CommandError(str(problem)) from problem

    def _up(self, layout: Layout, port: int, *, with_demo: bool) -> None:
        # The programs get their own variables; those of this shell would contradict them.
        for name in [name for name in os.environ if name.startswith("PORTAL_")]:
            del os.environ[name]
        state = up(layout, port, with_demo=with_demo, say=self._say)
        self._say(welcome(f"http://localhost:{state.port}", accounts(layout, state)))
        self._say("Stop it with: make stack-stop")

    def _down(self, layout: Layout) -> None:
        self._say("The stack is stopped." if down(layout) else "The stack was not running.")

    def _status(self, layout: Layout) -> None:
        found = status(layout)
        for name, pid in found.items():
            self._say(f"{name:<12}{f'process {pid}' if pid else 'not running'}")
        if not all(found.values()):
            sys.exit(1)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
