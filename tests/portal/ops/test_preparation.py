"""Preparation does what is needed, and nothing the second time."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError

from portal.ops import preparation


@pytest.fixture
def installation(settings, tmp_path):
    """An empty folder in the place of the data folder, and one static file."""
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / "static").mkdir()
    (source / "a.css").write_text("a {}")
    settings.PORTAL_DATA_DIR = tmp_path
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STATICFILES_DIRS = [str(source)]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """Names of the commands called, none of which runs."""
    called = []
    monkeypatch.setattr(preparation, "call_command", lambda name, **_: called.append(name))
    return called


def test_static_files_are_collected_once_and_again_when_one_changes(installation):
    said = []
    preparation.collect_static(say=said.append)
    preparation.collect_static(say=said.append)
    assert said == ["Collecting static files"]
    (installation / "source" / "a.css").write_text("a { color: red }")
    preparation.collect_static(say=said.append)
    assert len(said) == 2
    assert "red" in (installation / "static" / "a.css").read_text()


def test_a_static_file_that_is_gone_is_removed(installation):
    preparation.collect_static(say=str)
    (installation / "source" / "a.css").rename(installation / "source" / "b.css")
    preparation.collect_static(say=str)
    names = {path.name for path in (installation / "static").iterdir()}
    assert names == {"b.css", ".collected"}


@pytest.mark.django_db
def test_an_up_to_date_database_is_not_migrated(installation, commands):
    preparation.prepare(say=str, demo_size=None)
    assert commands == ["collectstatic"]


@pytest.mark.django_db
def test_a_waiting_migration_is_applied(installation, commands, monkeypatch):
    monkeypatch.setattr(preparation, "has_waiting_migrations", lambda: True)
    preparation.prepare(say=str, demo_size=None)
    assert commands == ["migrate", "collectstatic"]


@pytest.mark.django_db
def test_demo_content_is_loaded_into_an_empty_installation_only(installation, commands):
    preparation.prepare(say=str, demo_size="s")
    assert commands.pop() == "demo"
    get_user_model().objects.create(username="an")
    preparation.prepare(say=str, demo_size="s")
    assert "demo" not in commands


@pytest.mark.django_db
def test_an_interrupted_load_is_done_again(installation, monkeypatch):
    def interrupted(name, **_):
        get_user_model().objects.create(username="half")
        raise KeyboardInterrupt

    monkeypatch.setattr(preparation, "call_command", interrupted)
    with pytest.raises(KeyboardInterrupt):
        preparation.load_demo("s")
    assert preparation.wants_demo()
    monkeypatch.setattr(preparation, "call_command", lambda name, **_: None)
    preparation.load_demo("s")
    assert not preparation.wants_demo()


def test_a_database_that_comes_late_is_waited_for(monkeypatch):
    tries = iter([OperationalError("starting up"), OperationalError("starting up"), None])

    def connect():
        if problem := next(tries):
            raise problem

    monkeypatch.setattr(preparation.connection, "ensure_connection", connect)
    monkeypatch.setattr(preparation.time, "sleep", lambda _: None)
    preparation.wait_for_database()
    assert next(tries, "used up") == "used up"


def test_a_database_that_never_comes_is_an_error(monkeypatch):
    def connect():
        raise OperationalError("refused")

    monkeypatch.setattr(preparation.connection, "ensure_connection", connect)
    with pytest.raises(OperationalError, match="refused"):
        preparation.wait_for_database(seconds=0)
