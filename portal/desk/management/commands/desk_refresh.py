"""manage.py desk_refresh"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from portal.desk import rows

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Derives the rows of the newsroom's desk from the articles anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing",
            action="store_true",
            help="only rows that are missing or do not know the latest version",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        count = rows.catch_up() if options["missing"] else rows.refresh_all()
        self.stdout.write(f"{count} articles in {time.monotonic() - began:.1f} s")
