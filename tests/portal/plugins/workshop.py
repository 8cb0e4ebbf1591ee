"""A folder with freshly made plugins, and the portal's programs run on them as processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from portal.plugins import scaffold

ROOT = Path(__file__).resolve().parents[3]
CONFIG = str(ROOT / "pyproject.toml")


class Workshop:
    """``folder`` looks like the repository: plugins in plugins/, their tests in tests/plugins/."""

    def __init__(self, folder):
        self.folder = folder
        self.plugins = folder / "plugins"
        self.tests = folder / "tests" / "plugins"
        self.plugins.mkdir()

    def make(self, slug="thu_nghiem", label="Thử nghiệm"):
        made = scaffold.create(slug, folder=self.plugins, tests_folder=self.tests, label=label)
        # The tests use the fixtures of the whole suite, which lies elsewhere.
        (self.tests / "conftest.py").write_text("from tests.conftest import *\n")
        return made

    def run(self, *arguments, seconds=240):
        """(exit code, output) of a Python module run on these plugins alone."""
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "PYTEST_"))},
            "PORTAL_PLUGIN_PATH": str(self.plugins),
            "PORTAL_DATA_DIR": str(self.folder / "data"),
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        }
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            timeout=seconds,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return done.returncode, done.stdout

    def manage(self, *arguments):
        return self.run("manage.py", *arguments)

    def ruff(self, *arguments):
        """Ruff over the folder, with the portal's rules for plugins and tests."""
        (self.folder / "pyproject.toml").write_text(Path(CONFIG).read_text())
        (self.tests / "conftest.py").unlink(missing_ok=True)
        return self.run("-m", "ruff", *arguments, str(self.folder))

    def pytest(self, *paths):
        options = ["-q", "-c", CONFIG, "--rootdir", str(self.folder), "-p", "no:cacheprovider"]
        return self.run("-m", "pytest", *options, *map(str, paths or [self.tests]))
