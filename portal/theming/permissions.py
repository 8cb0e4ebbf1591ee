"""Who may decide how sites look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from portal.sites.models import Role
from portal.sites.permissions import has_role, is_portal_admin
from portal.theming.models import Overlay

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.sites.models import MemberSite


def may_dress(user: User, site: MemberSite) -> bool:
    """Administrators of the site and of the portal."""
    return has_role(user, site, Role.SITE_ADMIN)


def demand_dressing(user: User, site: MemberSite) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may change how ``site`` looks."""
    if not may_dress(user, site):
        raise PermissionDenied


def may_lay(user: User, site: MemberSite | None, kind: str = "") -> bool:
    """Whether ``user`` may show or end an overlay; None is the whole portal, ``kind`` "" any.

    National mourning is for portal administrators to declare.
    """
    if is_portal_admin(user):
        return True
    return site is not None and kind != Overlay.Kind.MOURNING and may_dress(user, site)


def kinds_for(user: User) -> list[tuple[str, str]]:
    """(kind, label) of the overlays that ``user`` may declare."""
    mourning = Overlay.Kind.MOURNING
    free = is_portal_admin(user)
    return [(kind, str(label)) for kind, label in Overlay.Kind.choices if free or kind != mourning]
