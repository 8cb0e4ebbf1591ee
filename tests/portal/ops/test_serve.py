"""``manage.py serve`` as a person at a terminal meets it."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path
from threading import Timer

import pytest

from portal.ops.processes import free_port, listen
from tests.portal.shell import eventually, processes_with, run, start, status

pytestmark = [pytest.mark.services, pytest.mark.slow]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder with migrated tables and collected files, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")
    }
    environment |= {
        "PORTAL_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    code, output = run(environment, "prepare", "--no-demo")
    assert code == 0, output
    return folder


@pytest.fixture
def ready_data(prepared, data_dir):
    shutil.copytree(prepared, data_dir, dirs_exist_ok=True)
    return data_dir


@pytest.fixture
def portal(environment, ready_data):
    """A running ``serve`` and its port; nothing of it is left at the end."""
    port = free_port()
    process = start(environment, "serve", "--port", str(port), "--no-demo")
    try:
        # The terminal says it a moment after the health check does; people wait for the terminal.
        said = read_until(process, f"http://localhost:{port}/")
        assert f"http://localhost:{port}/" in said, said
        assert is_ready(port)
        yield process, port
    finally:
        process.kill()
        process.communicate()
        eventually(lambda: not processes_with(str(ready_data)), 10)


def read_until(process, marker, seconds=60.0):
    """What ``process`` said up to the line with ``marker``, or until it ended; ended in time."""
    said = ""
    with_end = Timer(seconds, process.kill)
    with_end.start()
    try:
        while marker not in said and (line := process.stdout.readline()):
            said += line
    finally:
        with_end.cancel()
    return said


def is_ready(port):
    return status(f"http://localhost:{port}/suc-khoe/san-sang") == 200


def children_of(process, *words):
    """Ids of the direct children whose command line holds all ``words``."""
    found = []
    for pid in children_ids(process.pid):
        line = Path(f"/proc/{pid}/cmdline").read_text()
        if all(word in line for word in words):
            found.append(pid)
    return found


def children_ids(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in children.split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_quickly_and_cleanly(portal, ready_data, number):
    process, _ = portal
    begun = time.monotonic()
    process.send_signal(number)
    output, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert time.monotonic() - begun < 10
    assert processes_with(str(ready_data)) == []
    assert "Traceback" not in output
    assert output.endswith("Stopped.\n")


def test_a_killed_serve_leaves_no_process_behind(portal, ready_data):
    process, _ = portal
    process.kill()
    eventually(lambda: not processes_with(str(ready_data)), 10)


@pytest.mark.parametrize("words", [("gunicorn",), ("manage.py", "worker")])
def test_a_killed_child_is_started_again(portal, words):
    process, port = portal
    (child,) = children_of(process, *words)
    os.kill(child, signal.SIGKILL)
    eventually(lambda: children_of(process, *words) not in ([], [child]), 15)
    eventually(lambda: is_ready(port), 15)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=10)
    assert "was ended by SIGKILL, starting it again in 1 s." in output


def test_a_second_serve_on_the_same_data_is_refused(portal, environment, ready_data):
    code, output = run(environment, "serve", "--port", str(free_port()), "--no-demo")
    assert code == 1
    assert f"The portal is already running on the data in {ready_data}." in output
    assert "Traceback" not in output


def test_a_taken_port_is_one_sentence(environment, ready_data):
    port = free_port()
    with listen(port):
        code, output = run(environment, "serve", "--port", str(port), "--no-demo")
    assert code == 1
    assert f"Port {port} of 127.0.0.1 cannot be used (Address already in use)" in output
    assert "Traceback" not in output


def test_data_survive_a_restart(environment, ready_data):
    name = "kept-through-restart"
    create = f"from portal.accounts.models import User; User.objects.create(username={name!r})"
    assert run(environment, "shell", "-c", create)[0] == 0
    for _ in range(2):
        port = free_port()
        process = start(environment, "serve", "--port", str(port), "--no-demo")
        eventually(lambda port=port: is_ready(port))
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=10)
        assert "Creating or updating" not in output
    look = "from portal.accounts.models import User; print(*User.objects.values_list('username'))"
    assert name in run(environment, "shell", "-c", look)[1]
