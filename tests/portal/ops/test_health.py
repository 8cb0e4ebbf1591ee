"""Health answers: what a load balancer is told when things break."""

from __future__ import annotations

import pytest

from portal.ops import health

LIVE = "/suc-khoe/song"
READY = "/suc-khoe/san-sang"


def broken():
    raise ConnectionError("refused")


@pytest.fixture(autouse=True)
def no_memory(monkeypatch):
    """Each test asks for the migrations anew."""
    monkeypatch.setattr(health, "_migrations_seen_applied", False)


def test_live_answers_without_a_database(client):
    response = client.get(LIVE)  # without the db mark, any query would raise
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_everything_works(client):
    response = client.get(READY)
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "cache": "ok"},
    }


def test_ready_is_503_without_a_database(client, monkeypatch):
    monkeypatch.setattr(health, "_database_answers", broken)
    response = client.get(READY)
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "error", "migrations": "error", "cache": "ok"}


@pytest.mark.django_db
def test_ready_is_503_while_a_migration_waits(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["a migration"])
    response = client.get(READY)
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "error"


@pytest.mark.django_db
def test_ready_but_degraded_without_a_cache(client, monkeypatch):
    monkeypatch.setattr(health.cache, "set", lambda *_: broken())
    response = client.get(READY)
    assert (response.status_code, response.json()["status"]) == (200, "degraded")


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
