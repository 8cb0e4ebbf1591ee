"""``manage.py with_postgres -- COMMAND``: run a command on a throw-away PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from portal.ops.stack import StackProblem
from portal.ops.stack.debian import demand
from portal.ops.stack.postgres import throw_away

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run COMMAND with PORTAL_DATABASE_URL pointing to a new PostgreSQL, then remove that."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("command", nargs="+", metavar="COMMAND", help="after a bare --")

    def handle(self, *args: Any, command: list[str], **options: Any) -> None:
        try:
            demand("postgres")
            with throw_away() as url:
                environment = {**os.environ, "PORTAL_DATABASE_URL": url}
                # Set by manage.py; the command chooses its own settings.
                environment.pop("DJANGO_SETTINGS_MODULE", None)
                done = subprocess.run(command, env=environment, check=False)  # noqa: S603
        except StackProblem as problem:
            raise CommandError(str(problem)) from problem
        except KeyboardInterrupt:
            sys.exit(130)
        sys.exit(done.returncode)
