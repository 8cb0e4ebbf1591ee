"""``manage.py redirects import FILE | export FILE``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from portal.redirects import files, importing
from portal.redirects.checks import Reach
from portal.redirects.importing import Outcome, Plan
from portal.redirects.models import OldAddress
from portal.redirects.viewsets import target_shown

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Takes old addresses from a CSV file, or writes them into one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        into = acts.add_parser("import", help="old address, new address, number in the old system")
        into.add_argument("file", type=Path)
        into.add_argument("--dry-run", action="store_true", help="say what would become of it")
        out = acts.add_parser("export", help="all rows, in the form that import reads")
        out.add_argument("file", type=Path)

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                getattr(self, f"_{act}")(**options)
            except ValidationError as error:
                raise CommandError("\n".join(error.messages)) from error
            except OSError as error:
                raise CommandError(str(error)) from error

    def _import(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        rows = files.rows_of(files.text_of(file.read_bytes()))
        if dry_run:
            counts = self._looked_at(rows)
        else:
            try:
                counts = importing.import_addresses(actor=None, rows=rows)
            except ValidationError:
                self._looked_at(rows)
                raise
        for outcome in Outcome:
            self.stdout.write(f"{outcome.value:10}{counts[outcome]}")

    def _looked_at(self, rows: list[files.Row]) -> dict[Outcome, int]:
        plan = Plan(rows, actor=None)
        for planned in plan.broken:
            self.stderr.write(f"{planned.row.line}: {planned.sentence}")
        return plan.counts()

    def _export(self, *, file: Path, **options: Any) -> None:
        rows = OldAddress.objects.select_related("target").order_by("host", "path")
        everything = Reach(None)
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["old address", "new address", "legacy id"])
            for row in rows.iterator(chunk_size=2000):
                if row.target or row.target_url:
                    writer.writerow([row.address, target_shown(row, everything), row.legacy_key])
