"""``manage.py plugin list | new | enable | disable | purge | doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils import translation

from portal.plugins import doctor, gate, registry, scaffold, services
from portal.plugins.purge import purge
from portal.plugins.scopes import INSTALLATION, Scope
from portal.sites import structure

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Lists, makes, switches, removes and examines plugins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        acts.add_parser("list", help="all plugins, where they are on, what is wrong with them")
        acts.add_parser("doctor", help="look for problems; exit code 1 when there are any")
        new = acts.add_parser("new", help="make a working plugin in plugins/<slug>/")
        new.add_argument("slug")
        new.add_argument("--label", default="", help="its name for people")
        for act, text in (("enable", "switch on"), ("disable", "switch off")):
            one = acts.add_parser(act, help=f"{text} for sites, or for the whole installation")
            one.add_argument("slug")
            one.add_argument("--site", action="append", default=[], metavar="CODE")
            one.add_argument("--all-sites", action="store_true")
            one.add_argument("--note", default="", help="the reason, kept in the history")
        remove = acts.add_parser("purge", help="remove everything a plugin stored")
        remove.add_argument("slug")
        remove.add_argument("--yes", action="store_true", help="do it; else only say what")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                getattr(self, f"_{act}")(**options)
            except ValidationError as error:
                raise CommandError("\n".join(error.messages)) from error
            except (OperationalError, ProgrammingError) as error:
                message = f"The database is not ready ({error}); run manage.py prepare first"
                raise CommandError(message) from error

    def _list(self, **options: Any) -> None:
        now = gate.current()
        for slug, config in registry.installed().items():
            places = len(now.open_scopes(slug))
            state = "off" if not places else "on" if config.scope == "installation" else f"{places}"
            self.stdout.write(
                f"{slug:24}{config.version:10}{config.scope:14}{state:6}{config.verbose_name}"
            )
        self._tell(doctor.problems())

    def _doctor(self, **options: Any) -> None:
        found = doctor.examine()
        self._tell(found)
        if found:
            raise CommandError(f"{len(found)} problem(s)")
        self.stdout.write("All plugins are well.")

    def _tell(self, found: list[doctor.Finding]) -> None:
        for finding in found:
            self.stderr.write(f"{finding.slug}: {finding.text}")

    def _new(self, *, slug: str, label: str, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        made = scaffold.create(
            slug, folder=root / "plugins", tests_folder=root / "tests" / "plugins", label=label
        )
        for path in made:
            self.stdout.write(str(path.relative_to(root)))
        self.stdout.write(
            f"Next: manage.py prepare, then manage.py plugin enable {slug} --all-sites"
        )

    def _enable(self, **options: Any) -> None:
        self._switch(enabled=True, **options)

    def _disable(self, **options: Any) -> None:
        self._switch(enabled=False, **options)

    def _switch(
        self,
        *,
        slug: str,
        enabled: bool,
        site: list[str],
        all_sites: bool,
        note: str,
        **options: Any,
    ) -> None:
        scopes = self._scopes(site, all_sites=all_sites)
        for scope in scopes:
            services.switch(actor=None, slug=slug, scope=scope, enabled=enabled, note=note)
        now = gate.current()
        self.stdout.write(f"{slug} is on at {len(now.open_scopes(slug))} place(s)")

    def _scopes(self, codes: list[str], *, all_sites: bool) -> list[Scope]:
        sites = {site.code: site for site in structure.current().sites}
        if all_sites:
            return [Scope.site(site.pk) for site in sites.values()]
        if unknown := [code for code in codes if code not in sites]:
            raise CommandError(f"No member site has the code {', '.join(unknown)}")
        return [Scope.site(sites[code].pk) for code in codes] or [INSTALLATION]

    def _purge(self, *, slug: str, yes: bool, **options: Any) -> None:
        purged = purge(slug, dry_run=not yes)
        for what, count in sorted(purged.counts.items()):
            self.stdout.write(f"{count:8} {what}")
        if yes:
            self.stdout.write("Removed. Now take away its folder or package and restart.")
        else:
            self.stdout.write("Nothing was removed; add --yes to do it.")
