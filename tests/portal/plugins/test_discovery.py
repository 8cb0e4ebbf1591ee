"""Plugins that cannot even be declared: left out with a reason, or the start stops with it."""

from __future__ import annotations

import pytest

from tests.contract.processes import fresh_database
from tests.portal import shell
from tests.portal.plugins import starting
from tests.portal.plugins.broken import GOOD_VIEWS, declared, write, write_undiscoverable

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A folder with one plugin that works; the first by name, so that clashes are others' fault."""
    write(tmp_path / "plugins", "a_tot", urls=GOOD_VIEWS)
    return tmp_path / "plugins"


def test_in_production_the_portal_starts_without_them_and_says_why(tmp_path, folder):
    codes = write_undiscoverable(folder)
    second = tmp_path / "them"
    write(second, "trung_ten", declared("trung_ten", slug="a_tot"))
    fresh_database(tmp_path)

    found = starting.visit(
        starting.variables(tmp_path, folder, second, failure="quarantine"), "/a-tot/", "/tim-kiem/"
    )

    assert found["problems"] == {**codes, "a_tot": "PLG-03"}
    assert found["installed"] == ["a_tot"]
    assert (found["home"], found["admin"]) == (200, 200)
    assert found["paths"] == {"/a-tot/": 200, "/tim-kiem/": 200}
    assert all("(mã PLG-" in text for text in found["sentences"])


def test_in_development_the_start_stops_with_all_names_and_reasons(tmp_path, folder):
    codes = write_undiscoverable(folder)

    code, output = shell.run(starting.variables(tmp_path, folder, failure="raise"), "check")

    assert code != 0
    for slug, problem in codes.items():
        lines = [line for line in output.splitlines() if line.strip().startswith(f"- {slug}: ")]
        assert len(lines) == 1, output
        assert f"(code {problem})" in lines[0]
    assert "- a_tot:" not in output


def test_the_same_folder_name_in_two_places_is_one_plugin_and_one_problem(tmp_path, folder):
    write(tmp_path / "them", "a_tot", declared("a_tot", version="2.0.0"))

    given = starting.variables(tmp_path, folder, tmp_path / "them", failure="raise")
    code, output = shell.run(given, "check")

    assert code != 0
    assert "a_tot" in output
    assert "PLG-03" in output
