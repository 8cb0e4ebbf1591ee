"""Who offers, who answers, and who sees which offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from portal.pages.cards import visible_rows
from portal.sites.models import MemberSite, Role, RoleGrant, SiteState
from portal.sites.permissions import has_role, people_with_role, sites_to_read, sites_with_role
from portal.sites.rights import rights_of
from portal.sites.structure import current
from portal.syndication.models import Offer, SiteExchange

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page

    from portal.accounts.models import User
    from portal.syndication.models import OfferQuerySet


def may_offer_from(user: User, site: MemberSite | None) -> bool:
    """Approvers, and editors where their site lets them: what they offer is published already."""
    if site is None or not site.is_changeable:
        return False
    if has_role(user, site, Role.APPROVER):
        return True
    return has_role(user, site, Role.EDITOR) and SiteExchange.of(site).editors_offer


def may_answer(user: User, offer: Offer) -> bool:
    """Editors of the receiving site; they take it into a draft, as if they had written it."""
    return has_role(user, offer.receiver, Role.EDITOR)


def may_take_back(user: User, offer: Offer) -> bool:
    return may_offer_from(user, offer.sender)


def may_change_settings(user: User, site: MemberSite | None) -> bool:
    return has_role(user, site, Role.SITE_ADMIN)


def sites_read(user: User) -> QuerySet[MemberSite]:
    """The sites whose exchange the person may look at."""
    return sites_to_read(user, Role.EDITOR)


def visible_offers(user: User) -> OfferQuerySet:
    """What the person's sites have sent and received; nothing that is between others."""
    rows = Offer.objects.all()
    if rights_of(user).reads_everything:
        return rows
    return rows.between(sites_read(user).values("pk"))


def own_sites(user: User) -> list[int]:
    """Where somebody waits for the person: people of the portal answer for the province."""
    rights = rights_of(user)
    found = [pk for pk in rights.in_site if rights.holds(Role.EDITOR, pk)]
    province = current().province
    if province and Role.NEWSROOM in rights.everywhere:
        found.append(province.pk)
    return found


def takes_part(user: User) -> bool:
    """Whether the screens are for this person; no query of its own."""
    rights = rights_of(user)
    return rights.reads_everything or any(
        rights.holds(Role.EDITOR, pk) for pk in (None, *rights.in_site)
    )


def receivers_for(site: MemberSite) -> list[MemberSite]:
    """To whom ``site`` may offer: members to the province, the province to all members."""
    return [
        other
        for other in current().sites
        if other.pk != site.pk
        and other.state == SiteState.ACTIVE
        and other.root_page_id
        and other.is_province != site.is_province
    ]


def is_public(article: Page) -> bool:
    """Whether any reader finds the article: live, in an open site, without a password."""
    return visible_rows(current()).filter(pk=article.pk).exists()


def people_of(site: MemberSite) -> QuerySet[User]:
    """Who hears what comes in: editors and approvers, else the site's administrators."""
    found = people_with_role(site, Role.EDITOR) | people_with_role(site, Role.APPROVER)
    if site.is_province:
        held = RoleGrant.objects.in_force().filter(role=Role.NEWSROOM, scope="portal")
        newsroom = Q(is_active=True, pk__in=held.values("person"))
        found = found | get_user_model().objects.filter(newsroom)
    found = found.distinct()
    return found if found.exists() else people_with_role(site, Role.SITE_ADMIN)


def sites_to_set(user: User) -> QuerySet[MemberSite]:
    return sites_with_role(user, Role.SITE_ADMIN)


def may_publish(user: Any, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_publish())
