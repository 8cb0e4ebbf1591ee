"""The scheduler thread keeps going, whatever happens in a round."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError

from portal.tasks import scheduler
from portal.tasks.scheduler import Scheduler


@pytest.fixture
def rounds(monkeypatch):
    """Let ``run_due`` raise what the test puts in; counts the rounds."""
    monkeypatch.setattr(scheduler, "TICK", 0.01)
    state = {"problems": [], "count": 0, "enough": threading.Event()}

    def run_due(holder):
        state["count"] += 1
        if state["problems"]:
            raise state["problems"].pop()
        state["enough"].set()

    monkeypatch.setattr(scheduler, "run_due", run_due)
    return state


@pytest.mark.parametrize("problem", [OperationalError("database is locked"), RuntimeError("bug")])
def test_a_round_that_fails_is_logged_and_followed_by_another(rounds, caplog, problem):
    rounds["problems"].append(problem)
    thread = Scheduler(lambda: "a")
    thread.start()
    assert rounds["enough"].wait(5)
    thread.stop()
    assert not thread.is_alive()
    assert str(problem) in caplog.text
    # A database that is away needs no stack trace; a mistake of ours does.
    assert ("Traceback" in caplog.text) == isinstance(problem, RuntimeError)


def test_it_stops_at_once(rounds, monkeypatch):
    monkeypatch.setattr(scheduler, "TICK", 60)
    thread = Scheduler(lambda: "a")
    thread.start()
    assert rounds["enough"].wait(5)
    thread.stop(seconds=2)
    assert not thread.is_alive()
    assert rounds["count"] == 1
