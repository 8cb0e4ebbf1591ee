"""Who looks after news by e-mail: the administrators of each site; auditors look on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.digest.models import Subscriber
from portal.sites.models import Role
from portal.sites.permissions import has_role, sites_to_read

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.digest.models import SubscriberQuerySet
    from portal.sites.models import MemberSite


def sites_to_look_at(user: User) -> QuerySet[MemberSite]:
    return sites_to_read(user, Role.SITE_ADMIN)


def may_manage(user: User, site: MemberSite) -> bool:
    """Change settings, see whole addresses, delete them."""
    return has_role(user, site, Role.SITE_ADMIN)


def visible_subscribers(user: User) -> SubscriberQuerySet:
    rows = Subscriber.objects.filter(site__in=sites_to_look_at(user))
    return rows.select_related("site")
