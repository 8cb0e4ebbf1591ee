"""What the terminal shows when the portal is up: addresses and demo accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.sites.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

SITES_SHOWN = 2


def welcome(base_url: str, accounts: Iterable[dict[str, Any]]) -> str:
    """Several lines, ready to print.

    Args:
        base_url: without a slash at its end.
        accounts: as ``demo --accounts`` lists them; one of each role of the first sites is shown.
    """
    with override(settings.LANGUAGE_CODE):
        lines = [
            "",
            *_table(
                [
                    (_("The portal is ready:"), f"{base_url}/"),
                    (_("Its administration:"), f"{base_url}{reverse('wagtailadmin_home')}"),
                ]
            ),
        ]
        shown = _examples(accounts)
        if shown:
            lines += ["", _("Demo accounts (all of them: manage.py demo --accounts):")]
            heads = (_("User name"), _("Password"), _("Roles"), _("Member site"))
            lines += _table([heads, *map(_cells, shown)])
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
        ", ".join(_role(name) for name in account["roles"]),
        account["site_url"],
    )


def _role(name: str) -> str:
    return str(Role(name).label) if name in Role.values else _("System administrator")


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
