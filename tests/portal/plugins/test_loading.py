"""Plugins that fail while Django loads them: quarantine, or the start stops with the reason."""

from __future__ import annotations

import pytest

from tests.contract.processes import fresh_database
from tests.portal import shell
from tests.portal.plugins import starting
from tests.portal.plugins.broken import (
    GOOD_VIEWS,
    HALF_LOADED,
    UNLOADABLE,
    write,
    write_unloadable,
)

pytestmark = pytest.mark.django_db


def test_in_production_the_portal_works_without_them_and_says_why(tmp_path):
    folder = tmp_path / "plugins"
    codes = write_unloadable(folder)
    write(folder, "a_tot", urls=GOOD_VIEWS)
    write(folder, "z_tot", urls=GOOD_VIEWS)
    fresh_database(tmp_path)

    given = starting.variables(tmp_path, folder, failure="quarantine")
    found = starting.visit(given, "/a-tot/", "/z-tot/", "/hong-bang/", "/hong-dia-chi/")

    assert found["problems"] == codes
    assert found["installed"] == ["a_tot", "z_tot"]
    assert (found["home"], found["admin"]) == (200, 200)
    assert found["paths"] == {
        "/a-tot/": 200,
        "/z-tot/": 200,
        "/hong-bang/": 404,
        "/hong-dia-chi/": 404,
    }


def test_in_production_commands_work_without_them(tmp_path):
    folder = tmp_path / "plugins"
    write_unloadable(folder)
    fresh_database(tmp_path)
    given = starting.variables(tmp_path, folder, failure="quarantine")

    for command in (["check"], ["migrate", "--verbosity=0"], ["makemigrations", "--check"]):
        code, output = shell.run(given, *command)
        assert code == 0, output


@pytest.mark.parametrize("slug", [*UNLOADABLE, "do_dang"])
def test_in_development_the_start_stops_with_the_name_and_the_reason(tmp_path, slug):
    files = UNLOADABLE.get(slug, {"models": HALF_LOADED})
    write(tmp_path / "plugins", slug, **files)

    given = starting.variables(tmp_path, tmp_path / "plugins", failure="raise")
    code, output = shell.run(given, "check")

    assert code != 0
    assert f"- {slug}: " in output
    assert "(code PLG-04)" in output


EMPTY_MIGRATION = """
from django.db import migrations

class Migration(migrations.Migration):
    pass
"""
BROKEN_MIGRATIONS = {
    "nem_loi": {"0001_initial": "raise RuntimeError('hỏng bước')"},
    "khong_lop": {"0001_initial": "x = 1"},
    "hai_ngon": {"0001_initial": EMPTY_MIGRATION, "0002_khac": EMPTY_MIGRATION},
}


def test_in_production_broken_migrations_leave_the_others_prepared(tmp_path):
    folder = tmp_path / "plugins"
    for slug, files in BROKEN_MIGRATIONS.items():
        write(folder, slug, **{"migrations/__init__": ""})
        for name, text in files.items():
            (folder / slug / "migrations" / f"{name}.py").write_text(text)
    write(folder, "z_tot", urls=GOOD_VIEWS)
    given = starting.variables(tmp_path, folder, failure="quarantine")

    code, output = shell.run(given, "prepare", "--no-demo")

    assert code == 0, output
    for slug in BROKEN_MIGRATIONS:
        assert f"Plugin {slug}: Its program cannot be loaded" in output
    assert "z_tot" not in output
