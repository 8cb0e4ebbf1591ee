"""What even an administrator may not do with people; each refusal is a coded sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.people.models import PersonEvent
from portal.people.permissions import has_roles_elsewhere, may_touch
from portal.sites.models import MemberSite, Role, RoleGrant
from portal.sites.permissions import is_portal_admin

if TYPE_CHECKING:
    from datetime import date

    from portal.accounts.models import User

ADMIN_ROLES = (Role.SITE_ADMIN, Role.PORTAL_ADMIN)


def refuse_unless_touchable(actor: User, person: User) -> None:
    """ND-04: nobody changes the own roles, and superusers are changed by superusers only."""
    if not may_touch(actor, person):
        text = _("You cannot change this account or its roles; ask another administrator.")
        raise refuse("ND-04", text)


def refuse_unless_invitable(actor: User, person: User) -> None:
    """ND-04 as above; ND-03: a disabled account gets no roles and no mails."""
    refuse_unless_touchable(actor, person)
    if not person.is_active:
        text = _("The account of this person is disabled; it has to be enabled first.")
        raise refuse("ND-03", text)


def refuse_past(valid_to: date | None) -> None:
    """VT-04: a role wholly in the past would bring an invitation and no right."""
    if valid_to and valid_to < timezone.localdate():
        text = _("This period is over already; the role would give no rights.")
        raise refuse("VT-04", text)


def refuse_ending_own_last(actor: User, grant: RoleGrant) -> None:
    """ND-06: who ends the own last role as an administrator could not undo it."""
    if grant.role not in ADMIN_ROLES or actor.is_superuser:
        return
    others = RoleGrant.objects.in_force().filter(person=actor, role__in=ADMIN_ROLES)
    if not others.exclude(pk=grant.pk).exists():
        text = _("This is your last role as an administrator; another one has to end it.")
        raise refuse("ND-06", text)


def refuse_losing_last_admin(
    actor: User,
    grant: RoleGrant,
    role: Role | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """ND-07: a site's last administrator is removed by portal administrators only.

    Args:
        role: what takes the grant's place; None when it is ended.
        valid_from: first day of what takes its place; None keeps the beginning.
        valid_to: its last day.
    """
    if grant.site_id is None or grant.role != Role.SITE_ADMIN or is_portal_admin(actor):
        return
    today = timezone.localdate()
    begun = (valid_from or grant.valid_from) <= today
    if role == Role.SITE_ADMIN and begun and (valid_to is None or valid_to >= today):
        return
    MemberSite.objects.select_for_update(of=("self",)).get(pk=grant.site_id)
    others = RoleGrant.objects.in_force().filter(
        site_id=grant.site_id, role=Role.SITE_ADMIN, person__is_active=True
    )
    if not others.exclude(person_id=grant.person_id).exists():
        text = _("A site keeps at least one administrator; only portal administrators may do this.")
        raise refuse("ND-07", text)


def refuse_enabling_for_others(actor: User, person: User) -> None:
    """ND-08: who was disabled by the portal, or works elsewhere too, is enabled by the portal."""
    last = PersonEvent.objects.filter(person=person, kind=PersonEvent.Kind.DISABLED).first()
    if last is None or last.by_portal or has_roles_elsewhere(actor, person):
        raise refuse("ND-08", _("Only a portal administrator may enable this account again."))
