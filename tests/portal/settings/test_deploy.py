"""Production settings: Django's own deployment check has nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def _check(folder, **variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    environment = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PORTAL_DATA_DIR": str(folder),
        **variables,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_deployment_check_of_a_server_gives_no_warning(tmp_path):
    done = _check(tmp_path, PORTAL_BASE_URL="https://portal.example")

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.slow
def test_server_without_its_address_does_not_start_and_says_why(tmp_path):
    done = _check(tmp_path)

    assert done.returncode != 0
    assert "PORTAL_BASE_URL is missing" in done.stderr
