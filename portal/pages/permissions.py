"""Who may do what with a site's layout of side widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.sites.models import MemberSite, Role
from portal.sites.permissions import sites_with_role
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User

# Editors prepare, approvers put it before readers; as with news.
ROLES = {
    "add": Role.EDITOR,
    "change": Role.EDITOR,
    "view": Role.EDITOR,
    "publish": Role.APPROVER,
    "delete": Role.APPROVER,
}


def sites_of_layouts(user: User, action: str) -> QuerySet[MemberSite]:
    """The sites on whose layout ``user`` may do ``action`` ("change", "publish", "delete", …)."""
    role = ROLES.get(action)
    return sites_with_role(user, role) if role else MemberSite.objects.none()


def may_change_some_layout(user: User, action: str = "change") -> bool:
    """Whether ``sites_of_layouts`` has one; without a query."""
    role = ROLES.get(action)
    return role is not None and rights_of(user).holds_somewhere(role)


def may_change_layout(user: User, site_id: Any, action: str = "change") -> bool:
    """Whether ``user`` may do ``action`` on the layout of one site; no site, no right."""
    if not str(site_id or "").isdecimal():
        return False
    return sites_of_layouts(user, action).filter(pk=site_id).exists()
