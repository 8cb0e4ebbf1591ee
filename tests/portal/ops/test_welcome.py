"""The greeting in the terminal."""

from __future__ import annotations

from portal.ops.welcome import welcome


def account(username, role, site, password="known"):
    return {
        "username": username,
        "password": password,
        "roles": [role],
        "site": site,
        "site_url": f"http://localhost:8000/{site}/",
    }


def test_addresses_stand_alone_without_demo_content():
    text = welcome("http://localhost:8000", [])
    assert "http://localhost:8000/quan-tri/" in text
    assert "manage.py demo" not in text


def test_one_account_of_each_role_of_two_sites_is_shown():
    text = welcome(
        "http://localhost:8000",
        [
            account("a.one", "editor", "a"),
            account("a.two", "editor", "a"),
            account("a.three", "approver", "a"),
            account("b.one", "editor", "b"),
            account("c.one", "editor", "c"),
        ],
    )
    shown = [name for name in ("a.one", "a.two", "a.three", "b.one", "c.one") if name in text]
    assert shown == ["a.one", "a.three", "b.one"]


def test_accounts_without_a_known_password_are_not_shown():
    assert "a.one" not in welcome("https://portal.example", [account("a.one", "editor", "a", None)])
