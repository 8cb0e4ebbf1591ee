"""What plugins cost: a check of the gate, and the start with 25 of them beside a bare Wagtail.

``manage.py bench --plugins`` prints the figures and their ratios to the aims.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.plugins import gate, registry, scaffold
from portal.plugins.scopes import Scope
from portal.sites import structure

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 25  # plugins
CHECKS = 200_000
STARTS = 7
AIM_CHECK = 20.0  # microseconds
AIM_START = 2.0  # seconds over bare Wagtail

START = """
import time, sys
begin = time.perf_counter()
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from wagtail.hooks import search_for_hooks
search_for_hooks()
from django.apps import apps
print(len(apps.get_app_configs()), time.perf_counter() - begin)
"""
BARE = """
SECRET_KEY = "x" * 60
USE_TZ = True
ROOT_URLCONF = "bare_urls"
INSTALLED_APPS = [
    "wagtail.contrib.forms", "wagtail.contrib.redirects", "wagtail.embeds", "wagtail.sites",
    "wagtail.users", "wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search",
    "wagtail.admin", "wagtail", "modelcluster", "taggit", "django_filters", "django.contrib.auth",
    "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
WAGTAIL_SITE_NAME = "bare"
WAGTAILADMIN_BASE_URL = "http://localhost"
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
BARE_URLS = """
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
urlpatterns = [path("admin/", include(wagtailadmin_urls)), path("", include(wagtail_urls))]
"""


def measure(say: Callable[[str], None]) -> None:
    """Print both figures. Works in a folder of its own that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        plugins = folder / "plugins"
        for number in range(COUNT):
            scaffold.create(f"bench_{number}", folder=plugins, tests_folder=folder / "tests")
        _print_start(folder, plugins, say)
        # The checks are measured in a process that has the plugins.
        _run(
            [sys.executable, "manage.py", "bench", "--plugins-here"],
            {**_own(folder), "PORTAL_PLUGIN_PATH": str(plugins)},
            stdout=None,
        )


def _print_start(folder: Path, plugins: Path, say: Callable[[str], None]) -> None:
    (folder / "bare_settings.py").write_text(BARE)
    (folder / "bare_urls.py").write_text(BARE_URLS)
    bare = {"DJANGO_SETTINGS_MODULE": "bare_settings", "PYTHONPATH": str(folder)}
    own = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", **_own(folder)}
    kinds = {
        "bare Wagtail": bare,
        "portal, no plugin": own,
        f"portal, {COUNT} plugins": {**own, "PORTAL_PLUGIN_PATH": str(plugins)},
    }
    seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
    apps: dict[str, int] = {}
    for _round in range(STARTS):  # in turn, so that a busy moment harms all alike
        for kind, variables in kinds.items():
            output = _run([sys.executable, "-c", START], variables)
            count, taken = output.split()[-2:]
            apps[kind] = int(count)
            seconds[kind].append(float(taken))
    middle = {kind: statistics.median(values) for kind, values in seconds.items()}
    for kind, value in middle.items():
        say(f"start of {kind:20} {apps[kind]:3} apps {value:6.2f} s (median of {STARTS})")
    over = middle[f"portal, {COUNT} plugins"] - middle["bare Wagtail"]
    say(f"over bare Wagtail: {over:.2f} s (aim: {AIM_START} s, ratio {over / AIM_START:.2f})")


def _own(folder: Path) -> dict[str, str]:
    return {"PORTAL_DATA_DIR": str(folder / "data")}


def _run(command: list[str], variables: dict[str, str], stdout: int | None = -1) -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    done = subprocess.run(  # noqa: S603 - our own commands
        command,
        cwd=settings.BASE_DIR,
        env={**kept, **variables},
        stdout=stdout,
        text=True,
        check=True,
    )
    return done.stdout or ""


def measure_here(say: Callable[[str], None]) -> None:
    """Checks of the gate with the plugins of this process, and queries of a warm request."""
    call_command("prepare")
    slugs = list(registry.installed())
    now = gate.at(structure.current())
    scopes = [Scope.site(pk) for pk in now.all_sites]
    begin = time.perf_counter()
    for number in range(CHECKS):
        gate.at(now.structure).is_open(slugs[number % len(slugs)], scopes[number % len(scopes)])
    each = (time.perf_counter() - begin) / CHECKS * 1e6
    ratio = each / AIM_CHECK
    say(f"{len(slugs)} plugins, {len(scopes)} sites: a check costs {each:.2f} µs")
    say(f"aim: {AIM_CHECK:.0f} µs, ratio {ratio:.2f}")
    reader = Client(headers={"host": "localhost"})
    reader.get("/")
    with CaptureQueriesContext(connection) as captured:
        reader.get("/")
    asked = [q["sql"] for q in captured.captured_queries if "portal_plugins_" in q["sql"]]
    say(f"queries of the gate in a warm request of the home page: {len(asked)} of {len(captured)}")
