"""Starts ``manage.py`` as a person at a terminal does, and looks at what became of it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
MANAGE = str(ROOT / "manage.py")


def start(environment, *arguments):
    """``manage.py`` with ``arguments``, its output in one pipe."""
    return subprocess.Popen(
        [sys.executable, MANAGE, *arguments],
        env=environment,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def run(environment, *arguments, seconds=180):
    """(exit code, output) of a command that ends by itself."""
    with start(environment, *arguments) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return process.returncode, output


def status(url):
    """HTTP status of ``url``, or None while nothing answers."""
    try:
        with urlopen(url, timeout=10) as answer:
            return answer.status
    except HTTPError as error:
        with error:
            return error.code
    except (URLError, OSError):
        return None


def eventually(check, seconds=60.0):
    """The first true value of ``check()``; AssertionError when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := check():
            return value
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {check}")


def processes_with(marker):
    """Ids of live processes whose environment or command line holds ``marker``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            facts = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if marker.encode() in facts:
            found.append(int(folder.name))
    return found
