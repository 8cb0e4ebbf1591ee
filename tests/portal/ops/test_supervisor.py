"""The supervisor, with small real programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from portal.ops.processes import Watched, free_port
from portal.ops.supervisor import Program, StartFailed, Supervisor, write_plan
from tests.portal.shell import ROOT, eventually

SLEEP = ["sleep", "60"]


def python(code):
    return [sys.executable, "-c", code]


@pytest.fixture
def supervise(tmp_path):
    made = []

    def make(*programs):
        said = []
        supervisor = Supervisor(list(programs), say=said.append, pids=tmp_path)
        made.append(supervisor)
        return supervisor, said

    yield make
    for supervisor in made:
        supervisor.stop()


def test_programs_start_in_order_and_leave_their_ids(supervise, tmp_path):
    supervisor, _ = supervise(Program("one", SLEEP), Program("two", SLEEP))
    supervisor.start()
    one, two = (Watched.read(tmp_path / f"{name}.pid") for name in ("one", "two"))
    assert one.is_alive
    assert two.is_alive
    assert one.pid < two.pid
    supervisor.stop()
    assert not one.is_alive
    assert not two.is_alive
    assert list(tmp_path.iterdir()) == []


def test_the_last_started_stops_first(supervise, tmp_path):
    log = tmp_path / "order"
    note = f"trap 'echo $0 >> {log}; exit' TERM; echo up >> {log}; while :; do sleep 0.05; done"
    names = ("first", "second")
    supervisor, _ = supervise(*(Program(name, ["sh", "-c", note, name]) for name in names))
    supervisor.start()
    eventually(lambda: log.exists() and log.read_text().count("up") == 2, 5)
    supervisor.stop()
    assert log.read_text().split() == ["up", "up", "second", "first"]


def test_a_dead_program_is_started_again_and_that_is_said(supervise, tmp_path):
    supervisor, said = supervise(Program("web", SLEEP))
    supervisor.start()
    first = Watched.read(tmp_path / "web.pid")
    first.stop(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and Watched.read(tmp_path / "web.pid") == first:
        supervisor._revive()
        time.sleep(0.05)
    assert Watched.read(tmp_path / "web.pid").is_alive
    assert said == ["web was ended by SIGKILL, starting it again in 1 s."]


def test_a_program_that_keeps_dying_is_given_longer_pauses(supervise, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("portal.ops.supervisor.time.monotonic", lambda: clock[0])
    supervisor, said = supervise(Program("web", ["false"]))
    supervisor.start()
    while len(said) < 7:
        supervisor._running[0].process.wait()
        supervisor._revive()
        clock[0] += 0.5
    pauses = [line.split(" in ")[1] for line in said]
    assert pauses == ["1 s.", "2 s.", "4 s.", "8 s.", "16 s.", "30 s.", "30 s."]


def test_a_step_that_fails_keeps_the_rest_from_starting(supervise, tmp_path):
    step = Program("prepare", python("raise SystemExit(3)"), once=True)
    supervisor, _ = supervise(step, Program("web", SLEEP))
    with pytest.raises(StartFailed, match="prepare ended with code 3"):
        supervisor.start()
    assert list(tmp_path.glob("*.pid")) == []


def test_a_step_is_over_before_the_next_program_starts(supervise, tmp_path):
    done = tmp_path / "done"
    slow = Program("prepare", ["sh", "-c", f"sleep 0.5; touch {done}"], once=True)
    supervisor, _ = supervise(
        slow, Program("web", ["sh", "-c", f"test -e {done} && exec sleep 60"])
    )
    supervisor.start()
    time.sleep(0.3)
    assert Watched.read(tmp_path / "web.pid").is_alive


def test_a_missing_program_is_named(supervise):
    supervisor, _ = supervise(Program("web", ["/no/such/program"]))
    with pytest.raises(StartFailed, match="web cannot be started"):
        supervisor.start()


def test_a_program_that_ends_before_it_answers_is_named(supervise):
    supervisor, _ = supervise(Program("web", ["true"], port=free_port()))
    with pytest.raises(StartFailed, match="web ended with code 0, before it answered"):
        supervisor.start()


def test_a_program_that_ignores_the_signal_is_killed(supervise, tmp_path):
    ready = tmp_path / "ready"
    stubborn = f"trap '' TERM; touch {ready}; while :; do sleep 0.05; done"
    supervisor, said = supervise(Program("web", ["sh", "-c", stubborn], stop_seconds=0.5))
    supervisor.start()
    eventually(ready.exists, 5)
    process = Watched.read(tmp_path / "web.pid")
    supervisor.stop()
    assert not process.is_alive
    assert said == ["web did not stop in time and was killed."]


@pytest.fixture
def detached(tmp_path):
    """A supervisor process with one sleeping program."""
    plan, pids = tmp_path / "plan.json", tmp_path / "pids"
    pids.mkdir()
    write_plan(plan, [Program("web", SLEEP)], pids)
    command = [sys.executable, "-m", "portal.ops.supervisor", str(plan)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        eventually(lambda: Watched.read(pids / "web.pid"), 10)
        yield process, Watched.read(pids / "web.pid")
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it_with_0_and_no_program_left(detached, number):
    process, program = detached
    process.send_signal(number)
    assert process.wait(10) == 0
    assert not program.is_alive


@pytest.mark.skipif(sys.platform != "linux", reason="needs the parent death signal of Linux")
def test_a_killed_supervisor_leaves_no_program_behind(detached):
    process, program = detached
    process.kill()
    eventually(lambda: not program.is_alive, 5)


def test_a_plan_with_passwords_is_readable_by_its_owner_only(tmp_path):
    write_plan(tmp_path / "plan", [Program("web", SLEEP, env={"KEY": "secret"})], tmp_path)
    assert (tmp_path / "plan").stat().st_mode & 0o077 == 0


def test_programs_do_not_get_the_keyboard_signal_of_the_terminal(supervise, tmp_path):
    supervisor, _ = supervise(Program("web", SLEEP))
    supervisor.start()
    assert os.getsid(Watched.read(tmp_path / "web.pid").pid) != os.getsid(0)
