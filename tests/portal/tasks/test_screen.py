"""The page of background work: who sees it, what it says, what its buttons do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.tasks import labels, periodic, queue, recovery, services
from portal.tasks.machine import Process
from portal.tasks.models import PeriodicRun, TaskState, WorkerLease
from tests.portal.tasks import sample

PAGE = "/quan-tri/cong-viec-nen/"
AGAIN = f"{PAGE}chay-lai/"
FORGET = f"{PAGE}bo-qua/"


@pytest.fixture
def chief(db):
    return get_user_model().objects.create_superuser("chief", password="x")


@pytest.fixture
def manager(editor):
    """An editor who may manage background work."""
    editor.user_permissions.add(Permission.objects.get(codename="manage_background_work"))
    return type(editor).objects.get(pk=editor.pk)


@pytest.fixture
def failures(db, work):
    """Two refused tasks and one of another kind; nobody waits."""
    sample.refuse_input.enqueue()
    sample.refuse_input.enqueue()
    sample.note.enqueue("/nowhere/at all")
    work()
    row = DBTaskResult.objects.get(task_path__endswith="note")
    DBTaskResult.objects.filter(pk=row.pk).update(status="FAILED", finished_at=timezone.now())
    TaskState.objects.filter(pk=row.pk).update(is_failed=True)
    return list(TaskState.objects.failed())


def test_editors_neither_see_nor_change_anything(editor, signed_in, failures):
    client = signed_in(editor)
    # Wagtail answers a refusal in the admin with its home page and a message.
    assert client.get(PAGE).status_code == 302
    assert PAGE not in client.get("/quan-tri/").content.decode()
    for address in (AGAIN, FORGET):
        client.post(address, {"all": "1"})
        client.post(address, {"id": str(failures[0].pk)})
    for act in (services.run_again, services.forget):
        with pytest.raises(PermissionDenied):
            act(actor=editor, ids=[failures[0].pk])
    assert TaskState.objects.failed().count() == 3
    assert DBTaskResult.objects.failed().count() == 3


def test_nothing_happens_without_a_post_or_a_token(chief, signed_in, failures):
    for address in (AGAIN, FORGET):
        assert signed_in(chief).get(f"{address}?all=1").status_code == 405
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(chief)
        assert strict.post(address, {"all": "1"}).status_code == 403
    assert TaskState.objects.failed().count() == 3


def test_those_with_the_permission_find_it_in_the_reports_menu(manager, signed_in):
    home = signed_in(manager).get("/quan-tri/")
    assert PAGE in home.content.decode()
    assert signed_in(manager).get(PAGE).status_code == 200


def test_the_page_tells_failures_in_plain_words(chief, signed_in, failures):
    page = signed_in(chief).get(PAGE).content.decode()
    assert "Refuse input" in page  # the function's name, for want of a label
    assert "TIN-01" in page
    assert "/nowhere/at all" in page
    assert "FileNotFoundError" in page


def test_the_page_tells_what_waits_and_runs(chief, signed_in):
    now = queue.now()
    WorkerLease.objects.enter("w", Process.mine(), now=now, lease=recovery.LEASE)
    sample.count_to.using(priority=5).enqueue(7)
    sample.count_to.enqueue(8)
    sample.count_to.using(run_after=now + timedelta(hours=1)).enqueue(9)
    (running,) = queue.claim("w", 1)
    answer = signed_in(chief).get(PAGE)
    state = answer.context["queue"]
    assert (state.waiting, state.later, state.workers) == (1, 1, 1)
    (task,) = answer.context["running"]
    assert (task.task_id, task.arguments, task.worker) == (running.pk, "7", "w")
    assert reverse("tasks:progress", args=[running.pk]) in answer.content.decode()


def test_the_page_warns_when_no_worker_runs(chief, signed_in):
    assert "help-warning" in signed_in(chief).get(PAGE).content.decode()
    WorkerLease.objects.enter("w", Process.mine(), now=queue.now(), lease=recovery.LEASE)
    assert "help-warning" not in signed_in(chief).get(PAGE).content.decode()


def test_a_failing_periodic_function_is_seen(chief, signed_in):
    periodic.discover()
    name = "portal.tasks.jobs.publish_scheduled"
    now = timezone.now()
    PeriodicRun.objects.create(name=name, due_at=now, last_run_at=now, last_error="OSError: disk")
    page = signed_in(chief).get(PAGE).content.decode()
    assert labels.of_periodic(name) in page
    assert "OSError: disk" in page


def test_one_failure_runs_again_with_all_its_retries(chief, signed_in, failures, work):
    chosen = TaskState.objects.get(result__task_path__endswith="note")
    answer = signed_in(chief).post(AGAIN, {"id": str(chosen.pk)}, follow=True)
    assert answer.status_code == 200
    assert DBTaskResult.objects.failed().count() == 2
    chosen.refresh_from_db()
    assert (chosen.attempts, chosen.is_failed, chosen.error) == (0, False, "")
    work()
    chosen.refresh_from_db()
    assert (chosen.attempts, chosen.result.status) == (1, "READY")


def test_each_form_of_the_page_is_accepted_as_a_browser_sends_it(chief, failures):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chief)
    page = strict.get(PAGE).content.decode()
    found = re.findall(r"<form.*?</form>", page, re.S)
    forms = [form for form in found if 'method="post" action="' + PAGE in form]
    assert len(forms) == 1 + 2 * len(failures)
    for form in forms:
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)"', form))
        address = re.search(r'action="(.*?)"', form).group(1)
        assert strict.post(address, fields).status_code == 302, form


def test_all_that_the_filter_shows_run_again_and_no_others(chief, signed_in, failures):
    kind = "tests.portal.tasks.sample.refuse_input"
    shown = signed_in(chief).get(PAGE, {"task": kind}).content.decode()
    assert f"{AGAIN}?task={kind}" in shown
    assert "/nowhere/at all" not in shown
    answer = signed_in(chief).post(f"{AGAIN}?task={kind}", {"all": "1"})
    assert answer["Location"] == f"{PAGE}?task={kind}"
    assert DBTaskResult.objects.failed().get().task_path.endswith("note")


@pytest.mark.parametrize("query", ["task=unknown", "when_from=nonsense"])
def test_a_filter_that_makes_no_sense_runs_nothing(chief, signed_in, failures, query):
    signed_in(chief).post(f"{AGAIN}?{query}", {"all": "1"})
    assert DBTaskResult.objects.failed().count() == 3


def test_a_forgotten_failure_is_gone(chief, signed_in, failures):
    signed_in(chief).post(FORGET, {"id": str(failures[0].pk)})
    assert DBTaskResult.objects.failed().count() == 2
    assert not TaskState.objects.filter(pk=failures[0].pk).exists()


def test_what_has_not_failed_is_neither_forgotten_nor_run_twice(chief, failures):
    waiting = sample.note.enqueue("x")
    assert services.forget(actor=chief, ids=[waiting.id]) == 0
    assert services.run_again(actor=chief, ids=[waiting.id]) == 0
    assert services.run_again(actor=chief, ids=[failures[0].pk]) == 1
    assert services.run_again(actor=chief, ids=[failures[0].pk]) == 0
    assert DBTaskResult.objects.filter(pk=waiting.id).exists()


def test_ids_that_are_none_are_not_found(chief, signed_in):
    assert signed_in(chief).post(AGAIN, {"id": "1; drop"}).status_code == 404


def test_many_failures_cost_no_more_queries(
    chief, signed_in, failures, django_assert_max_num_queries
):
    client = signed_in(chief)
    client.get(PAGE)
    for _ in range(20):
        result = sample.refuse_input.enqueue()
        DBTaskResult.objects.filter(pk=result.id).update(status="FAILED")
        TaskState.objects.write(result.id, is_failed=True)
    with django_assert_max_num_queries(30):
        client.get(PAGE)


def test_arguments_are_short_and_readable():
    given = {"args": [7, "Đảng"], "kwargs": {"size": "m"}}
    assert labels.of_arguments(given) == '7, "Đảng", size="m"'
    assert len(labels.of_arguments({"args": ["x" * 500], "kwargs": {}})) == labels.LONGEST


@pytest.mark.parametrize("path", labels.OF_OTHERS)
def test_labels_of_others_belong_to_tasks_that_exist(path):
    from django.utils.module_loading import import_string
    from django_tasks.base import Task

    assert isinstance(import_string(path), Task)
    assert labels.of_task(path) == str(labels.OF_OTHERS[path])
    assert labels.of_task("gone.with_a.plugin_task") == "Plugin"
