"""Starts real processes with plugins of a test's own folders."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.contract.processes import environment
from tests.portal import shell

if TYPE_CHECKING:
    from pathlib import Path


# The portal's own plugins are found, too.
SHIPPED = {path.parent.name for path in (shell.ROOT / "plugins").glob("*/apps.py")}


def variables(installation: Path, *folders: Path, failure: str, **more: str) -> dict[str, str]:
    named = {"PORTAL_PLUGIN_PATH": ",".join(map(str, folders)), "PORTAL_PLUGIN_FAILURE": failure}
    return environment(installation, **named, **more)


def visit(given: dict[str, str], *paths: str) -> dict[str, Any]:
    """What a visitor finds (see ``visitor.py``)."""
    command = [sys.executable, "-m", "tests.portal.plugins.visitor", *paths]
    done = subprocess.run(
        command, env=given, cwd=shell.ROOT, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.rpartition("\x1e")[2])
    found["installed"] = [slug for slug in found["installed"] if slug not in SHIPPED]
    return found
