"""What an installation needs before it can serve: tables, static files, at first demo content.

Each step looks first whether there is something to do, so that a later start is quick.
"""

from __future__ import annotations

import hashlib
import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from portal.plugins import registry, startup

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)
DEMO_UNFINISHED = "demo-unfinished"


def prepare(*, say: Callable[[str], None], demo_size: str | None) -> None:
    """Bring database and static files up to date; load demo content into an empty installation.

    Args:
        say: gets one line per step that really does something.
        demo_size: "s", "m" or "l", or None for no demo content.
    """
    wait_for_database()
    startup.refuse_downgrades()
    if has_waiting_migrations():
        say("Creating or updating the tables of the database")
        _migrate()
    startup.note_changes()
    for problem in [*registry.problems(), *startup.removed()]:
        say(f"Plugin {problem.plain}")
    collect_static(say=say)
    if demo_size and wants_demo():
        say("Loading demo content; this takes a while and happens only once")
        load_demo(demo_size)


def _migrate() -> None:
    """Run all migrations. Where broken plugins are left out, one cannot stop the others."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Exception:
        if settings.PORTAL_PLUGIN_FAILURE == "raise" or not startup.unmigrated():
            raise
        logger.exception("A migration failed; the apps are now migrated one by one")
        plugins = {config.label for config in registry.installed().values()}
        loader = MigrationExecutor(connection).loader
        for label in sorted(loader.migrated_apps, key=lambda label: label in plugins):
            try:
                call_command("migrate", label, interactive=False, verbosity=0)
            except Exception:
                if label not in plugins:
                    raise
                logger.exception("The migrations of %s failed; it will be in quarantine", label)


def wait_for_database(seconds: float = 60) -> None:
    """Return when the database accepts connections; OperationalError after ``seconds``.

    PostgreSQL opens its port some time before it lets anybody in, longer after a crash.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            connection.ensure_connection()
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


def has_waiting_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static(*, say: Callable[[str], None]) -> None:
    """Collect static files unless the folder already holds exactly these."""
    note = Path(str(settings.STATIC_ROOT)) / ".collected"
    fingerprint = static_fingerprint()
    if note.is_file() and note.read_text() == fingerprint:
        return
    say("Collecting static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    note.write_text(fingerprint)


def static_fingerprint() -> str:
    """A digest of names, sizes and times of all static sources."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def wants_demo() -> bool:
    """True in an installation without any account, or when an earlier load was interrupted."""
    return _unfinished_note().exists() or not get_user_model().objects.exists()


def load_demo(size: str) -> None:
    note = _unfinished_note()
    note.touch()
    call_command("demo", size=size)
    note.unlink()


def _unfinished_note() -> Path:
    return Path(settings.PORTAL_DATA_DIR) / DEMO_UNFINISHED
