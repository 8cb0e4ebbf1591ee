"""What a stack remembers between starts."""

from __future__ import annotations

import pytest

from portal.ops.processes import free_port, listen
from portal.ops.stack import layout as layout_module
from portal.ops.stack.layout import Layout


@pytest.fixture
def layout(tmp_path, monkeypatch):
    monkeypatch.setattr(layout_module, "can_reach", lambda _: True)
    return Layout(tmp_path / "stack")


def test_a_new_stack_has_no_state(layout):
    assert layout.read() is None


def test_passwords_stay_between_starts_and_the_port_may_change(layout):
    first = layout.settle(8080)
    second = layout.settle(8090)
    assert second.port == 8090
    assert second.postgres_password == first.postgres_password
    assert second.secret_key == first.secret_key
    assert layout.read() == second


def test_an_inner_port_that_was_taken_meanwhile_moves(layout):
    first = layout.settle(8080)
    taken = first.redis_port
    with listen(taken):
        second = layout.settle(8080)
    assert second.redis_port != taken
    assert second.web_port == first.web_port


def test_passwords_are_readable_by_the_owner_only(layout):
    layout.settle(free_port())
    assert (layout.conf / "state.json").stat().st_mode & 0o077 == 0


def test_postgres_moves_out_of_a_folder_it_cannot_enter(layout, monkeypatch):
    monkeypatch.setattr(layout_module, "can_reach", lambda _: False)
    state = layout.settle(8080)
    assert state.postgres_data.startswith("/var/lib/postgresql/portal-stack-")
