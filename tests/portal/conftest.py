"""Help for tests that run tasks or start real programs."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from portal.ops.stack import StackProblem
from portal.ops.stack.debian import demand


@pytest.fixture(autouse=True)
def _tasks_share_the_connection_of_the_test(monkeypatch):
    """The worker drops old connections between tasks; a test's own must live to its rollback."""
    monkeypatch.setattr("portal.tasks.runner.close_old_connections", lambda: None)


@pytest.fixture
def data_dir():
    """A folder that other users may enter (PostgreSQL runs as its own user)."""
    folder = Path(tempfile.mkdtemp(prefix="portal-ops-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def environment(data_dir):
    """Variables of a shell in which nothing of the portal was set, but the data folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PORTAL_", "PYTEST_")) and name != "DJANGO_SETTINGS_MODULE"
    }
    return {**kept, "PORTAL_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def server_programs():
    """Skip where PostgreSQL, Redis or nginx is missing; in continuous integration fail."""
    try:
        demand("postgres", "redis-server", "nginx")
    except StackProblem as problem:
        if os.environ.get("CI") == "true":
            pytest.fail(str(problem))
        pytest.skip(str(problem))
