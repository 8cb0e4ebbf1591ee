"""Workers are killed in the middle of tasks: none is lost, each is done once in effect.

``manage.py bench --tasks --count 0 --kills 50`` does the same with more patience.
"""

from __future__ import annotations

import signal
import sqlite3
import sys

import pytest

from tests.portal.shell import MANAGE, eventually, run, start

pytestmark = [pytest.mark.services, pytest.mark.slow]
KILLS = ["bench", "--tasks", "--count", "0", "--kills", "4"]
RUNNING = "SELECT worker_ids FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"


def test_killed_workers_lose_no_task_on_sqlite(environment):
    code, output = run(environment, *KILLS, seconds=600)
    assert code == 0, output
    assert "14 of 14 tasks done, 14 effects, 0 failed, 0 lost" in output


def test_killed_workers_lose_no_task_on_postgresql(environment, server_programs):
    code, output = run(
        environment, "with_postgres", "--", sys.executable, MANAGE, *KILLS, seconds=600
    )
    assert code == 0, output
    assert "postgresql" in output
    assert "14 of 14 tasks done, 14 effects, 0 failed, 0 lost" in output


def test_the_bench_leaves_a_database_in_use_alone(environment):
    account = "from portal.accounts.models import User; User.objects.create_user('an')"
    assert run(environment, "migrate", "--verbosity", "0")[0] == 0
    assert run(environment, "shell", "-c", account)[0] == 0
    code, output = run(environment, "bench", "--tasks-here", "--count", "1")
    assert code == 1
    assert "in use" in output


def test_another_worker_takes_over_within_seconds(environment, data_dir):
    assert run(environment, "migrate", "--verbosity", "0")[0] == 0
    notes = data_dir / "notes"
    enqueue = f"from tests.portal.tasks.sample import note; note.enqueue({str(notes)!r}, 3)"
    assert run(environment, "shell", "-c", enqueue)[0] == 0
    workers = [start(environment, "worker") for _ in range(2)]
    try:
        eventually(notes.exists, 30)
        with sqlite3.connect(data_dir / "portal.db", timeout=20) as connection:
            pid = int(connection.execute(RUNNING).fetchone()[0].split("-")[-2])
        next(worker for worker in workers if worker.pid == pid).kill()
        # Not yet waited for, so it is a zombie; the neighbour sees that it is dead.
        eventually(lambda: notes.read_text().count("begin") == 2, 5)
        eventually(lambda: "end" in notes.read_text(), 10)
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        for worker in workers:
            worker.communicate(timeout=20)
    assert notes.read_text() == "begin\nbegin\nend\n"
