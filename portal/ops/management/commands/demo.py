"""Loads demonstration content, or prints the demonstration accounts."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser

from portal.ops.demo.accounts import accounts

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Load demonstration content (idempotent), or print the accounts to try it with."

    def add_arguments(self, parser: CommandParser | ArgumentParser) -> None:
        parser.add_argument("--size", choices=["s", "m", "l"], default="s")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--accounts", action="store_true", help="print accounts as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["accounts"]:
            self.stdout.write(json.dumps(accounts(), ensure_ascii=False, indent=2))
            return
        from portal.ops.demo.loader import load

        # The audit line of every page would bury the few lines of progress.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        load(size=options["size"], seed=options["seed"], say=self._say)

    def _say(self, line: str) -> None:
        self.stderr.write(f"  {line}")
