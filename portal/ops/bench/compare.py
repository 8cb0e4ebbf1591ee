"""Runs the measurements on a small and a large installation and prints the ratios."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIMITS = {"home": 10, "member home": 10, "article": 8}


def compare(sizes: tuple[str, str], say: Callable[[str], None]) -> None:
    """Load both sizes (kept in ``var/bench`` for the next time), measure, print."""
    results = []
    for size in sizes:
        folder = settings.PORTAL_DATA_DIR / "bench" / size
        seconds = _load(folder, size)
        if seconds is not None:
            say(f"size {size}: demo loaded in {seconds:.0f} s")
        results.append(json.loads(_manage(folder, "bench", "--measure")))
    _print_table(sizes, results, say)
    start = _start_seconds(settings.PORTAL_DATA_DIR / "bench" / sizes[0])
    say(f"later start until the first page: {start:.1f} s (aim: 15 s, ratio {start / 15:.2f})")


def _manage(folder: Path, *arguments: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603 - the command is our own
        [sys.executable, "manage.py", *arguments],
        env={**os.environ, "PORTAL_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def _load(folder: Path, size: str) -> float | None:
    """Seconds that loading took, or None when the data was there already."""
    note = folder / "loaded"
    if note.exists():
        return None
    _manage(folder, "prepare", "--no-demo")
    start = time.monotonic()
    _manage(folder, "demo", "--size", size)
    seconds = time.monotonic() - start
    note.write_text(f"{seconds:.0f}")
    return seconds


def _print_table(
    sizes: tuple[str, str], results: list[dict[str, Any]], say: Callable[[str], None]
) -> None:
    small, large = results
    say(f"articles: {small['articles']} (size {sizes[0]}), {large['articles']} (size {sizes[1]})")
    say(f"{'page':14}{'queries':>18}{'limit':>7}{'CPU ms':>18}{'ratio':>7}{'HTML':>9}")
    for page in (name for name in small if name != "articles"):
        one, other = small[page], large[page]
        limit = LIMITS.get(page, "")
        ratio = other["cpu_ms"] / one["cpu_ms"]
        say(
            f"{page:14}{one['queries']:>9}{other['queries']:>9}{limit:>7}"
            f"{one['cpu_ms']:>9}{other['cpu_ms']:>9}{ratio:>7.2f}{other['size']:>9}"
        )


def _start_seconds(folder: Path) -> float:
    """Seconds from starting an installation that was loaded before to its first page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - the command is our own
        [sys.executable, "manage.py", "serve", "--port", str(port), "--no-demo"],
        env={**os.environ, "PORTAL_DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.monotonic() - start < 120:
            try:
                with urlopen(f"http://localhost:{port}/", timeout=5):
                    return time.monotonic() - start
            except (URLError, OSError):
                time.sleep(0.1)
        message = "the portal did not start within two minutes"
        raise RuntimeError(message)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
