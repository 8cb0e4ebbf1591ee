"""Accounts and roles of an archive: whoever is here already is linked, never changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model

from portal.handover import layout
from portal.handover.order import in_order
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import may_grant
from portal.sites.rights import SITE_ROLES
from portal.sites.services import grant_role
from portal.text import fold

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.handover.reading import Reader
    from portal.handover.report import Report


def import_people(
    *, actor: User | None, site: MemberSite, reader: Reader, report: Report
) -> dict[str, User]:
    """Link or make the accounts and give the roles that ``actor`` may give.

    Returns:
        Accounts by the user names in the archive.
    """
    found: dict[str, User] = {}
    for entry in reader.json(layout.PEOPLE):
        with in_order(layout.PEOPLE):
            name = str(entry["username"])
            person, is_sure = _account(entry, report)
            if person is None:
                report.note("unknown_person", _shown(entry))
                roles = entry.get("roles") or []
                for given in roles:
                    report.note("role", f"{_shown(entry)}: {given['role']}")
                continue
            found[name] = person
            report.counts["people"] += 1
            for given in entry.get("roles") or []:
                if is_sure:
                    _give(actor, person, site, given, report)
                else:
                    report.note("role", f"{_shown(entry)}: {given['role']}")
    return found


def _account(entry: dict[str, Any], report: Report) -> tuple[User | None, bool]:
    """The account of a person, and whether it is surely theirs (the same e-mail, or new)."""
    accounts: Any = get_user_model().objects
    email = str(entry.get("email") or "").strip()
    if email:
        same = list(accounts.filter(email__iexact=email)[:2])
        if same:
            return _of_address(same, entry, report)
    else:
        names = {name: str(entry.get(name) or "") for name in ("first_name", "last_name")}
        known = accounts.filter(username=entry["username"], **names).first()
        if known:
            return known, False
    if not entry.get("roles"):
        return None, False
    return _new_account(entry, email, report), True


def _of_address(
    same: list[User], entry: dict[str, Any], report: Report
) -> tuple[User | None, bool]:
    """An address says who it is when one account alone has it, under the same name.

    Addresses of offices pass from one person to the next. An account that was disabled, other
    than one that waits for its invitation, gets no roles.
    """
    person = same[0]
    if len(same) > 1 or _folded(person) != _folded(entry):
        return None, False
    report.note("linked_account", _shown(entry))
    return person, person.is_active or not person.has_usable_password()


def _folded(whose: User | dict[str, Any]) -> str:
    read = whose.get if isinstance(whose, dict) else lambda name: getattr(whose, name)
    name = f"{read('last_name') or ''} {read('first_name') or ''}"
    return " ".join(fold(name).casefold().split())


def _new_account(entry: dict[str, Any], email: str, report: Report) -> User:
    accounts: Any = get_user_model()
    wanted = str(entry["username"])
    name, number = wanted, 2
    while accounts.objects.filter(username__iexact=name).exists():
        name, number = f"{wanted[:140]}-{number}", number + 1
    person = accounts(
        username=name,
        first_name=str(entry.get("first_name") or ""),
        last_name=str(entry.get("last_name") or ""),
        email=email,
        is_active=False,
    )
    person.set_unusable_password()
    person.full_clean()
    person.save()
    shown = _shown(entry)
    report.note("new_account", shown)
    if name != wanted:
        report.note("renamed_account", f"{shown} → {name}")
    return person  # type: ignore[no-any-return]


def _give(
    actor: User | None, person: User, site: MemberSite, given: dict[str, Any], report: Report
) -> None:
    role = Role(given["role"])
    start, end = (_day(given.get(name)) for name in ("valid_from", "valid_to"))
    if role not in SITE_ROLES or not (actor is None or may_grant(actor, role, site)):
        report.note("role", f"{person}: {role.label}")
        return
    grant_role(person=person, role=role, site=site, actor=actor, valid_from=start, valid_to=end)
    report.counts["roles"] += 1


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _shown(entry: dict[str, Any]) -> str:
    names = f"{entry.get('last_name') or ''} {entry.get('first_name') or ''}".strip()
    return f"{names} ({entry['username']})" if names else str(entry["username"])
