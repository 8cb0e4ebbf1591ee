"""A browser, and the portal as people start it: ``make run`` and ``make stack``."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect, sync_playwright

from portal.ops.stack import StackProblem
from portal.ops.stack.control import accounts
from portal.ops.stack.debian import demand
from portal.ops.stack.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).resolve().parents[2]
# A busy machine is slow, not wrong.
expect.set_options(timeout=30_000)
SHOTS = ROOT / "var" / "e2e"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Installation:
    """A running portal: its kind, address, demo accounts by user name, and log."""

    kind: str
    base: str
    accounts: dict[str, dict[str, Any]]
    log: Path

    def password(self, username: str) -> str:
        return str(self.accounts[username]["password"])

    def shot(self, page: Any, name: str) -> None:
        """Keep a picture of what the person sees, to be looked at."""
        folder = SHOTS / self.kind
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)


def _demand(condition: bool, reason: str) -> None:
    """Skip where a program is missing; in continuous integration fail."""
    if not condition:
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    _demand(Path(CHROMIUM).exists(), "Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="vi-VN")
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="vi-VN", is_mobile=True, has_touch=True
    )
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with demo content, made once per run whatever the number of processes."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    made = shared / "demo-data"
    with (shared / "demo-data.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = shared / "demo-data-in-the-making"
            command = [sys.executable, "manage.py", "prepare"]
            subprocess.run(command, cwd=ROOT, env=_environment(making), check=True, timeout=600)
            making.rename(made)
    return made


@pytest.fixture(scope="session")
def embedded(demo_data: Path) -> Iterator[Installation]:
    port = _free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with _folder(demo_data) as folder, (folder / "serve.log").open("w") as log:
        environment = _environment(folder)
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            base = f"http://localhost:{port}"
            _wait_for(base, process)
            yield Installation("embedded", base, _accounts(environment), folder / "serve.log")
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def stack() -> Iterator[Installation]:
    try:
        demand("postgres", "redis-server", "nginx")
    except StackProblem as problem:
        _demand(condition=False, reason=str(problem))
    with _folder() as folder:
        port = str(_free_port())
        environment = _environment(folder)
        manage = [sys.executable, "manage.py", "stack"]
        try:
            subprocess.run(
                [*manage, "up", "--port", port], cwd=ROOT, env=environment, check=True, timeout=400
            )
            layout = Layout(folder / "stack")
            state = layout.read()
            assert state is not None
            rows = {row["username"]: row for row in accounts(layout, state)}
            yield Installation("stack", f"http://localhost:{port}", rows, layout.log("worker"))
        finally:
            subprocess.run([*manage, "down"], cwd=ROOT, env=environment, check=True, timeout=60)


@pytest.fixture(params=["embedded", "stack"])
def portal(request: pytest.FixtureRequest) -> Installation:
    installation: Installation = request.getfixturevalue(request.param)
    return installation


@contextmanager
def _folder(content: Path | None = None) -> Iterator[Path]:
    """A folder that the database's own user may enter, too; with a copy of ``content``."""
    folder = Path(tempfile.mkdtemp(prefix="portal-e2e-"))
    if content:
        shutil.copytree(content, folder, dirs_exist_ok=True)
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PORTAL_", "PYTEST_")) and name != "DJANGO_SETTINGS_MODULE"
    }
    return {**kept, "PORTAL_DATA_DIR": str(folder)}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(base: str, process: subprocess.Popen[bytes]) -> None:
    for _second in range(300):
        if process.poll() is not None:
            pytest.fail(f"the portal ended with code {process.returncode} while starting")
        try:
            with urlopen(f"{base}/suc-khoe/san-sang", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(1)
    pytest.fail("the portal did not start within five minutes")


def _accounts(environment: dict[str, str]) -> dict[str, dict[str, Any]]:
    command = [sys.executable, "manage.py", "demo", "--accounts"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return {row["username"]: row for row in json.loads(done.stdout)}
