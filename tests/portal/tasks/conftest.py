"""A worker in the process of the test, and a guard that is taken away afterwards."""

from __future__ import annotations

import pytest

from portal.tasks import guard, runner
from portal.tasks.runner import TaskWorker


@pytest.fixture(autouse=True)
def _own_guard():
    """What a test refuses must not be refused to the next one."""
    before = guard._guard
    guard.set_guard(None)
    yield
    guard.set_guard(before)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(runner, "POLL", 0)


@pytest.fixture
def work():
    """Run everything that is due, as a worker does that ends with the queue."""
    return lambda: TaskWorker(batch=True).run()
