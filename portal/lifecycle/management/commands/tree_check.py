"""``manage.py tree_check``: look for flaws of the tree of pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.lifecycle.trees import LABELS, check_tree


class Command(BaseCommand):
    help = "Check the tree of pages; ends with an error when it has flaws. Nothing is repaired."

    def handle(self, *args: Any, **options: Any) -> None:
        check = check_tree()
        for kind, keys in check.findings.items():
            self.stdout.write(f"{LABELS[kind]} ({kind}): {', '.join(map(str, keys))}")
        if check.findings:
            values = {"flaws": check.flaws, "pages": check.pages}
            raise CommandError(_("%(flaws)s flaws among %(pages)s pages") % values)
        self.stdout.write(_("%(pages)s pages, no flaws") % {"pages": check.pages})
