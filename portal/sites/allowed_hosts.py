"""Lets requests in for the hosts of member sites: an entry of ``ALLOWED_HOSTS`` that looks them up.

Django compares the host of a request with each entry of that list. This entry says yes to a host
that a member site has now, in every process and without a restart; all others stay refused.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)
# Further rooms say here whether they answer for a host, for example for one that a site had.
further: list[Callable[[str], bool]] = []


class HostsOfMemberSites(str):
    """One entry for all of them. As text it is a name that cannot be a host of the internet."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __new__(cls) -> HostsOfMemberSites:
        return super().__new__(cls, "member-sites.invalid")

    def lower(self) -> HostsOfMemberSites:
        return self

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) or (isinstance(other, str) and is_of_member_site(other))

    def __ne__(self, other: object) -> bool:
        return not self == other


def was_of_member_site(host: str) -> bool:
    """Whether a host that no site has any more is one the portal still answers for."""
    return any(knows(host) for knows in further)


def is_of_member_site(host: str) -> bool:
    """Whether a member site has ``host``; asks the database only about those it does not know."""
    from django.apps import apps
    from django.db import Error

    if not apps.ready or "." not in host:
        return False
    from portal.sites import structure

    name = host.lower()
    if name in structure.hosts_in_memory():
        return True
    try:
        return name in structure.current().hosts or was_of_member_site(name)
    except Error:
        logger.exception("The hosts of member sites cannot be read")
        return False
