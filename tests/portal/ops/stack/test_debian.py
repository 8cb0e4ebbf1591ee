"""Missing programs are named with the package that brings them."""

from __future__ import annotations

import pytest

from portal.ops.stack import StackProblem, debian


@pytest.fixture
def nothing_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(debian, "_search_path", lambda: str(tmp_path))
    return tmp_path


def test_all_missing_packages_are_named_in_one_sentence(nothing_installed):
    with pytest.raises(StackProblem) as caught:
        debian.demand("postgres", "redis-server", "nginx")
    assert str(caught.value) == (
        "Not installed here: postgres, redis-server, nginx; "
        "please run apt-get install postgresql redis-server nginx."
    )


def test_a_single_missing_program_is_named_with_its_package(nothing_installed):
    with pytest.raises(StackProblem, match="initdb is missing: .* install postgresql"):
        debian.find("initdb")


def test_an_installed_program_is_found(nothing_installed):
    program = nothing_installed / "nginx"
    program.touch(mode=0o755)
    assert debian.find("nginx") == str(program)
    debian.demand("nginx")
