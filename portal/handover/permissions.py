"""Who may take a site out of the portal, and who may bring one in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.sites.models import MemberSite, Role
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.handover.models import HandoverArchive


def may_export(user: User | None, site: MemberSite) -> bool:
    """Portal administrators, and administrators of the site itself; None is the command line."""
    if user is None:
        return True
    rights = rights_of(user)
    return rights.is_portal_admin or rights.holds(Role.SITE_ADMIN, site.pk)


def may_import(user: User | None) -> bool:
    """Portal administrators; None is the command line."""
    return user is None or rights_of(user).is_portal_admin


def may_have(user: User, archive: HandoverArchive) -> bool:
    """Whether ``user`` may see, download and delete a kept archive."""
    if archive.kind == archive.Kind.IMPORT or archive.site is None:
        return may_import(user)
    return may_export(user, archive.site)
