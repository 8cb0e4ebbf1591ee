"""``manage.py site export CODE FILE | import FILE``."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils import translation
from django.utils.translation import gettext as _

from portal.handover.report import counted, facts_told
from portal.handover.services import export_site, import_site
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from portal.handover.report import Report


class Command(BaseCommand):
    help = "Exports a member site as an archive, or imports one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        out = acts.add_parser("export", help="write everything of a site into a ZIP file")
        out.add_argument("code")
        out.add_argument("file")
        out.add_argument("--with-revisions", action="store_true", help="all versions of pages")
        back = acts.add_parser("import", help="make a new site of an archive")
        back.add_argument("file")
        back.add_argument("--code", help="of the new site, instead of the archive’s own")
        back.add_argument("--dry-run", action="store_true", help="do it, then take it back")
        back.add_argument(
            "--skip-missing", action="store_true", help="leave out pages of missing plugins"
        )

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        # The audit line of every page would bury the report.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        with translation.override(settings.LANGUAGE_CODE):
            try:
                report = getattr(self, f"_{act}")(**options)
            except ValidationError as error:
                raise CommandError("\n".join(error.messages)) from error
            except (OperationalError, ProgrammingError) as error:
                message = _("The database is not ready (%(error)s); run manage.py prepare first.")
                raise CommandError(message % {"error": error}) from error
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            self._tell(report)

    def _export(self, *, code: str, file: str, with_revisions: bool, **options: Any) -> Report:
        site = MemberSite.objects.filter(code=code).first()
        if site is None:
            raise CommandError(_("No member site has the code “%(code)s”.") % {"code": code})
        return export_site(actor=None, site=site, to=file, with_revisions=with_revisions)

    def _import(
        self, *, file: str, code: str | None, dry_run: bool, skip_missing: bool, **options: Any
    ) -> Report:
        return import_site(
            actor=None, archive=file, code=code, dry_run=dry_run, skip_missing=skip_missing
        )

    def _tell(self, report: Report) -> None:
        for label, count in counted(report.as_dict()):
            self.stdout.write(f"{count:8} {label}")
        for line in report.lines():
            self.stdout.write(line)
        for label, value in facts_told(report.as_dict()):
            self.stdout.write(f"{label}: {value}")
