"""``manage.py translations``: keep the catalogues complete (needs the packages of ``make dev``)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from portal.settings.env import ROOT

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Collect, check, or look ahead at the messages of the portal and its libraries."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("update", help="bring the catalogues to the code and compile them")
        actions.add_parser("check", help="list what is missing or wrong; fail if anything is")
        upgrade = actions.add_parser("upgrade", help="list what other versions would add")
        upgrade.add_argument("requirement", nargs="+", help="for example wagtail==8.0.1")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        try:
            import polib  # noqa: F401
        except ImportError as missing:
            raise CommandError("polib is missing; run: make dev") from missing
        try:
            if action == "update":
                self.update()
            elif action == "check":
                self.check_catalogues()
            else:
                self.upgrade(options["requirement"])
        except RuntimeError as problem:
            raise CommandError(str(problem)) from problem

    def update(self) -> None:
        from portal.language import catalogues

        for catalogue, found in catalogues.with_messages():
            change = catalogues.update(catalogue, found)
            name = catalogue.path.relative_to(ROOT)
            self.stdout.write(
                f"{name}: {len(found)} messages, "
                f"{len(change.added)} new, {len(change.removed)} dropped"
            )
            for message in change.added:
                self.stdout.write(f"  + {message!r}")

    def check_catalogues(self) -> None:
        from portal.language import catalogues

        problems = list(catalogues.problems())
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems of translation")
        self.stdout.write("translations: complete")

    def upgrade(self, requirements: list[str]) -> None:
        from portal.language import catalogues, sources

        known = {name for _c, found in catalogues.with_messages() for name in found}
        with tempfile.TemporaryDirectory() as folder:
            _install(requirements, Path(folder))
            files = [
                file
                for distribution in metadata.distributions(path=[folder])
                for file in sources.of_distribution(distribution)
            ]
            found = [
                *sources.extract(sorted(files), root=Path(folder).resolve()),
                *sources.of_scripts_below(Path(folder)),
            ]
        added = [entry for entry in found if catalogues.key(entry) not in known]
        for entry in added:
            self.stdout.write(f"+ {entry.occurrences[0][0]}: {entry.msgid!r}")
        self.stdout.write(f"{len(found)} messages, {len(added)} to translate")


def _install(requirements: list[str], folder: Path) -> None:
    done = subprocess.run(  # noqa: S603
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"),
            *("--disable-pip-version-check", "--target", str(folder), *requirements),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandError(done.stderr.strip().splitlines()[-1])
