"""``manage.py bench``: what public pages cost with few and with many articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from portal.ops.bench.compare import compare
from portal.ops.bench.pages import print_costs

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Measure queries and processor time of public pages; nothing fails on a bad figure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", nargs=2, default=["s", "l"], metavar=("SMALL", "LARGE"))
        parser.add_argument("--measure", action="store_true", help="only the data at hand, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["measure"]:
            print_costs()
            return
        small, large = options["sizes"]
        compare((small, large), self.stdout.write)
