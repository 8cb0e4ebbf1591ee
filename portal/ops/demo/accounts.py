"""Demo people: their accounts, roles and, on this machine only, their passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from portal.ops.demo.people import PORTAL_ACCOUNTS, make_people
from portal.sites.models import MemberSite, Role, RoleGrant
from portal.sites.rights import PORTAL_ROLES
from portal.sites.services import grant_role
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from portal.accounts.models import User
    from portal.ops.demo.people import Person
    from portal.ops.demo.sites import SiteSpec

PASSWORD = "ThuNghiem-2026"  # noqa: S105 - printed on purpose, for loopback only
# People of roles that the portal does not have yet are left out.
ROLES = {*Role.values, "system_admin", "officer"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def passwords_allowed() -> bool:
    """Known passwords exist only where the portal's own address is this machine."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname in LOOPBACK


@transaction.atomic
def load_people(rng: Random, count: int, specs: Sequence[SiteSpec]) -> dict[str, User]:
    """Create missing demo accounts with their roles; returns all by user name."""
    # One hash for all: a thousand slow hashes would take minutes and protect nothing here.
    password = make_password(PASSWORD if passwords_allowed() else None)
    sites = {site.code: site for site in MemberSite.objects.all()}
    wanted = [p for p in make_people(rng, count, specs) if p.role in ROLES]
    users = get_user_model().objects
    known = {
        user.username: user for user in users.filter(username__in=[p.username for p in wanted])
    }
    for person in wanted:
        if person.username not in known:
            known[person.username] = _create(person, password, sites)
    return known


def _create(person: Person, password: str, sites: dict[str, MemberSite]) -> User:
    is_admin = person.role == "system_admin"
    user = get_user_model().objects.create(
        username=person.username,
        last_name=person.last_name,
        first_name=person.first_name,
        email=person.email,
        password=password,
        is_superuser=is_admin,
        is_staff=is_admin,
    )
    if person.role in Role.values:
        role = Role(person.role)
        site = None if role in PORTAL_ROLES else sites[person.site_code or ""]
        grant_role(person=user, site=site, role=role)
    return user


def accounts() -> list[dict[str, Any]]:
    """The accounts to try the portal with, as ``demo --accounts`` prints them."""
    base = settings.WAGTAILADMIN_BASE_URL
    structure = current()
    rows = []
    admins = get_user_model().objects.filter(is_superuser=True, username="quantri")
    province = structure.province
    rows += [_row(user.username, ["system_admin"], province, "/") for user in admins]
    grants = RoleGrant.objects.in_force().select_related("person", "site")
    for grant in grants.order_by("site__position", "pk"):
        site = grant.site or province
        if not site or not _is_fixed(grant):
            continue
        home = structure.home_of(site)
        rows.append(_row(grant.person.username, [grant.role], site, home.url if home else "/"))
    for row in rows:
        # A site with a host of its own gives a whole address.
        row["site_url"] = urljoin(base, row["site_url"])
        row["admin_url"] = base + reverse("wagtailadmin_home")
    return rows


def _is_fixed(grant: RoleGrant) -> bool:
    """Whether the role is held by one of the accounts that every demo has."""
    if grant.site is None:
        return grant.person.username in dict(PORTAL_ACCOUNTS)
    return grant.person.username.startswith(f"{grant.site.code}.")


def _row(username: str, roles: list[str], site: MemberSite | None, site_url: str) -> dict[str, Any]:
    return {
        "username": username,
        "password": PASSWORD if passwords_allowed() else None,
        "roles": roles,
        "site": site.code if site else None,
        "site_url": site_url,
    }
