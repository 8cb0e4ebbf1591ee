"""Who may do what, and where. Rights say what, roles at a site say where: both are asked.

Somebody may edit at one site and administer another; a right alone would carry the one to the
other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.plugins import gate
from portal.sites.models import MemberSite, Role
from portal.sites.rights import CONTAINS, rights_of

if TYPE_CHECKING:
    from portal.accounts.models import User

SLUG = "royalties"
SEE = "see_royalties"
PROPOSE = "propose_royalties"
APPROVE = "approve_royalties"
EXCEED = "exceed_ceilings"
CLOSE = "close_months"
SET_RATES = "set_rates"
SEE_OWN = "see_own_royalties"

# The role in the site that each right asks for.
ROLES = {
    SEE: Role.EDITOR,
    PROPOSE: Role.EDITOR,
    APPROVE: Role.APPROVER,
    EXCEED: Role.APPROVER,
    CLOSE: Role.SITE_ADMIN,
    SET_RATES: Role.SITE_ADMIN,
}


def codename(right: str) -> str:
    """The right as Django knows it."""
    return f"plugin_{SLUG}.{right}"


def may(user: User | None, right: str, site: MemberSite | None) -> bool:
    """Whether ``user`` has ``right`` at ``site``; a site of None: the whole portal.

    The portal's newsroom answers for the province only: what members of other sites earn is none of
    its business. Auditors see, and change nothing. ``None`` as a user is the command line.
    """
    if user is None:
        return True
    rights = rights_of(user)
    if rights.is_portal_admin:
        return True
    if site is None or not user.has_perm(codename(right)):
        return False
    if right == SEE and Role.AUDITOR in rights.everywhere:
        return True
    held = set(rights.in_site.get(site.pk, ()))
    if site.is_province:
        held |= rights.everywhere
    return any(ROLES[right] in CONTAINS[role] for role in held)


def sites_where(user: Any, right: str) -> list[MemberSite]:
    """The sites at which the plugin is on and ``user`` has ``right``, in the portal's order."""
    now = gate.current()
    is_open = now.open_sites(SLUG)
    return [site for site in now.structure.sites if site.pk in is_open and may(user, right, site)]
