"""Real processes of the portal on one scratch installation (SQLite, a folder of its own)."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from tests.portal import shell

if TYPE_CHECKING:
    from collections.abc import Mapping


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """Variables of a shell in which nothing of the portal was set, but what is given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PORTAL_", "PYTEST_", "DJANGO_"))
    }
    folders = {Path(found.source).parent for found in settings.PORTAL_PLUGINS.found}
    own = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",  # needs no collected static files
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
        "PORTAL_PLUGIN_PATH": ",".join(sorted(map(str, folders - {shell.ROOT / "plugins"}))),
        "PYTHONUNBUFFERED": "1",
    }
    return {**kept, **own, **variables}


def fresh_database(folder: Path) -> None:
    """A migrated, empty ``portal.db``: a copy of the test's own where that is possible."""
    if connection.vendor != "sqlite":
        code, output = shell.run(environment(folder), "migrate", "--verbosity=0")
        assert code == 0, output
        return
    source = sqlite3.connect(connection.settings_dict["NAME"])
    with closing(source), closing(sqlite3.connect(folder / "portal.db")) as target:
        source.backup(target)


class Process:
    """One process that runs errands (see ``errand.py``); a context manager."""

    def __init__(self, variables: Mapping[str, str], slug: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.contract.errand", slug],
            env=dict(variables),
            cwd=shell.ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.communicate()

    def __call__(self, name: str, *values: Any, **named: Any) -> Any:
        """Run an errand and return its answer; AssertionError with its error."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([name, *values, *([named] if named else [])]) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith("\x1e"):
                answer = json.loads(line[1:])
                assert "error" not in answer, answer["error"]
                return answer["answer"]
        raise AssertionError(f"the process ended with {self._process.wait()}")
