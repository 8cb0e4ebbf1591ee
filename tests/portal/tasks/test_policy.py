"""The decorator, and what holds for tasks that do not use it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from portal.tasks.policy import DEFAULT, LONGEST_BACKOFF, Policy, PortalTask, policy_of, task
from tests.portal.tasks import sample


def module_function():
    """A task must be a function of a module."""


def test_a_task_knows_its_policy_and_keeps_it_when_it_is_varied():
    made = task(priority=7, retries=3, backoff=2, label="Words")(module_function)
    varied = made.using(queue_name="other")
    assert isinstance(varied, PortalTask)
    assert (varied.priority, varied.queue_name, varied.label) == (7, "other", "Words")
    assert varied.policy == Policy(retries=3, backoff=2, idempotent=True)


def test_the_decorator_needs_no_brackets():
    assert task(module_function).policy == DEFAULT


def test_a_task_that_may_not_run_twice_is_not_retried_unless_asked():
    assert task(idempotent=False)(module_function).policy.retries == 0
    assert task(idempotent=False, retries=2)(module_function).policy.retries == 2


@pytest.mark.parametrize("wrong", [{"retries": -1}, {"backoff": 0}])
def test_nonsense_is_refused_when_the_module_is_loaded(wrong):
    with pytest.raises(ValueError, match="retries"):
        task(**wrong)


def test_the_pause_doubles_varies_and_has_an_end():
    policy = Policy(backoff=10)
    for attempts, planned in [(1, 10), (2, 20), (5, 160)]:
        pauses = {policy.delay(attempts) for _ in range(200)}
        assert len(pauses) > 100
        assert timedelta(seconds=planned / 2) <= min(pauses)
        assert max(pauses) <= timedelta(seconds=planned * 1.5)
    assert policy.delay(10_000) <= LONGEST_BACKOFF * 1.5


@pytest.mark.django_db
def test_tasks_of_others_and_tasks_that_are_gone_have_the_default():
    sample.of_others.enqueue("x")
    row = DBTaskResult.objects.get()
    assert policy_of(row) == DEFAULT
    row.task_path = "gone.with.a.plugin"
    assert policy_of(row) == DEFAULT
    row.task_path = "pathlib.Path"
    assert policy_of(row) == DEFAULT
