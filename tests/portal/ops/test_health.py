"""Health answers: what a load balancer is told when things break."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from portal.media.tasks import make_variants
from portal.ops import health
from portal.tasks import recovery
from portal.tasks.machine import Process
from portal.tasks.models import WorkerLease

LIVE = "/suc-khoe/song"
READY = "/suc-khoe/san-sang"


def broken():
    raise ConnectionError("refused")


@pytest.fixture(autouse=True)
def no_memory(monkeypatch):
    """Each test asks for the migrations anew."""
    monkeypatch.setattr(health, "_migrations_seen_applied", False)


@pytest.fixture
def worker(db):
    """A worker that has just renewed its lease."""
    now = timezone.now()
    WorkerLease.objects.enter("w", Process.mine(), now=now, lease=recovery.LEASE)


def test_live_answers_without_a_database(client):
    response = client.get(LIVE)  # without the db mark, any query would raise
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_when_everything_works(client, worker):
    response = client.get(READY)
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {
            "database": "ok",
            "migrations": "ok",
            "cache": "ok",
            "queue": "ok",
            "plugins": "ok",
            "pages": "ok",
            "themes": "ok",
        },
        "queue": {
            "waiting": 0,
            "later": 0,
            "parked": 0,
            "failed": 0,
            "workers": 1,
            "oldest_seconds": 0,
            "unpublished_seconds": 0,
        },
    }


def test_ready_is_503_without_a_database(client, monkeypatch):
    monkeypatch.setattr(health, "_database_answers", broken)
    response = client.get(READY)
    assert response.status_code == 503
    assert response.json() == {
        "status": "error",
        "checks": {"database": "error", "migrations": "error", "cache": "ok", "queue": "error"},
    }


@pytest.mark.django_db
def test_ready_is_503_while_a_migration_waits(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["a migration"])
    response = client.get(READY)
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "error"


def test_ready_but_degraded_without_a_cache(client, monkeypatch, worker):
    monkeypatch.setattr(health.cache, "set", lambda *_: broken())
    response = client.get(READY)
    assert (response.status_code, response.json()["status"]) == (200, "degraded")


@pytest.mark.django_db
def test_ready_but_degraded_without_a_worker(client):
    now = timezone.now()
    WorkerLease.objects.enter("w", Process.mine(), now=now, lease=-timedelta(seconds=1))
    response = client.get(READY)
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["queue"]["workers"] == 0


@pytest.mark.parametrize(("minutes", "status"), [(4, "ok"), (6, "degraded")])
def test_ready_but_degraded_when_tasks_wait_too_long(client, worker, minutes, status):
    make_variants.enqueue(7)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=minutes))
    response = client.get(READY)
    assert (response.status_code, response.json()["status"]) == (200, status)
    queue = response.json()["queue"]
    assert (queue["waiting"], queue["later"]) == (1, 0)
    assert minutes * 60 <= queue["oldest_seconds"] < minutes * 60 + 20


def test_tasks_for_later_do_not_count_as_waiting(client, worker):
    make_variants.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(7)
    queue = client.get(READY).json()["queue"]
    assert (queue["waiting"], queue["later"], queue["oldest_seconds"]) == (0, 1, 0)


def test_ready_tells_how_long_a_page_is_overdue(client, worker, province):
    page = Page.objects.get(pk=province.root_page_id).specific
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=3))
    seconds = client.get(READY).json()["queue"]["unpublished_seconds"]
    assert 180 <= seconds < 200


def test_ready_but_degraded_when_the_queue_cannot_be_read(client, worker, monkeypatch):
    def unreadable():
        raise OperationalError("locked")

    monkeypatch.setattr(health, "queue_state", unreadable)
    response = client.get(READY)
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert "queue" not in response.json()


@pytest.mark.django_db
def test_reasons_go_to_the_log_only(client, monkeypatch, caplog):
    monkeypatch.setattr(health, "_database_answers", broken)
    response = client.get(READY)
    assert "refused" not in response.content.decode()
    assert "refused" in caplog.text


@pytest.mark.parametrize("address", [LIVE, READY])
def test_answers_are_never_cached_and_only_read(client, address, monkeypatch):
    monkeypatch.setattr(health, "_holds", lambda *_: True)
    assert "no-store" in client.get(address)["Cache-Control"]
    assert client.post(address).status_code == 405
