"""Tasks of killed workers come back; a worker that was held for dead harms nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.tasks import lease as lease_module
from portal.tasks import queue, recovery
from portal.tasks.lease import Lease, worker_name
from portal.tasks.machine import Process
from portal.tasks.models import PeriodicRun, TaskState, WorkerLease
from portal.tasks.recovery import LEASE, STUCK, leave, recover, recover_strays
from tests.portal.tasks import sample

MINE = Process.mine()
ELSEWHERE = replace(MINE, boot="another machine")


def dead_process():
    """A process of this machine that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return replace(MINE, pid=process.pid, started=1)


def enter(name="w", process=MINE, overdue=timedelta(seconds=-20)):
    """A worker whose lease ended ``overdue`` ago."""
    now = queue.now()
    WorkerLease.objects.enter(name, process, now=now - overdue - LEASE, lease=LEASE)
    return name


def claimed(count=1, task=sample.leave_mark, **kwargs):
    """Rows that worker "w" has claimed, the first of them begun."""
    for number in range(count):
        task.enqueue("folder", str(number))
    return queue.claim(enter(**kwargs), 10)


def fresh(row):
    return DBTaskResult.objects.select_related("state").get(pk=row.pk)


@pytest.mark.django_db
def test_the_task_of_a_process_that_is_gone_comes_back_at_once(work):
    (row,) = claimed(process=dead_process())
    assert recover() == 1
    assert (fresh(row).status, fresh(row).state.attempts) == ("READY", 1)
    assert queue.due().count() == 1, "the first death is followed by no pause"
    assert not WorkerLease.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("process", "overdue", "is_dead"),
    [
        (MINE, -LEASE, False),
        (MINE, STUCK - timedelta(seconds=5), False),  # waits for a locked database
        (MINE, STUCK + timedelta(seconds=5), True),  # hangs
        (ELSEWHERE, timedelta(seconds=-5), False),
        (ELSEWHERE, timedelta(seconds=5), True),
        (replace(MINE, namespace="pid:[1]"), timedelta(seconds=5), True),
        (replace(MINE, namespace="pid:[1]", started=1), timedelta(seconds=-5), False),
        (replace(MINE, started=MINE.started + 1), -LEASE, True),  # the pid has a new owner
        (replace(MINE, boot="", namespace=""), timedelta(seconds=-5), False),  # no /proc
    ],
)
def test_when_a_worker_is_held_for_dead(process, overdue, is_dead):
    claimed(process=process, overdue=overdue)
    assert recover() == int(is_dead)


@pytest.mark.django_db
def test_right_after_the_database_was_away_no_lease_is_held_against_anybody():
    claimed(process=ELSEWHERE, overdue=timedelta(minutes=1))
    assert recover(trusts_leases=False) == 0
    assert recover() == 1


@pytest.mark.django_db
def test_a_zombie_is_dead():
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as process:
        process.stdout.read()  # ended, and not yet waited for
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert not replace(MINE, pid=process.pid).is_alive
    assert MINE.is_alive
    assert MINE.is_local


@pytest.mark.django_db
def test_only_the_task_that_was_begun_counts_the_attempt():
    rows = claimed(count=3, process=dead_process())
    queue.succeed(rows[0], None)
    assert recover() == 2
    assert fresh(rows[0]).status == "SUCCESSFUL"
    assert (fresh(rows[1]).status, fresh(rows[1]).state.attempts) == ("READY", 1)
    assert (fresh(rows[2]).status, fresh(rows[2]).worker_ids) == ("READY", [])
    assert TaskState.objects.count() == 1


@pytest.mark.django_db
def test_a_task_that_may_not_run_twice_fails_with_a_sentence_and_its_followers_do_not():
    rows = claimed(count=2, task=sample.pay, process=dead_process())
    recover()
    first, second = map(fresh, rows)
    assert (first.status, first.state.is_failed) == ("FAILED", True)
    assert "CVN-02" in first.state.error
    assert second.status == "READY"


@pytest.mark.django_db
def test_a_task_that_kills_its_worker_ends_in_the_list_of_failures():
    sample.leave_mark.enqueue("folder", "0")
    for attempt in range(6):
        DBTaskResult.objects.update(run_after=timezone.now())
        assert len(queue.claim(enter(f"w{attempt}", dead_process()), 10)) == 1
        recover()
    row = DBTaskResult.objects.get()
    assert (row.status, row.state.attempts, row.state.is_failed) == ("FAILED", 6, True)


@pytest.mark.django_db
def test_who_was_held_for_dead_does_not_overwrite_the_newer_result():
    (slow,) = claimed(process=ELSEWHERE, overdue=timedelta(seconds=5))
    recover()
    (quick,) = queue.claim(enter("v"), 10)
    assert not queue.succeed(slow, "old")
    assert not queue.fail(slow, ValueError("old"))
    assert not queue.give_back(slow)
    assert not queue.park(slow)
    assert (fresh(slow).status, fresh(slow).state.attempts) == ("RUNNING", 1)
    assert not fresh(slow).state.is_parked
    assert queue.succeed(quick, "new")
    assert not queue.succeed(slow, "old")
    assert fresh(slow).return_value == "new"


@pytest.mark.django_db
def test_without_a_lease_nothing_can_be_claimed():
    sample.fail.enqueue()
    with pytest.raises(queue.LeaseLost):
        queue.claim("nobody", 10)
    assert queue.due().count() == 1


@pytest.mark.django_db
def test_who_renewed_meanwhile_keeps_its_tasks(monkeypatch):
    (row,) = claimed(process=ELSEWHERE, overdue=timedelta(seconds=5))
    original = recovery.is_dead

    def renewed_in_between(worker, now, trusts_leases):
        verdict = original(worker, now, trusts_leases)
        WorkerLease.objects.renew("w", now=queue.now(), lease=LEASE)
        return verdict

    monkeypatch.setattr(recovery, "is_dead", renewed_in_between)
    assert recover() == 0
    assert fresh(row).status == "RUNNING"


@pytest.mark.django_db
def test_a_task_that_another_worker_runs_by_now_is_left_to_it():
    (row,) = claimed(process=dead_process())
    queue.give_back(row)
    queue.claim(enter("v"), 10)
    assert recover() == 0
    assert fresh(row).worker_ids == ["v"]


@pytest.mark.django_db
def test_a_running_task_that_no_lease_names_is_brought_back_after_a_while():
    rows = claimed(count=2)
    leased = queue.claim(enter("v"), 10)
    assert leased == []
    DBTaskResult.objects.filter(pk=rows[0].pk).update(worker_ids=["old version"])
    assert recover_strays() == 0
    DBTaskResult.objects.update(started_at=timezone.now() - LEASE - timedelta(seconds=1))
    assert recover_strays() == 1
    assert [fresh(row).status for row in rows] == ["READY", "RUNNING"]


@pytest.mark.django_db
def test_periodic_functions_of_a_dead_worker_are_free_at_once():
    now = timezone.now()
    claimed(process=dead_process())
    PeriodicRun.objects.create(
        name="job", due_at=now, holder="w", leased_until=now + timedelta(hours=1)
    )
    recover()
    assert PeriodicRun.objects.due(now=now).count() == 1


@pytest.mark.django_db
def test_leaving_twice_or_without_tasks_is_nothing():
    leave(enter())
    leave("w")
    assert not WorkerLease.objects.exists()


def test_names_of_workers_differ_and_fit(monkeypatch):
    monkeypatch.setattr(lease_module.socket, "gethostname", lambda: "h" * 200)
    assert worker_name() != worker_name()
    assert len(worker_name()) <= 64


@pytest.mark.django_db
def test_a_lease_is_renewed_in_time_and_its_loss_is_seen(monkeypatch):
    lease = Lease()
    assert not lease.is_valid
    lease.enter()
    WorkerLease.objects.update(lease_until=queue.now())
    lease.beat()
    assert not WorkerLease.objects.living(now=queue.now()).exists(), "not before its time"
    monkeypatch.setattr(lease_module, "RENEW", 0)
    lease.beat()
    assert WorkerLease.objects.living(now=queue.now()).count() == 1
    WorkerLease.objects.all().delete()
    lease.beat()
    assert not lease.is_valid
    before = lease.name
    lease.enter()
    assert lease.is_valid
    assert WorkerLease.objects.get().name == lease.name != before
    lease.leave()
    assert not WorkerLease.objects.exists()


@pytest.mark.django_db
def test_a_worker_trusts_the_leases_of_other_machines_only_after_a_while():
    (row,) = claimed(process=ELSEWHERE, overdue=timedelta(minutes=1))
    lease = Lease()
    lease.enter()
    assert fresh(row).status == "RUNNING"
    lease._quiet_until = 0
    lease.beat()
    assert fresh(row).status == "READY"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_thread_survives_a_locked_database_and_ends_when_asked(monkeypatch, caplog):
    monkeypatch.setattr(lease_module, "TICK", 0.01)
    monkeypatch.setattr(lease_module, "RENEW", 0)
    beats = []
    original = recovery.recover

    def locked_once(**kwargs):
        beats.append(kwargs)
        if len(beats) == 2:
            raise OperationalError("database is locked")
        if len(beats) == 3:
            raise RuntimeError("bug")
        return original(**kwargs)

    monkeypatch.setattr(recovery, "recover", locked_once)
    lease = Lease()
    lease.enter()
    for _ in range(500):
        if len(beats) > 5:
            break
        lease._stop_asked.wait(0.02)
    lease.leave()
    assert not lease._thread.is_alive()
    assert "database is locked" in caplog.text
    assert "bug" in caplog.text
    assert beats[4] == {"trusts_leases": False}
    assert not WorkerLease.objects.exists()
