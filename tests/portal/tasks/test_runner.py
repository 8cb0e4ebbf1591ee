"""The worker: what it runs, and what it survives."""

from __future__ import annotations

import logging

import pytest
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError
from django_tasks_db.models import DBTaskResult

from portal.tasks import runner
from portal.tasks.runner import TaskWorker, worker_name
from tests.portal.tasks import sample


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(runner.time, "sleep", lambda _: None)


def locked_once(monkeypatch, message):
    """Make the first look at the queue raise; returns the list of looks."""
    looks = []
    original = runner.Worker.run

    def run(self):
        looks.append(1)
        if len(looks) == 1:
            raise OperationalError(message)
        return original(self)

    monkeypatch.setattr(runner.Worker, "run", run)
    monkeypatch.setattr(runner.connections, "close_all", lambda: None)
    return looks


@pytest.mark.django_db
def test_a_batch_runs_tasks_of_every_queue(tmp_path):
    sample.note.enqueue(str(tmp_path / "a"))
    sample.note_on_other_queue.enqueue(str(tmp_path / "b"))
    TaskWorker(name="w", batch=True).run()
    assert (tmp_path / "a").read_text() == "begin\nend\n"
    assert (tmp_path / "b").exists()
    assert DBTaskResult.objects.successful().count() == 2


@pytest.mark.django_db
def test_a_failing_task_is_kept_as_failed_and_the_next_one_runs(tmp_path):
    sample.fail.enqueue()
    sample.note.enqueue(str(tmp_path / "a"))
    TaskWorker(name="w", batch=True).run()
    assert "on purpose" in DBTaskResult.objects.failed().get().traceback
    assert (tmp_path / "a").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("message", ["database is locked", "connection refused"])
def test_a_database_that_is_locked_or_away_is_waited_for(tmp_path, monkeypatch, caplog, message):
    looks = locked_once(monkeypatch, message)
    sample.note.enqueue(str(tmp_path / "a"))
    TaskWorker(name="w", batch=True).run()
    assert len(looks) == 2
    assert (tmp_path / "a").exists()
    warnings = [entry for entry in caplog.records if entry.levelno == logging.WARNING]
    assert [message in entry.getMessage() for entry in warnings] == [True]


def test_a_batch_gives_up_on_a_database_that_stays_away(monkeypatch):
    looks = []

    def run(self):
        looks.append(1)
        raise OperationalError("refused")

    monkeypatch.setattr(runner.Worker, "run", run)
    monkeypatch.setattr(runner.connections, "close_all", lambda: None)
    with pytest.raises(OperationalError, match="refused"):
        TaskWorker(name="w", batch=True).run()
    assert len(looks) == runner.BATCH_TRIES


def test_a_mistake_in_the_code_is_not_waited_for(monkeypatch):
    def run(self):
        raise ProgrammingError("no such column")

    monkeypatch.setattr(runner.Worker, "run", run)
    with pytest.raises(ProgrammingError):
        TaskWorker(name="w").run()


def test_the_first_signal_lets_the_task_end_and_the_second_does_not():
    worker = TaskWorker(name="w")
    worker.shutdown(15, None)
    assert worker.running is False
    with pytest.raises(SystemExit):
        worker.shutdown(15, None)


def test_a_signal_ends_the_waiting_for_a_database(monkeypatch):
    worker = TaskWorker(name="w")

    def run(self):
        worker.shutdown(15, None)
        raise OperationalError("refused")

    monkeypatch.setattr(runner.Worker, "run", run)
    monkeypatch.setattr(runner.connections, "close_all", lambda: None)
    worker.run()


def test_names_of_workers_differ_and_fit(monkeypatch):
    monkeypatch.setattr(runner.socket, "gethostname", lambda: "h" * 200)
    assert worker_name() != worker_name()
    assert len(worker_name()) <= 64


@pytest.mark.django_db
def test_worker_once_runs_tasks_and_periodic_functions(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr("portal.tasks.management.commands.worker.run_due", ran.append)
    monkeypatch.setattr(TaskWorker, "configure_signals", lambda _: None)
    sample.note.enqueue(str(tmp_path / "a"))
    call_command("worker", "--once")
    assert (tmp_path / "a").exists()
    assert len(ran) == 1
