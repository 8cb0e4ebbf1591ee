"""``manage.py prepare``: everything an installation needs before its processes start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from portal.ops.preparation import prepare

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Migrate, collect static files and load demo content into an empty installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="load no demo content")

    def handle(self, *args: Any, no_demo: bool, **options: Any) -> None:
        prepare(say=self.stdout.write, demo_size=None if no_demo else "s")
