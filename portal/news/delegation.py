"""Deputies during leave: a dated role of one person that stands for another's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.news.newsroom import Delegation
from portal.news.notices import tell
from portal.sites.models import MemberSite, Role, RoleGrant, SiteEvent
from portal.sites.permissions import has_role
from portal.sites.rights import CONTAINS, SITE_ROLES, forget_rights
from portal.sites.services import grant_role, note_event, revoke_role

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.sites.models import RoleGrantQuerySet

DELEGABLE = (Role.APPROVER, Role.EDITOR)
LONGEST = timedelta(days=366)


def own_grants(person: User, site: MemberSite | None = None) -> RoleGrantQuerySet:
    """Standing roles of ``person`` in sites, without those held for somebody else."""
    held = RoleGrant.objects.standing().filter(person=person, delegation=None, scope="site")
    return held if site is None else held.filter(site=site)


def roles_to_delegate(person: User) -> list[tuple[MemberSite, Role]]:
    """What ``person`` may hand on: approver and editor where he or she holds them today."""
    held = own_grants(person).in_force().select_related("site").order_by("site__position", "pk")
    return [
        (grant.site, role)
        for grant in held
        if grant.site and grant.site.is_changeable
        for role in DELEGABLE
        if role in CONTAINS[Role(grant.role)]
    ]


def people_of(site: MemberSite) -> QuerySet[User]:
    """Active people with a role in ``site`` itself today."""
    held = RoleGrant.objects.in_force().filter(site=site).values("person")
    return get_user_model().objects.filter(is_active=True, pk__in=held)


@transaction.atomic
def delegate(
    *,
    actor: User,
    principal: User,
    deputy: User,
    site: MemberSite,
    role: Role,
    valid_from: date,
    valid_to: date,
    reason: str,
) -> Delegation:
    """Let ``deputy`` act as ``role`` in ``site`` for ``principal``, from day to day.

    Raises:
        PermissionDenied: the actor is neither the principal nor administers the site.
        ValidationError: QT-11 the days are wrong; QT-12 the principal does not hold the role
            for all these days; QT-13 the deputy does not work in the site; QT-14 the deputy holds
            the role already; QT-15 no reason; VT-02 the site is closed.
    """
    if actor.pk != principal.pk and not has_role(actor, site, Role.SITE_ADMIN):
        raise PermissionDenied
    if not reason.strip():
        raise refuse("QT-15", _("Say why: leave, mission, illness …"))
    _refuse_wrong_days(valid_from, valid_to)
    # One at a time for the deputy: two delegations at once must not both find the role free.
    deputy = get_user_model().objects.select_for_update().get(pk=deputy.pk)
    _refuse_more_than_held(principal, site, role, valid_from, valid_to)
    _refuse_unfit(principal, deputy, site)
    _make_room(deputy, site, role)
    grant = grant_role(
        person=deputy, role=role, site=site, valid_from=valid_from, valid_to=valid_to
    )
    grant.granted_by = actor
    grant.save(update_fields=["granted_by"])
    delegation = Delegation.objects.create(
        grant=grant, site=site, principal=principal, reason=reason.strip()[:500], made_by=actor
    )
    _note(delegation, actor, _("%(deputy)s stands for %(principal)s (%(role)s)"))
    text = _("You stand for %(principal)s as %(role)s in %(site)s from %(first)s to %(last)s.")
    tell(
        people=[deputy],
        text=text
        % {
            "principal": principal,
            "role": role.label.lower(),
            "site": site.short_name,
            "first": date_format(valid_from, "SHORT_DATE_FORMAT"),
            "last": date_format(valid_to, "SHORT_DATE_FORMAT"),
        },
    )
    return delegation


@transaction.atomic
def end_delegation(*, actor: User, delegation: Delegation) -> None:
    """End a delegation before its last day; one that is over already stays as it is.

    Raises:
        PermissionDenied: the actor has nothing to do with it.
    """
    if not may_end(actor, delegation):
        raise PermissionDenied
    _revoke(delegation, actor)


def may_end(actor: User, delegation: Delegation) -> bool:
    """The principal, the deputy, and who administers the site."""
    concerned = {delegation.principal_id, delegation.grant.person_id}
    return actor.pk in concerned or has_role(actor, delegation.site, Role.SITE_ADMIN)


def end_orphaned() -> int:
    """End delegations whose principal lost the role meanwhile; returns their number."""
    ended = 0
    for delegation in standing().select_related("grant__person", "principal", "site"):
        grant = delegation.grant
        containing = [role for role in SITE_ROLES if Role(grant.role) in CONTAINS[role]]
        held = own_grants(delegation.principal, delegation.site).filter(role__in=containing)
        if not held.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())).exists():
            with transaction.atomic():
                _revoke(delegation, None)
            ended += 1
    return ended


def standing() -> QuerySet[Delegation]:
    """Those that hold or will hold."""
    today = timezone.localdate()
    return Delegation.objects.filter(grant__revoked_at=None, grant__valid_to__gte=today)


def visible_delegations(user: User, administered: QuerySet[MemberSite]) -> QuerySet[Delegation]:
    """Those that concern ``user``, and those of the sites he or she administers."""
    concerned = Q(principal=user) | Q(grant__person=user) | Q(site__in=administered)
    rows = Delegation.objects.filter(concerned)
    return rows.select_related("grant__person", "principal", "site", "made_by")


def principal_of(user: User, site: MemberSite | None, role: Role) -> User | None:
    """For whom ``user`` acts as ``role`` in ``site`` today; None: in the own name."""
    if site is None:
        return None
    rows = Delegation.objects.filter(
        grant__in=RoleGrant.objects.in_force().filter(person=user, site=site)
    ).select_related("grant", "principal")
    found = next((row for row in rows if role in CONTAINS[Role(row.grant.role)]), None)
    if found is None:
        return None
    own = RoleGrant.objects.in_force().filter(
        Q(site=site) | Q(site=None), person=user, delegation=None
    )
    has_it = any(role in CONTAINS[Role(held)] for held in own.values_list("role", flat=True))
    return None if has_it or user.is_superuser else found.principal


def in_the_name_of(user: User, site: MemberSite | None, role: Role, comment: str) -> str:
    """``comment``, preceded by the person stood for when ``user`` acts as a deputy."""
    principal = principal_of(user, site, role)
    if principal is None:
        return comment
    words = _("For %(person)s") % {"person": principal}
    return f"{words}: {comment}" if comment else words


def _revoke(delegation: Delegation, actor: User | None) -> None:
    rows = RoleGrant.objects.standing().filter(pk=delegation.grant_id)
    if rows.update(revoked_at=timezone.now(), revoked_by=actor):
        forget_rights(delegation.grant.person)
        _note(delegation, actor, _("%(deputy)s no longer stands for %(principal)s (%(role)s)"))


def _note(delegation: Delegation, actor: User | None, words: str) -> None:
    grant = delegation.grant
    values = {
        "deputy": grant.person,
        "principal": delegation.principal,
        "role": Role(grant.role).label,
    }
    facts = {"delegation": delegation.pk, "reason": delegation.reason}
    note_event(
        site=delegation.site,
        kind=SiteEvent.Kind.ROLES,
        actor=actor,
        note=words % values,
        facts=facts,
    )


def _refuse_wrong_days(valid_from: date, valid_to: date) -> None:
    if valid_from < timezone.localdate():
        raise refuse("QT-11", _("The delegation cannot begin in the past."))
    if valid_to < valid_from:
        raise refuse("QT-11", _("The delegation would end before it begins."))
    if valid_to > valid_from + LONGEST:
        text = _("A delegation lasts a year at most; who stays longer gets the role itself.")
        raise refuse("QT-11", text)


def _refuse_more_than_held(
    principal: User, site: MemberSite, role: Role, valid_from: date, valid_to: date
) -> None:
    containing = [held for held in SITE_ROLES if role in CONTAINS[held]]
    lasting = Q(valid_to=None) | Q(valid_to__gte=valid_to)
    held = own_grants(principal, site).filter(
        lasting, role__in=containing, valid_from__lte=valid_from
    )
    if role not in DELEGABLE or not held.exists():
        text = _("%(person)s does not hold the role “%(role)s” in %(site)s on all these days.")
        values = {"person": principal, "role": role.label, "site": site.short_name}
        raise refuse("QT-12", text % values)


def _refuse_unfit(principal: User, deputy: User, site: MemberSite) -> None:
    if deputy.pk == principal.pk or not people_of(site).filter(pk=deputy.pk).exists():
        text = _("Choose another person who works in %(site)s.")
        raise refuse("QT-13", text % {"site": site.short_name})


def _make_room(deputy: User, site: MemberSite, role: Role) -> None:
    """Rows that ran out stay as history; one that holds, or will, needs no second one."""
    today = timezone.localdate()
    held = RoleGrant.objects.standing().filter(person=deputy, site=site)
    current = held.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    if any(role in CONTAINS[Role(name)] for name in current.values_list("role", flat=True)):
        text = _("%(person)s holds the role “%(role)s” in %(site)s already, or will hold it.")
        values = {"person": deputy, "role": role.label, "site": site.short_name}
        raise refuse("QT-14", text % values)
    if held.filter(role=role).exists():
        revoke_role(person=deputy, role=role, site=site)
