"""``manage.py bench``: what public pages, plugins, background work and the work of editors cost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from portal.lifecycle import bench as sites
from portal.ops.bench import explorer, front, newsroom, plugins, tasks
from portal.ops.bench.compare import compare
from portal.ops.bench.front_places import print_places
from portal.ops.bench.front_tools import ToolsMissing
from portal.ops.bench.pages import print_costs
from portal.ops.stack import StackProblem

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
        parser.add_argument("--front", action="store_true", help="what readers' browsers get")
        parser.add_argument("--front-places", action="store_true", help="addresses, as JSON")
        parser.add_argument("--runs", type=int, default=5, help="of Lighthouse; 0: without it")
        parser.add_argument("--only", nargs="+", default=[], metavar="TEMPLATE")
        parser.add_argument("--data", type=Path, help="data folder of a stack that is kept")
        parser.add_argument("--readme", action="store_true", help="write the table there")
        parser.add_argument("--pages", type=int, default=50_000, help="articles to measure with")
        parser.add_argument("--count", type=int, default=10_000, help="tasks to drain")
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--kills", type=int, default=0, help="kill -9 workers in mid-task")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["measure"]:
            print_costs()
            return
        if options["front_places"]:
            print_places()
            return
        if options["front"]:
            self._front(options)
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

    def _front(self, options: dict[str, Any]) -> None:
        wanted = {name: options[name] for name in ("runs", "only", "data", "readme")}
        try:
            front.measure(say=self._say, **wanted)
        except (ToolsMissing, StackProblem) as problem:
            raise CommandError(str(problem)) from problem

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
