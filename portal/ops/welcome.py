"""What the terminal shows when the portal is up: addresses and demo accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Iterable

SITES_SHOWN = 2


def welcome(base_url: str, accounts: Iterable[dict[str, Any]]) -> str:
    """Several lines, ready to print.

    Args:
        base_url: without a slash at its end.
        accounts: as ``demo --accounts`` lists them; one of each role of the first sites is shown.
    """
    lines = [
        "",
        f"The portal is ready:  {base_url}/",
        f"Its administration:   {base_url}{reverse('wagtailadmin_home')}",
    ]
    shown = _examples(accounts)
    if shown:
        lines += ["", "Demo accounts (all of them: manage.py demo --accounts):"]
        lines += _table([("user name", "password", "role", "site"), *map(_cells, shown)])
    return "\n".join([*lines, ""])


def _examples(accounts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One account of each role of the first sites, among those whose password is known."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    sites: list[str] = []
    for account in accounts:
        site = account["site"] or ""
        if site not in sites:
            sites.append(site)
        if account["password"] and site in sites[:SITES_SHOWN]:
            found.setdefault((site, ",".join(account["roles"])), account)
    return list(found.values())


def _cells(account: dict[str, Any]) -> tuple[str, str, str, str]:
    return (
        account["username"],
        account["password"],
        ", ".join(account["roles"]),
        account["site_url"],
    )


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
