"""Who may do what with a site's layout of side widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.sites.models import MemberSite, Role, SiteRole

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User

# Editors prepare, approvers put it before readers; as with news.
_PREPARE = (Role.EDITOR, Role.APPROVER)
ROLES = {
    "add": _PREPARE,
    "change": _PREPARE,
    "view": _PREPARE,
    "publish": (Role.APPROVER,),
    "delete": (Role.APPROVER,),
}


def sites_of_layouts(user: User, action: str) -> QuerySet[MemberSite]:
    """The sites on whose layout ``user`` may do ``action`` ("change", "publish", "delete", …)."""
    if not user.is_active:
        return MemberSite.objects.none()
    if user.is_superuser:
        return MemberSite.objects.all()
    roles = ROLES.get(action, ())
    held = SiteRole.objects.filter(role__in=roles, group__user=user)
    return MemberSite.objects.filter(pk__in=held.values("site"))


def may_change_layout(user: User, site_id: Any, action: str = "change") -> bool:
    """Whether ``user`` may do ``action`` on the layout of one site; no site, no right."""
    if not str(site_id or "").isdecimal():
        return False
    return sites_of_layouts(user, action).filter(pk=site_id).exists()
