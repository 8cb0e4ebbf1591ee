"""The programs that judge the pages: Lighthouse and the Nu HTML checker, from npm, kept once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PACKAGES = {"lighthouse": "13.5.0", "vnu-jar": "26.9.27"}
CHROMIUM = "/usr/bin/chromium"
MINUTES = 10
# What each program is for, and the Debian package that brings it.
NEEDED = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "chromium": "chromium"}


class ToolsMissing(Exception):
    """Something that the measurement needs is not installed; ``str()`` says what to do."""


def folder() -> Path:
    """Where the npm packages lie, whatever the data folder: they cost 200 MB."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "portal-bench"


def demand() -> Path:
    """The folder with the npm packages, installed on first use.

    Raises:
        ToolsMissing: a program is missing, or npm could not install.
    """
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        packages = " ".join(NEEDED[name] for name in missing)
        raise ToolsMissing(
            f"Not installed here: {', '.join(missing)}; please run apt-get install {packages}."
        )
    try:
        import axe_playwright_python
        import playwright
    except ImportError as error:
        raise ToolsMissing(
            f"The Python package {error.name} is missing; please run make dev."
        ) from error
    del axe_playwright_python, playwright
    place = folder()
    if not _is_complete(place):
        _install(place)
    return place


def _is_complete(place: Path) -> bool:
    stamp = place / "installed"
    return stamp.exists() and stamp.read_text() == _wanted()


def _wanted() -> str:
    return " ".join(f"{name}@{version}" for name, version in PACKAGES.items())


def _install(place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
    command += ["--prefix", str(place), *_wanted().split()]
    try:
        done = subprocess.run(  # noqa: S603 - names and versions stand above
            command, capture_output=True, text=True, check=False, timeout=60 * MINUTES
        )
    except subprocess.TimeoutExpired as error:
        raise ToolsMissing(f"npm took longer than {MINUTES} minutes; try again.") from error
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()
        raise ToolsMissing(f"npm could not install {_wanted()}: {last[-1] if last else '?'}")
    (place / "installed").write_text(_wanted())
