"""The throw-away PostgreSQL of the test suite and ``manage.py with_postgres``."""

from __future__ import annotations

import sys

import psycopg
import pytest

from portal.ops.processes import is_listening
from portal.ops.stack.postgres import throw_away
from tests.portal.shell import run

pytestmark = [pytest.mark.services, pytest.mark.usefixtures("server_programs")]


def test_a_throw_away_cluster_sorts_in_vietnamese_and_vanishes():
    with throw_away() as url, psycopg.connect(url) as connection:
        port = connection.info.port
        names = connection.execute(
            "SELECT x FROM (VALUES ('Đảng'), ('Ủy'), ('Dân'), ('An'), ('Ân')) t(x) ORDER BY x"
        ).fetchall()
    assert [name for (name,) in names] == ["An", "Ân", "Dân", "Đảng", "Ủy"]
    assert not is_listening(port)


def test_a_throw_away_cluster_wants_its_password():
    with throw_away() as url, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url.replace("portal:", "portal:wrong"))


def test_the_command_runs_on_postgres_and_gives_its_exit_code(environment):
    code, output = run(
        environment,
        "with_postgres",
        "--",
        sys.executable,
        "-c",
        "import os; print(os.environ['PORTAL_DATABASE_URL'],"
        " 'DJANGO_SETTINGS_MODULE' in os.environ); raise SystemExit(7)",
    )
    assert code == 7
    assert "postgres://portal:" in output
    assert "False" in output
