"""Several real workers on one SQLite file: no task twice, clean ends."""

from __future__ import annotations

import os
import signal
import sqlite3

import pytest

from tests.portal.shell import eventually, run, start

pytestmark = [pytest.mark.services, pytest.mark.slow]

# Periodic functions make tasks of their own.
OWN_TASKS = "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE 'tests.%'"
ENQUEUE = """
from tests.portal.tasks.sample import note
for n in range({count}):
    note.enqueue({path!r})
"""


@pytest.fixture
def shell(environment, data_dir):
    """A migrated SQLite installation: its variables, its folder."""
    assert run(environment, "migrate", "--verbosity", "0")[0] == 0
    return environment, data_dir


def rows(folder, query):
    with sqlite3.connect(folder / "portal.db", timeout=20) as connection:
        return connection.execute(query).fetchall()


def test_two_workers_share_tasks_and_the_schedule_and_stop_on_sigterm(shell):
    environment, folder = shell
    notes = folder / "notes"
    count = 40
    assert run(environment, "shell", "-c", ENQUEUE.format(count=count, path=str(notes)))[0] == 0
    workers = [start(environment, "worker") for _ in range(2)]
    leases = "SELECT count(*) FROM tasks_workerlease"
    try:
        # A worker that is slow to start would be ended by the signal as any program is.
        eventually(lambda: rows(folder, leases) == [(2,)], 60)
        eventually(lambda: rows(folder, OWN_TASKS) == [("SUCCESSFUL",)] * count, 60)
        run_by_now = "SELECT count(*) >= 2, max(holder) FROM tasks_periodicrun"
        eventually(lambda: rows(folder, run_by_now) == [(1, "")], 20)
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        outputs = [worker.communicate(timeout=10)[0] for worker in workers]
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    assert [worker.returncode for worker in workers] == [0, 0]
    assert rows(folder, leases) == [(0,)]
    assert notes.read_text().count("begin") == count
    assert all("Traceback" not in output for output in outputs), outputs


def test_a_task_that_runs_is_finished_before_the_worker_stops(shell):
    environment, folder = shell
    notes = folder / "notes"
    slow = f"from tests.portal.tasks.sample import note; note.enqueue({str(notes)!r}, 2)"
    assert run(environment, "shell", "-c", slow)[0] == 0
    with start(environment, "worker") as worker:
        eventually(notes.exists, 30)
        os.kill(worker.pid, signal.SIGTERM)
        worker.communicate(timeout=15)
    assert worker.returncode == 0
    assert notes.read_text() == "begin\nend\n"
    assert rows(folder, OWN_TASKS) == [("SUCCESSFUL",)]
