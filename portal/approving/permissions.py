"""Who may send links and who looks after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.approving.models import ApprovalLink
from portal.approving.versions import waiting_step
from portal.sites.models import Role
from portal.sites.permissions import has_role, reads_somewhere, sites_to_read

if TYPE_CHECKING:
    from wagtail.models import Page

    from portal.accounts.models import User
    from portal.approving.models import ApprovalLinkQuerySet
    from portal.sites.models import MemberSite


def may_send(page: Page, user: User) -> bool:
    """Whoever may work on an article that waits for its approvers."""
    return waiting_step(page) is not None and bool(page.permissions_for_user(user).can_edit())


def may_look(user: User) -> bool:
    """Administrators of sites and of the portal, and auditors."""
    return reads_somewhere(user, Role.SITE_ADMIN)


def visible_links(user: User) -> ApprovalLinkQuerySet:
    """The links of the sites whose administration the person may see."""
    rows = ApprovalLink.objects.filter(site__in=sites_to_read(user, Role.SITE_ADMIN))
    return rows.select_related("person", "asked_by", "site", "page", "revoked_by")


def may_revoke(link: ApprovalLink, user: User) -> bool:
    return has_role(user, _site(link), Role.SITE_ADMIN)


def _site(link: ApprovalLink) -> MemberSite:
    site: MemberSite = link.site
    return site
