"""``manage.py bench``: what public pages, plugins, background work and the work of editors cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from portal.lifecycle import bench as sites
from portal.ops.bench import explorer, newsroom, plugins, tasks
from portal.ops.bench.compare import compare
from portal.ops.bench.pages import print_costs

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Measure public pages, plugins or background work; nothing fails on a bad figure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", nargs=2, default=["s", "l"], metavar=("SMALL", "LARGE"))
        parser.add_argument("--measure", action="store_true", help="only the data at hand, as JSON")
        parser.add_argument("--plugins", action="store_true", help="the gate, and 25 plugins")
        parser.add_argument("--plugins-here", action="store_true", help="with the plugins at hand")
        parser.add_argument("--tasks", action="store_true", help="background work, not pages")
        parser.add_argument("--tasks-here", action="store_true", help="on the database at hand")
        parser.add_argument("--member-sites", action="store_true", help="make, move, merge a site")
        parser.add_argument("--explorer", action="store_true", help="lists of pages, 150 sites")
        parser.add_argument("--newsroom", action="store_true", help="desk, form, Word file")
        parser.add_argument("--pages", type=int, default=50_000, help="articles to measure with")
        parser.add_argument("--count", type=int, default=10_000, help="tasks to drain")
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--kills", type=int, default=0, help="kill -9 workers in mid-task")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["measure"]:
            print_costs()
            return
        if options["plugins"] or options["plugins_here"]:
            (plugins.measure_here if options["plugins_here"] else plugins.measure)(
                self.stdout.write
            )
            return
        if options["tasks"] or options["tasks_here"]:
            measure = tasks.measure_here if options["tasks_here"] else tasks.measure
            wanted = {name: options[name] for name in ("count", "workers", "kills")}
            measure(**wanted, say=self.stdout.write)
            return
        if options["member_sites"]:
            sites.measure(say=self.stdout.write)
            return
        for name, room in (("explorer", explorer), ("newsroom", newsroom)):
            if options[name]:
                room.measure(say=self.stdout.write, pages=options["pages"])
                return
        small, large = options["sizes"]
        compare((small, large), self.stdout.write)
