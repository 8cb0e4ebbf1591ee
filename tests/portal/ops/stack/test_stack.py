"""``manage.py stack`` with the real programs."""

from __future__ import annotations

import os
import signal
from urllib.request import Request, urlopen

import pytest

from portal.ops.processes import Watched, free_port, listen
from tests.portal.shell import eventually, processes_with, run, status

pytestmark = [
    pytest.mark.services,
    pytest.mark.slow,
    pytest.mark.usefixtures("server_programs"),
]


@pytest.fixture
def stack(environment, data_dir):
    """The address of a running stack."""
    port = free_port()
    code, output = run(environment, "stack", "up", "--port", str(port), "--no-demo")
    try:
        assert code == 0, output
        yield f"http://localhost:{port}"
    finally:
        code, output = run(environment, "stack", "down")
        assert code == 0, output
        assert processes_with(str(data_dir)) == []


def pid(data_dir, name):
    """None while a program is being started anew."""
    found = Watched.read(data_dir / "stack" / "pids" / f"{name}.pid")
    return found.pid if found else None


def headers(url, **sent):
    with urlopen(Request(url, headers=sent), timeout=10) as answer:
        return answer.headers


def test_a_stack_serves_survives_and_stops(stack, environment, data_dir):
    port = stack.rpartition(":")[2]
    code, output = run(environment, "stack", "up", "--port", port, "--no-demo")
    assert (code, "already runs" in output) == (0, True)
    code, output = run(environment, "stack", "status")
    assert (code, output.count("process ")) == (0, 6)

    _nginx_serves_files(stack, data_dir / "stack")
    _nginx_names_requests(stack)
    _killed_programs_come_back(stack, data_dir)


def _nginx_serves_files(stack, folder):
    (hashed,) = (folder / "static/themes/base/css").glob("tokens.????????????.css")
    served = headers(f"{stack}/static/themes/base/css/{hashed.name}", **{"Accept-Encoding": "gzip"})
    assert served["Cache-Control"] == "public, max-age=31536000, immutable"
    assert served["Content-Encoding"] == "gzip"
    assert served["Server"] == "nginx"
    assert "immutable" not in headers(f"{stack}/static/themes/base/css/tokens.css")["Cache-Control"]

    for name in ("images/a.jpg", "documents/a.pdf"):
        path = folder / "media" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert "sandbox" in headers(f"{stack}/media/images/a.jpg")["Content-Security-Policy"]
    assert status(f"{stack}/media/documents/a.pdf") == 404
    assert status(f"{stack}/media/images/../documents/a.pdf") == 404


def _nginx_names_requests(stack):
    sent = headers(f"{stack}/suc-khoe/song", **{"X-Request-ID": "chosen-by-client"})
    assert len(sent.get_all("X-Request-ID")) == 1
    assert sent["X-Request-ID"] != "chosen-by-client"


def _killed_programs_come_back(stack, data_dir):
    ready = f"{stack}/suc-khoe/san-sang"
    for name in ("worker", "redis", "web", "postgres"):
        before = pid(data_dir, name)
        os.kill(before, signal.SIGKILL)
        eventually(lambda name=name, before=before: pid(data_dir, name) not in {None, before}, 30)
        eventually(lambda: status(ready) == 200, 30)


def test_a_killed_supervisor_takes_its_programs_along(stack, environment, data_dir):
    os.kill(pid(data_dir, "supervisor"), signal.SIGKILL)
    eventually(lambda: not processes_with(str(data_dir)), 20)
    assert run(environment, "stack", "status")[0] == 1


def test_a_taken_port_is_one_sentence(environment):
    port = free_port()
    with listen(port):
        code, output = run(environment, "stack", "up", "--port", str(port), "--no-demo")
    assert code == 1
    assert f"Port {port} is taken" in output
    assert "Traceback" not in output


def test_down_without_a_stack_is_harmless(environment):
    code, output = run(environment, "stack", "down")
    assert (code, output.strip()) == (0, "The stack was not running.")
