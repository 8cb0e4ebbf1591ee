"""What is looked at before a plugin may work on the data: its version and its tables."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder
from packaging.version import Version

from portal.plugins import loading, registry, services
from portal.plugins.migration_checks import contain_broken, names
from portal.plugins.models import KnownPlugin
from portal.plugins.problems import PluginsBroken, Problem

logger = logging.getLogger(__name__)


def verify() -> None:
    """For processes that serve or work: leave out plugins whose tables do not fit their code.

    Raises:
        PluginsBroken: there are such plugins, and PORTAL_PLUGIN_FAILURE is "raise".
    """
    contain_broken()
    _put_away([*downgrades(), *unmigrated()])


def refuse_downgrades() -> None:
    """Before migrations run: leave out plugins older than their data, or with broken migrations.

    Raises:
        PluginsBroken: as ``verify``.
    """
    contain_broken()
    _put_away(downgrades())


def _put_away(problems: list[Problem]) -> None:
    if problems and settings.PORTAL_PLUGIN_FAILURE == "raise":
        raise PluginsBroken(problems)
    plugins = registry.installed()
    for problem in problems:
        if problem.slug in registry.installed():
            logger.error("Plugin in quarantine: %s", problem.plain)
            loading.quarantine(plugins[problem.slug], problem)


def downgrades() -> list[Problem]:
    """Plugins whose version on the disk is below the one noted in the database."""
    found = []
    for slug, config in registry.installed().items():
        stored = _known_versions().get(slug)
        if stored and Version(config.version) < Version(stored):
            values = {"version": config.version, "stored": stored}
            found.append(Problem(slug, "PLG-09", values))
    return found


def _known_versions() -> dict[str, str]:
    try:
        return dict(KnownPlugin.objects.values_list("slug", "version"))
    except Error:  # the tables of the framework itself are not there yet
        return {}


def unmigrated() -> list[Problem]:
    """Plugins with migrations that have not run here."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except Error:
        return []
    found = []
    for slug, config in registry.installed().items():
        waiting = [name for name in names(config) if (config.label, name) not in applied]
        if waiting:
            found.append(Problem(slug, "PLG-08", {"count": str(len(waiting))}))
    return found


def note_changes() -> None:
    """After migrations ran: note new and changed plugins, once."""
    known = dict(KnownPlugin.objects.values_list("slug", "version"))
    here = {slug: config.version for slug, config in registry.installed().items()}
    if any(known.get(slug) != version for slug, version in here.items()):
        services.note_installed(settings.LANGUAGE_CODE)


def removed() -> list[Problem]:
    """Plugins that are gone from the disk while their data is here."""
    missing = KnownPlugin.objects.exclude(slug__in=registry.installed())
    quarantined = {problem.slug for problem in registry.problems()}
    return [Problem(row.slug, "PLG-10") for row in missing if row.slug not in quarantined]
