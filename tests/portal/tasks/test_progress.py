"""How far a task is: written seldom, shown to whom it concerns."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import OperationalError, transaction
from django.template import Context, Template
from django.test import RequestFactory
from django_tasks_db.models import DBTaskResult

from portal.tasks import guard, progress, services, status
from portal.tasks.models import TaskState
from tests.portal.tasks import sample


@pytest.fixture
def chief(db):
    return get_user_model().objects.create_superuser("chief", password="x")


@pytest.fixture
def manager(editor):
    """An editor who may manage background work."""
    editor.user_permissions.add(Permission.objects.get(codename="manage_background_work"))
    return type(editor).objects.get(pk=editor.pk)


def address(task_id):
    return f"/quan-tri/cong-viec-nen/tien-do/{task_id}/"


def state_of(result):
    return TaskState.objects.get(pk=result.id)


@pytest.fixture
def writes(monkeypatch):
    """Each write of progress, as (done, total, text)."""
    seen = []
    original = type(TaskState.objects.all()).write

    def write(self, task_id, **values):
        if "total" in values:
            seen.append((values["done"], values["total"], values["text"]))
        return original(self, task_id, **values)

    monkeypatch.setattr(type(TaskState.objects.all()), "write", write)
    return seen


@pytest.mark.django_db
def test_a_task_reports_once_a_second_and_always_its_end(work, writes, monkeypatch):
    sample.count_to.enqueue(200)
    work()
    assert writes == [(1, 200, "number 1"), (200, 200, "number 200")]
    writes.clear()
    monkeypatch.setattr(progress, "PAUSE", 0)
    sample.count_to.enqueue(3)
    work()
    assert [done for done, _, _ in writes] == [1, 2, 3]


@pytest.mark.django_db
def test_reporting_outside_of_a_task_is_nothing(writes):
    sample.count_to.func(3)
    assert writes == []


@pytest.mark.django_db
def test_a_locked_database_does_not_fail_the_task(work, monkeypatch, caplog):
    def locked(self, task_id, **values):
        raise OperationalError("database is locked")

    monkeypatch.setattr(type(TaskState.objects.all()), "write", locked)
    sample.count_to.enqueue(3)
    work()
    assert DBTaskResult.objects.successful().count() == 1
    assert "database is locked" in caplog.text


@pytest.mark.django_db
def test_reports_of_nonsense_are_made_fit(work):
    result = sample.count_to.enqueue(0)
    with progress.of_task(result.id):
        progress.report(-3, -1, "x" * 500)
    state = state_of(result)
    assert (state.done, state.total, len(state.text)) == (0, 0, 200)


@pytest.mark.django_db
def test_the_sentence_follows_the_task(work, settings):
    settings.LANGUAGE_CODE = "en"
    result = sample.count_to.enqueue(3)
    assert status.progress_of(result.id).state == "waiting"
    row = DBTaskResult.objects.get()
    row.claim("w")
    assert status.progress_of(result.id).state == "running"
    with progress.of_task(result.id):
        progress.report(2, 3, "second")
    found = status.progress_of(result.id)
    assert (found.done, found.total) == (2, 3)
    assert "second" in found.message
    row.set_successful(3)
    assert status.progress_of(result.id).is_over
    assert (status.progress_of(result.id).state, status.progress_of(result.id).done) == ("done", 3)


@pytest.mark.django_db
def test_the_owner_of_a_failure_sees_a_refusal_but_no_inner_error(work):
    refused = sample.refuse_input.enqueue()
    broken = sample.give_what_json_cannot_hold.enqueue()
    work()
    waiting = status.progress_of(broken.id)
    assert waiting.state == "waiting"
    TaskState.objects.filter(pk=broken.id).update(is_failed=True)
    DBTaskResult.objects.filter(pk=broken.id).update(status="FAILED")
    assert "TIN-01" in status.progress_of(refused.id).message
    message = status.progress_of(broken.id).message
    assert "CVN-01" in message
    assert "TypeError" not in message


@pytest.mark.django_db
def test_a_parked_task_says_why_it_waits(work):
    result = sample.count_to.enqueue(3)
    before = status.progress_of(result.id).message
    guard.set_guard(lambda path, kwargs: False)
    work()
    assert status.progress_of(result.id).state == "waiting"
    assert status.progress_of(result.id).message != before


def test_a_task_that_is_gone_has_no_progress(db):
    assert status.progress_of(uuid.uuid4()) is None


def test_progress_is_for_its_owner_and_for_those_who_manage(
    editor, contributor, manager, chief, signed_in, client
):
    mine = services.enqueue_for(contributor, sample.count_to, 3)
    nobodys = sample.count_to.enqueue(3)
    answer = signed_in(contributor).get(address(mine.id))
    assert answer.status_code == 200
    assert set(answer.json()) == {"state", "done", "total", "message"}
    assert "no-store" in answer["Cache-Control"]
    for user in (manager, chief):
        assert signed_in(user).get(address(mine.id)).status_code == 200
        assert signed_in(user).get(address(nobodys.id)).status_code == 200
    assert signed_in(contributor).get(address(nobodys.id)).status_code == 404
    assert signed_in(chief).get(address(uuid.uuid4())).status_code == 404
    assert client.get(address(mine.id)).status_code == 302
    assert signed_in(chief).post(address(mine.id)).status_code == 405


def test_another_editor_learns_nothing_about_a_task(editor, contributor, signed_in):
    mine = services.enqueue_for(contributor, sample.count_to, 3)
    assert signed_in(editor).get(address(mine.id)).status_code == 404


def test_a_task_for_somebody_is_gone_with_the_change(contributor):
    with transaction.atomic():
        services.enqueue_for(contributor, sample.count_to, 3)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.filter(task_path__endswith="count_to").exists()
    assert not TaskState.objects.exists()


def rendered(user, task_id, extra=""):
    request = RequestFactory().get("/")
    request.user = user
    page = Template(f"{{% load tasks %}}{{% progress task_id {extra} %}}")
    return page.render(Context({"request": request, "task_id": task_id}))


def test_the_component_stands_without_script_and_only_for_whom_it_concerns(contributor, editor):
    mine = services.enqueue_for(contributor, sample.count_to, 3)
    with progress.of_task(mine.id):
        progress.report(1, 3)
    html = rendered(contributor, mine.id)
    assert f'data-task-progress="{address(mine.id)}"' in html
    assert 'value="1" max="3"' in html
    assert "data-reload" not in html
    assert "data-reload" in rendered(contributor, str(mine.id), "reload=True")
    assert rendered(editor, mine.id).strip() == ""
    assert rendered(AnonymousUser(), mine.id).strip() == ""
    assert "<script" not in html
    assert "style=" not in html
