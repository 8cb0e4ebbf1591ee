"""In real processes on one database: switching reaches all of them, purging leaves nothing."""

from __future__ import annotations

import pytest

from tests.contract.processes import Process, environment, fresh_database

# The test database is made for sessions only in which a test asks for it.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def two(slug, tmp_path_factory, django_db_setup, django_db_blocker):
    """Two processes, and what the plugin shows at two sites: ({code: [paths]})."""
    folder = tmp_path_factory.mktemp("installation")
    with django_db_blocker.unblock():
        fresh_database(folder)
    variables = environment(folder)
    with Process(variables, slug) as one, Process(variables, slug) as other:
        yield one, other, one("lay")


def test_switching_in_one_process_shows_in_the_other_with_its_next_request(two):
    one, other, paths = two
    here, elsewhere = paths["tuy-phong"], paths["la-gi"]
    if not here:
        pytest.skip("the plugin shows nothing to readers")

    seen = {}
    for codes in ([], ["tuy-phong"], ["tuy-phong", "la-gi"], ["la-gi"], []):
        one("switch", *codes)
        seen[tuple(codes)] = [{process("get", p) for p in here} for process in (other, one)]
        closed = [p for code, ps in paths.items() if code not in codes for p in ps]
        assert {process("get", path) for process in (other, one) for path in closed} <= {404}

    assert seen[("tuy-phong",)] == [{200}, {200}]
    assert seen[("tuy-phong", "la-gi")] == [{200}, {200}]
    assert elsewhere


def test_purging_counts_first_and_then_leaves_no_row_and_no_file(two):
    one, _other, _paths = two
    one("switch")
    before = one("counts")

    planned = one("purge", dry_run=True)
    after_trial = one("counts")
    traces_before = one("traces")
    done = one("purge", dry_run=False)

    assert after_trial == before
    assert planned == done != {}
    assert traces_before
    left = one("traces")
    assert left == [], "\n".join(left)


def test_migrations_go_forth_and_back_on_an_installation_with_data(two):
    one, _other, _paths = two

    assert one("migrate") != []
    assert one("migrate", "zero") == []
