"""Business acts on people of sites: inviting, giving and ending roles, disabling accounts.

Each checks who may, locks the person's account, writes, and notes what was done twice: in the
person's history (``PersonEvent``) and, for a role in a site, in the site's (``SiteEvent``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.people import guards, sessions
from portal.people.history import note
from portal.people.models import PersonEvent
from portal.people.names import clean_email, clean_name, free_username
from portal.people.permissions import grants_to_take, has_roles_elsewhere, may_end
from portal.people.tasks import send_invitation, tell_of_role
from portal.sites import structure
from portal.sites.models import Role, RoleGrant
from portal.sites.permissions import is_portal_admin, may_grant
from portal.sites.services import grant_role, revoke_role

if TYPE_CHECKING:
    from datetime import date

    from portal.accounts.models import User
    from portal.sites.models import MemberSite

Kind = PersonEvent.Kind
BETWEEN_INVITATIONS = timedelta(minutes=1)


@dataclass(frozen=True)
class Invited:
    """``is_new``: an account was made. ``changed``: False when the role stood already so."""

    person: User
    grant: RoleGrant
    is_new: bool
    changed: bool


@transaction.atomic
def invite(
    *,
    actor: User,
    email: str,
    last_name: str,
    first_name: str,
    role: Role,
    site: MemberSite | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Invited:
    """Give a role to the person with this e-mail address, whose account is made when missing.

    An account that exists keeps its names. A new one has no password: its owner sets one by the
    link in the mail. Sent twice, the same invitation changes nothing the second time.

    Raises:
        PermissionDenied: the actor may not give this role here.
        ValidationError: ND-01 an account cannot be made without an address and both names; ND-02
            several accounts have this address; ND-03 the account is disabled; ND-04 it is the
            actor's own or one the actor may not change; VT-01 to VT-03 of ``grant_role``, VT-04.
    """
    if not may_grant(actor, role, site):
        raise PermissionDenied
    address = clean_email(email)
    structure.lock()  # two invitations to one new address make one account
    person = _account_of(address)
    is_new = person is None
    if person is None:
        person = _make_account(address, clean_name(last_name), clean_name(first_name))
    else:
        guards.refuse_unless_invitable(actor, person)
    grant, changed = _give(actor, person, role, site, valid_from, valid_to)
    if is_new:
        note(kind=Kind.INVITED, actor=actor, person=person, grant=grant)
        send_invitation.enqueue(person.pk)
    elif changed:
        note(kind=Kind.LINKED, actor=actor, person=person, grant=grant)
        tell_of_role.enqueue(grant.pk)
    return Invited(person, grant, is_new, changed)


def _account_of(address: str) -> User | None:
    people = get_user_model().objects.select_for_update()
    found = list(people.filter(email__iexact=address).order_by("pk")[:2]) if address else []
    if len(found) > 1:
        text = _("Several accounts have this e-mail address; ask a portal administrator.")
        raise refuse("ND-02", text)
    return found[0] if found else None


def _make_account(address: str, last_name: str, first_name: str) -> User:
    if not (address and last_name and first_name):
        raise refuse("ND-01", _("A new person needs an e-mail address, a family and a given name."))
    person = get_user_model()(
        username=free_username(last_name, first_name),
        email=address,
        last_name=last_name,
        first_name=first_name,
    )
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    return person


def _give(
    actor: User,
    person: User,
    role: Role,
    site: MemberSite | None,
    valid_from: date | None,
    valid_to: date | None,
) -> tuple[RoleGrant, bool]:
    """The grant, and whether anything changed; one that has run out stays as history."""
    standing = RoleGrant.objects.standing().filter(person=person, role=role, site=site)
    before = standing.select_for_update(of=("self",)).first()
    if before and before.valid_to and before.valid_to < timezone.localdate():
        revoke_role(person=person, role=role, site=site, actor=actor)
        before = None
    if before and (valid_from or before.valid_from, valid_to) == (
        before.valid_from,
        before.valid_to,
    ):
        return before, False
    guards.refuse_past(valid_to)
    if before:
        guards.refuse_losing_last_admin(actor, before, role, valid_from, valid_to)
        valid_from = valid_from or before.valid_from
    grant = grant_role(
        person=person,
        role=role,
        site=site,
        actor=actor,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return grant, True


@transaction.atomic
def give_role(
    *,
    actor: User,
    person: User,
    role: Role,
    site: MemberSite | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Give a person who has an account a further role.

    Raises:
        PermissionDenied: the actor may not give this role here.
        ValidationError: ND-03, ND-04, ND-07, VT-01 to VT-04.
    """
    if not may_grant(actor, role, site):
        raise PermissionDenied
    person = _locked(person)
    guards.refuse_unless_invitable(actor, person)
    grant, changed = _give(actor, person, role, site, valid_from, valid_to)
    if changed:
        note(kind=Kind.GIVEN, actor=actor, person=person, grant=grant)
        tell_of_role.enqueue(grant.pk)
    return grant


@transaction.atomic
def change_role(
    *,
    actor: User,
    grant: RoleGrant,
    role: Role,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Change the period of a role, or put another role of the same site in its place.

    Args:
        valid_from: None keeps the beginning; of another role: today.
        valid_to: the last day; None is without end.

    Raises:
        PermissionDenied: the actor may not take the old or give the new role.
        ValidationError: ND-04 it is a role of the actor's own or of somebody the actor may not
            change; ND-05 it was ended meanwhile; ND-07 the site would lose its last
            administrator; VT-01 to VT-04.
    """
    grant, person = _locked_grant(actor, grant)
    if not may_grant(actor, role, grant.site):
        raise PermissionDenied
    guards.refuse_unless_touchable(actor, person)
    guards.refuse_losing_last_admin(actor, grant, role, valid_from, valid_to)
    old = Role(grant.role)
    if role != old:
        guards.refuse_past(valid_to)
        revoke_role(person=person, role=old, site=grant.site, actor=actor)
        note(kind=Kind.ENDED, actor=actor, person=person, grant=grant)
    elif valid_from is None:
        valid_from = grant.valid_from
    changed = grant_role(
        person=person,
        role=role,
        site=grant.site,
        actor=actor,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    kind = Kind.CHANGED if role == old else Kind.GIVEN
    note(kind=kind, actor=actor, person=person, grant=changed)
    return changed


@transaction.atomic
def end_role(*, actor: User, grant: RoleGrant) -> None:
    """Take a role back, effective with the person's next request.

    Raises:
        PermissionDenied: the actor may not take this role.
        ValidationError: ND-04 somebody the actor may not change; ND-05 it was ended already;
            ND-06 the actor would end the own last role as an administrator; ND-07 the site
            would lose its last administrator.
    """
    grant, person = _locked_grant(actor, grant)
    if person.pk == actor.pk:
        guards.refuse_ending_own_last(actor, grant)
    else:
        guards.refuse_unless_touchable(actor, person)
    guards.refuse_losing_last_admin(actor, grant)
    revoke_role(person=person, role=Role(grant.role), site=grant.site, actor=actor)
    note(kind=Kind.ENDED, actor=actor, person=person, grant=grant)


@transaction.atomic
def disable_person(*, actor: User, person: User) -> bool:
    """Shut a person out of the own sites.

    The account is disabled, and signed out everywhere, when all its roles are ones the actor may
    take; roles are kept for the day it is enabled again. Otherwise only the roles in the actor's
    own sites are ended, and other sites notice nothing.

    Returns:
        Whether the account was disabled.

    Raises:
        PermissionDenied: the actor has nothing to do with the person.
        ValidationError: ND-04, ND-07.
    """
    person = _locked(person)
    grants = _grants_to_take(actor, person)
    guards.refuse_unless_touchable(actor, person)
    for grant in grants:
        guards.refuse_losing_last_admin(actor, grant)
    if has_roles_elsewhere(actor, person):
        for grant in grants:
            revoke_role(person=person, role=Role(grant.role), site=grant.site, actor=actor)
            note(kind=Kind.ENDED, actor=actor, person=person, grant=grant)
        return False
    if person.is_active:
        person.is_active = False
        person.save(update_fields=["is_active"])
        sessions.end(person)
        _note_for_account(Kind.DISABLED, actor, person, grants)
    return True


@transaction.atomic
def enable_person(*, actor: User, person: User) -> None:
    """Let a disabled person sign in again, with the roles that still stand.

    Raises:
        PermissionDenied: the actor has nothing to do with the person.
        ValidationError: ND-04; ND-08 the person has roles in other sites too, or the portal
            disabled the account.
    """
    person = _locked(person)
    grants = _grants_to_take(actor, person)
    guards.refuse_unless_touchable(actor, person)
    if person.is_active:
        return
    if not is_portal_admin(actor):
        guards.refuse_enabling_for_others(actor, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _note_for_account(Kind.ENABLED, actor, person, grants)


@transaction.atomic
def send_invitation_again(*, actor: User, person: User) -> None:
    """Mail a fresh link to somebody who has not set a password yet; the old one dies with it.

    Raises:
        PermissionDenied: the actor has nothing to do with the person.
        ValidationError: ND-03, ND-04; ND-09 the person has a password; ND-10 a mail was sent
            within the last minute.
    """
    person = _locked(person)
    grants = _grants_to_take(actor, person)
    guards.refuse_unless_invitable(actor, person)
    if person.has_usable_password():
        text = _("This person has set a password already and needs no invitation.")
        raise refuse("ND-09", text)
    sent = PersonEvent.objects.filter(person=person, kind__in=PersonEvent.OF_INVITATIONS)
    if sent.filter(at__gt=timezone.now() - BETWEEN_INVITATIONS).exists():
        raise refuse("ND-10", _("An invitation was sent just now; wait a minute."))
    note(kind=Kind.INVITED_AGAIN, actor=actor, person=person, grant=grants[0] if grants else None)
    send_invitation.enqueue(person.pk)


def _locked(person: User) -> User:
    return get_user_model().objects.select_for_update().get(pk=person.pk)


def _locked_grant(actor: User, grant: RoleGrant) -> tuple[RoleGrant, User]:
    if not may_end(actor, grant):
        raise PermissionDenied
    person = _locked(grant.person)
    grant = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if grant.revoked_at:
        raise refuse("ND-05", _("This role was ended meanwhile; load the page again."))
    return grant, person


def _grants_to_take(actor: User, person: User) -> list[RoleGrant]:
    """Standing roles of ``person`` within the actor's reach; without any, nothing to do here."""
    found = grants_to_take(actor).standing().filter(person=person).select_related("site")
    grants = list(found)
    if not grants and not is_portal_admin(actor):
        raise PermissionDenied
    return grants


def _note_for_account(kind: Kind, actor: User, person: User, grants: list[RoleGrant]) -> None:
    """Once for the portal when the portal acts, else once for each site concerned."""
    if is_portal_admin(actor):
        note(kind=kind, actor=actor, person=person)
    noted: set[int] = set()
    for grant in grants:
        if grant.site_id and grant.site_id not in noted:
            noted.add(grant.site_id)
            note(kind=kind, actor=actor, person=person, site=grant.site)
