"""``manage.py tree_check``: look for flaws of the tree of pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.lifecycle.trees import check_tree


class Command(BaseCommand):
    help = "Check the tree of pages; ends with an error when it has flaws. Nothing is repaired."

    def handle(self, *args: Any, **options: Any) -> None:
        check = check_tree()
        for kind, keys in check.findings.items():
            self.stdout.write(f"{kind}: pages {', '.join(map(str, keys))}")
        if check.findings:
            message = f"{check.flaws} flaws in {check.pages} pages"
            raise CommandError(message)
        self.stdout.write(f"{check.pages} pages, no flaws")
