"""Periodic functions: due in time, one at a time, never lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.tasks import guard, periodic
from portal.tasks.models import PeriodicRun

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 5, 7, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def calls(monkeypatch):
    """A registry with one function, due each minute; the list of its calls."""
    monkeypatch.setattr(periodic, "registry", {})
    made = []

    @periodic.periodic(every=MINUTE)
    def job():
        made.append(datetime.now(UTC))

    return made


def only_row():
    return PeriodicRun.objects.get()


def test_a_new_function_runs_at_once_and_then_after_its_interval(calls, clock):
    assert len(periodic.run_due("a")) == 1
    assert periodic.run_due("a") == []
    clock.shift(59)
    assert periodic.run_due("a") == []
    clock.shift(1)
    assert len(periodic.run_due("a")) == 1
    assert calls == [START, START + MINUTE]


def test_intervals_missed_while_nobody_worked_are_run_once(calls, clock):
    periodic.run_due("a")
    clock.shift(3600)
    periodic.run_due("a")
    periodic.run_due("a")
    assert len(calls) == 2


def test_a_function_held_by_another_worker_is_left_alone(calls):
    PeriodicRun.objects.announce(periodic.registry, now=START)
    name = only_row().name
    assert PeriodicRun.objects.claim(name, holder="b", lease=MINUTE, now=START)
    assert periodic.run_due("a") == []
    assert calls == []


def test_only_one_of_two_claims_wins(calls):
    PeriodicRun.objects.announce(periodic.registry, now=START)
    name = only_row().name
    won = [
        PeriodicRun.objects.claim(name, holder=holder, lease=MINUTE, now=START) for holder in "ab"
    ]
    assert won == [True, False]
    assert only_row().holder == "a"


def test_the_lease_of_a_killed_worker_runs_out(calls, clock):
    PeriodicRun.objects.announce(periodic.registry, now=START)
    PeriodicRun.objects.claim(only_row().name, holder="killed", lease=MINUTE, now=START)
    clock.shift(59)
    assert periodic.run_due("a") == []
    clock.shift(1)
    assert len(periodic.run_due("a")) == 1
    assert only_row().holder == ""


def test_a_worker_that_lost_its_lease_does_not_end_the_run_of_another(calls, clock):
    PeriodicRun.objects.announce(periodic.registry, now=START)
    name = only_row().name
    PeriodicRun.objects.claim(name, holder="slow", lease=MINUTE, now=START)
    later = START + 2 * MINUTE
    assert PeriodicRun.objects.claim(name, holder="b", lease=MINUTE, now=later)
    assert not PeriodicRun.objects.finish(name, holder="slow", due_at=later, started=START)
    assert only_row().holder == "b"


def test_a_function_that_raises_is_logged_and_does_not_stop_the_next(calls, clock, caplog):
    @periodic.periodic(every=MINUTE)
    def broken():
        raise RuntimeError("no disk")

    assert len(periodic.run_due("a")) == 2
    assert len(calls) == 1
    assert "no disk" in caplog.text
    clock.shift(60)
    assert len(periodic.run_due("a")) == 2


def test_a_function_longer_than_its_interval_is_due_after_it_ended(calls, clock):
    @periodic.periodic(every=MINUTE)
    def slow():
        clock.shift(90)

    periodic.run_due("a")
    row = PeriodicRun.objects.get(name__endswith="slow")
    assert row.due_at == START + timedelta(seconds=90)


def test_how_the_last_run_went_is_kept_until_the_next(calls, clock, monkeypatch):
    disk = {"full": True}

    @periodic.periodic(every=MINUTE)
    def broken():
        if disk["full"]:
            raise RuntimeError("no disk")

    periodic.run_due("a")
    row = PeriodicRun.objects.get(name__endswith="broken")
    assert (row.last_run_at, row.last_error) == (START, "RuntimeError: no disk")
    disk["full"] = False
    clock.shift(60)
    periodic.run_due("a")
    row.refresh_from_db()
    assert (row.last_run_at, row.last_error) == (START + MINUTE, "")


def test_a_function_that_the_guard_refuses_is_left_out_until_it_is_allowed(calls):
    refused = []
    guard.set_guard(lambda path, kwargs: refused.append((path, kwargs)) or False)
    assert periodic.run_due("a") == []
    assert (calls, only_row().last_run_at) == ([], None)
    assert refused == [(only_row().name, {})]
    guard.set_guard(None)
    assert len(periodic.run_due("a")) == 1


def test_rows_of_functions_that_are_gone_are_ignored(calls):
    PeriodicRun.objects.create(name="gone.with.a.plugin", due_at=START)
    assert [name for name in periodic.run_due("a") if name.startswith("gone")] == []


def test_looking_at_a_quiet_table_writes_nothing(calls, django_assert_num_queries):
    periodic.run_due("a")
    with django_assert_num_queries(2):
        periodic.run_due("a")


def test_the_portal_publishes_each_minute_and_prunes_each_day(monkeypatch):
    from portal.tasks import jobs

    periodic.discover()
    publish = periodic.registry["portal.tasks.jobs.publish_scheduled"]
    prune = periodic.registry["portal.tasks.jobs.prune_task_results"]
    wake = periodic.registry["portal.tasks.jobs.wake_allowed"]
    assert (publish.every, prune.every, wake.every) == (MINUTE, timedelta(days=1), MINUTE)
    jobs.publish_scheduled()
    jobs.prune_task_results()
    jobs.wake_allowed()
