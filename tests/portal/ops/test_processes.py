"""Facts about processes and ports."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from portal.ops.processes import Watched, free_port, is_listening, listen
from tests.portal.shell import eventually


@pytest.fixture
def sleeper():
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def test_a_process_is_alive_until_it_ends(sleeper):
    watched = Watched.of(sleeper.pid)
    assert watched.is_alive
    sleeper.kill()
    eventually(lambda: not watched.is_alive, 5)  # also as a zombie nobody has waited for


def test_another_process_with_the_same_id_is_not_mistaken_or_killed(sleeper):
    impostor = Watched(sleeper.pid, "boot:0")
    assert not impostor.is_alive
    assert impostor.stop()
    assert sleeper.poll() is None


def test_a_note_is_read_back(sleeper, tmp_path):
    watched = Watched.of(sleeper.pid)
    watched.write(tmp_path / "x.pid")
    assert Watched.read(tmp_path / "x.pid") == watched


@pytest.mark.parametrize("text", ["", "12", "twelve boot", "1 2 3"])
def test_an_unreadable_note_counts_as_none(tmp_path, text):
    (tmp_path / "x.pid").write_text(text)
    assert Watched.read(tmp_path / "x.pid") is None
    assert Watched.read(tmp_path / "none.pid") is None


def test_stop_says_when_the_process_lives_on(tmp_path):
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True)"
    command = [sys.executable, "-c", f"{stubborn}; time.sleep(60)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        watched = Watched.of(process.pid)
        assert not watched.stop(signal.SIGTERM, seconds=0.3)
        assert watched.stop(signal.SIGKILL)


def test_a_port_is_taken_once():
    port = free_port()
    assert not is_listening(port)
    with listen(port):
        assert is_listening(port)
        with pytest.raises(OSError, match="in use"):
            listen(port)
