"""The worker: what it runs, in which order, and what it survives."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, transaction
from django.utils import timezone
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult

from portal.tasks import guard, queue, runner, services
from portal.tasks.models import TaskState, WorkerLease
from portal.tasks.runner import TaskWorker
from tests.portal.tasks import sample


def only_row():
    return DBTaskResult.objects.get()


def away_for(monkeypatch, looks, message="database is locked", error=OperationalError):
    """Make the first ``looks`` looks at the queue raise; returns the list of looks."""
    seen = []
    original = queue.claim

    def claim(worker, limit):
        seen.append(1)
        if len(seen) <= looks:
            raise error(message)
        return original(worker, limit)

    monkeypatch.setattr(queue, "claim", claim)
    monkeypatch.setattr(runner.connections, "close_all", lambda: None)
    return seen


@pytest.mark.django_db
def test_a_batch_runs_tasks_of_every_queue(tmp_path, work):
    sample.note.enqueue(str(tmp_path / "a"))
    sample.note_on_other_queue.enqueue(str(tmp_path / "b"))
    sample.of_others.enqueue(str(tmp_path / "c"))
    work()
    assert (tmp_path / "a").read_text() == "begin\nend\n"
    assert (tmp_path / "b").exists()
    assert (tmp_path / "c").exists()
    assert DBTaskResult.objects.successful().count() == 3
    assert not TaskState.objects.exists()


@pytest.mark.django_db
def test_a_task_is_gone_with_the_change_that_asked_for_it(tmp_path, work):
    with transaction.atomic():
        sample.note.enqueue(str(tmp_path / "a"))
        transaction.set_rollback(True)
    work()
    assert not DBTaskResult.objects.exists()
    assert not (tmp_path / "a").exists()


@pytest.mark.django_db
def test_urgent_tasks_run_first_and_equal_ones_in_their_order(tmp_path, work):
    for number, priority in enumerate([0, -10, 50, 0, 50]):
        sample.leave_mark.using(priority=priority).enqueue(str(tmp_path), str(number))
    work()
    assert (tmp_path / "runs").read_text().split() == ["2", "4", "0", "3", "1"]


@pytest.mark.django_db
def test_a_task_for_later_waits(tmp_path, work):
    later = timezone.now() + timedelta(hours=1)
    sample.note.using(run_after=later).enqueue(str(tmp_path / "a"))
    work()
    assert not (tmp_path / "a").exists()
    with time_machine.travel(later + timedelta(seconds=1)):
        work()
    assert (tmp_path / "a").exists()


@pytest.mark.django_db
def test_value_context_and_signals_are_those_of_the_library(tmp_path, work):
    seen = []

    def listen(sender, task_result, **kwargs):
        seen.append(task_result.status)
        raise RuntimeError("a listener must not harm the task")

    task_started.connect(listen)
    task_finished.connect(listen)
    try:
        counted = sample.count_to.enqueue(3)
        work()
    finally:
        task_started.disconnect(listen)
        task_finished.disconnect(listen)
    counted.refresh()
    assert counted.return_value == 3
    assert seen == ["RUNNING", "SUCCESSFUL"]
    sample.note_attempt.enqueue(str(tmp_path / "attempt"))
    work()
    assert (tmp_path / "attempt").read_text() == "1"


@pytest.mark.django_db
def test_a_task_that_raises_runs_again_later_and_then_has_failed(tmp_path, work):
    sample.fail.enqueue()
    sample.note.enqueue(str(tmp_path / "a"))
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for attempts, longest in [(1, 15), (2, 30)]:
            work()
            row = DBTaskResult.objects.get(task_path__endswith="fail")
            assert (row.status, row.state.attempts) == ("READY", attempts)
            assert row.state.error == "ValueError: on purpose"
            assert timedelta(0) < row.run_after - timezone.now() <= timedelta(seconds=longest)
            assert not row.state.is_failed
            work()
            row.state.refresh_from_db()
            assert row.state.attempts == attempts, "it ran before its time"
            clock.shift(longest + 1)
        work()
    row = DBTaskResult.objects.failed().get()
    assert (row.state.attempts, row.state.is_failed) == (3, True)
    assert "on purpose" in row.traceback
    assert (tmp_path / "a").exists()


@pytest.mark.django_db
def test_a_refusal_is_final_and_keeps_its_sentence(work):
    sample.refuse_input.enqueue()
    work()
    state = only_row().state
    assert (state.is_failed, state.is_refusal, state.attempts) == (True, True, 1)
    assert "TIN-01" in state.error


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["gone.with.a.plugin", "pathlib.Path"])
def test_a_task_whose_code_is_missing_is_retried_like_any_other(path, work):
    sample.fail.enqueue()
    DBTaskResult.objects.update(task_path=path)
    work()
    assert (only_row().status, only_row().state.attempts) == ("READY", 1)


@pytest.mark.django_db
def test_a_value_that_json_cannot_hold_is_a_failure_with_its_reason(work):
    sample.give_what_json_cannot_hold.enqueue()
    work()
    assert "TypeError" in only_row().state.error


@pytest.mark.django_db
def test_rows_of_states_vanish_with_their_task(work):
    sample.refuse_input.enqueue()
    work()
    DBTaskResult.objects.all().delete()
    assert not TaskState.objects.exists()


@pytest.mark.django_db
def test_what_the_guard_refuses_is_neither_run_nor_failed_until_it_is_woken(tmp_path, work):
    asked = []
    guard.set_guard(lambda path, kwargs: asked.append((path, kwargs)) or "note" not in path)
    sample.note.using(priority=3).enqueue(path=str(tmp_path / "a"))
    sample.leave_mark.enqueue(str(tmp_path), "b")
    work()
    work()
    row = DBTaskResult.objects.get(task_path__endswith="note")
    assert (row.status, row.worker_ids, row.state.is_parked) == ("READY", [], True)
    assert not (tmp_path / "a").exists()
    assert (tmp_path / "mark-b").exists()
    assert asked[0] == ("tests.portal.tasks.sample.note", {"path": str(tmp_path / "a")})
    assert len(asked) == 2, "a parked task is not asked for again and again"
    assert services.wake(["elsewhere."]) == 0
    guard.set_guard(None)
    work()
    assert not (tmp_path / "a").exists()
    assert services.wake(["elsewhere.", "tests.portal.tasks."]) == 1
    work()
    row.refresh_from_db()
    row.state.refresh_from_db()
    assert (row.status, row.state.is_parked, row.priority) == ("SUCCESSFUL", False, 3)
    assert (tmp_path / "a").exists()


@pytest.mark.django_db
def test_a_guard_that_finds_the_database_away_costs_no_attempt(tmp_path, monkeypatch, work):
    asked = []

    def away_once(path, kwargs):
        asked.append(path)
        if len(asked) == 1:
            raise OperationalError("gone")
        return True

    monkeypatch.setattr(runner.connections, "close_all", lambda: None)
    guard.set_guard(away_once)
    sample.note.enqueue(str(tmp_path / "a"))
    work()
    assert only_row().status == "SUCCESSFUL"
    assert not TaskState.objects.exists()


@pytest.mark.django_db
def test_the_log_of_a_failure_holds_its_stack_trace_once(work, caplog):
    sample.refuse_input.enqueue()
    work()
    assert caplog.text.count("Traceback (most recent call last)") == 1
    assert "NoneType: None" not in caplog.text


@pytest.mark.django_db
def test_a_parked_task_that_was_missed_by_the_waking_comes_back_by_itself(tmp_path, work):
    guard.set_guard(lambda path, kwargs: False)
    sample.note.enqueue(str(tmp_path / "a"))
    work()
    assert services.wake_allowed() == 0
    guard.set_guard(None)
    assert services.wake_allowed() == 1
    work()
    assert (tmp_path / "a").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("message", ["database is locked", "connection refused"])
def test_a_database_that_is_locked_or_away_is_waited_for(
    tmp_path, monkeypatch, caplog, message, work
):
    looks = away_for(monkeypatch, 1, message)
    sample.note.enqueue(str(tmp_path / "a"))
    work()
    assert len(looks) == 3
    assert (tmp_path / "a").exists()
    warnings = [entry for entry in caplog.records if entry.levelno == logging.WARNING]
    assert [message in entry.getMessage() for entry in warnings] == [True]


@pytest.mark.django_db
def test_a_result_is_written_when_the_database_is_back(tmp_path, monkeypatch, work):
    original = queue.succeed
    tries = []

    def succeed(row, value):
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("gone")
        return original(row, value)

    monkeypatch.setattr(queue, "succeed", succeed)
    monkeypatch.setattr(runner.connections, "close_all", lambda: None)
    sample.note.enqueue(str(tmp_path / "a"))
    work()
    assert (tmp_path / "a").read_text() == "begin\nend\n"
    assert only_row().status == "SUCCESSFUL"


@pytest.mark.django_db
def test_a_batch_gives_up_on_a_database_that_stays_away(monkeypatch, work):
    looks = away_for(monkeypatch, 100)
    with pytest.raises(OperationalError, match="locked"):
        work()
    assert len(looks) == runner.TRIES


@pytest.mark.django_db
def test_a_mistake_in_the_code_is_not_waited_for(monkeypatch, work):
    looks = away_for(monkeypatch, 100, "no such column", ProgrammingError)
    with pytest.raises(ProgrammingError):
        work()
    assert len(looks) == 1


def test_the_first_signal_lets_the_task_end_and_the_second_does_not():
    worker = TaskWorker()
    worker.shutdown(15, None)
    assert worker.running is False
    with pytest.raises(SystemExit):
        worker.shutdown(15, None)


@pytest.mark.django_db
def test_a_signal_ends_the_waiting_for_a_database(monkeypatch):
    worker = TaskWorker()

    def claim(name, limit):
        worker.shutdown(15, None)
        raise OperationalError("refused")

    monkeypatch.setattr(queue, "claim", claim)
    monkeypatch.setattr(runner.connections, "close_all", lambda: None)
    worker.run()
    assert not WorkerLease.objects.exists()


@pytest.mark.django_db
def test_a_signal_within_a_batch_gives_back_what_was_not_begun(monkeypatch, tmp_path):
    for name in "abc":
        sample.leave_mark.enqueue(str(tmp_path), name)
    worker = TaskWorker()
    worker._pace = 0.001
    monkeypatch.setattr(
        guard, "allows", lambda *_: worker.running and (worker.shutdown(15, None) or True)
    )
    worker.run()
    assert (tmp_path / "runs").read_text() == "a\n"
    waiting = DBTaskResult.objects.filter(status="READY", worker_ids=[], started_at=None)
    assert waiting.count() == 2
    assert not TaskState.objects.exists()


@pytest.mark.django_db
def test_a_second_signal_breaks_the_task_off_and_it_runs_again(monkeypatch, tmp_path, work):
    sample.note.enqueue(str(tmp_path / "a"))
    worker = TaskWorker()

    def pressed_twice(row):
        worker.shutdown(2, None)
        worker.shutdown(2, None)

    monkeypatch.setattr(worker, "_call", pressed_twice)
    with pytest.raises(SystemExit):
        worker.run()
    assert (only_row().status, only_row().state.attempts) == ("READY", 1)
    work()
    assert only_row().status == "SUCCESSFUL"


@pytest.mark.django_db
def test_quick_tasks_are_claimed_together_and_slow_ones_alone(monkeypatch, tmp_path, work):
    sizes = []
    original = queue.claim
    monkeypatch.setattr(
        queue, "claim", lambda name, limit: sizes.append(limit) or original(name, limit)
    )
    for number in range(25):
        sample.leave_mark.enqueue(str(tmp_path), str(number))
    work()
    assert sizes[0] == 1
    assert max(sizes) > 3
    sizes.clear()
    monkeypatch.setattr(runner, "BATCH_SECONDS", 0.02)
    for number in range(3):
        sample.leave_mark.enqueue(str(tmp_path), str(number), 0.05)
    work()
    assert set(sizes) == {1}


@pytest.mark.django_db
def test_tasks_that_wait_behind_a_slow_one_are_given_back(monkeypatch, tmp_path):
    for name in "ab":
        sample.leave_mark.enqueue(str(tmp_path), name)
    worker = TaskWorker(batch=True)
    worker._pace = 0.001
    monkeypatch.setattr(runner, "HELD_SECONDS", 0)
    held = []

    def slow_look(path, kwargs):
        # What the thread of the lease does while the first task runs.
        worker.lease.beat()
        held.append(DBTaskResult.objects.running().count())
        return True

    monkeypatch.setattr(guard, "allows", slow_look)
    worker.run()
    assert held == [1, 1]
    assert (tmp_path / "runs").read_text() == "a\nb\n"


@pytest.mark.django_db
def test_worker_once_runs_tasks_and_periodic_functions(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr("portal.tasks.management.commands.worker.run_due", ran.append)
    monkeypatch.setattr(TaskWorker, "configure_signals", lambda _: None)
    sample.note.enqueue(str(tmp_path / "a"))
    call_command("worker", "--once")
    assert (tmp_path / "a").exists()
    assert len(ran) == 1
