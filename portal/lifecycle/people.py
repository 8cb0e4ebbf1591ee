"""What becomes of people's roles when their site is merged into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from portal.sites.models import Role, RoleGrant
from portal.sites.services import grant_role, revoke_role

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.sites.models import MemberSite


def standing_grants(site: MemberSite) -> list[RoleGrant]:
    """Roles in ``site`` that hold now or will."""
    over = Q(valid_to__lt=timezone.localdate())
    rows = RoleGrant.objects.standing().filter(site=site).exclude(over)
    return list(rows.select_related("person").order_by("pk"))


def move_people(
    *,
    actor: User | None,
    site: MemberSite,
    target: MemberSite,
    roles: dict[Role, Role | None],
) -> int:
    """Give people of ``site`` the mapped roles in ``target`` and take theirs in ``site`` back.

    Args:
        roles: role in ``site`` to role in ``target``; None, or left out, for no role there.

    Returns:
        How many people hold a role in the target by this.
    """
    moved = set()
    for grant in standing_grants(site):
        role = roles.get(Role(grant.role))
        if role is not None:
            _grant(actor, grant, role, target)
            moved.add(grant.person_id)
        revoke_role(actor=actor, person=grant.person, role=Role(grant.role), site=site)
    return len(moved)


def _grant(actor: User | None, grant: RoleGrant, role: Role, target: MemberSite) -> None:
    """Never shorten what the person holds there already."""
    today = timezone.localdate()
    start, end = max(grant.valid_from, today), grant.valid_to
    held = RoleGrant.objects.standing().filter(person=grant.person, role=role, site=target).first()
    if held is not None:
        is_over = held.valid_to is not None and held.valid_to < today
        start = start if is_over else min(start, held.valid_from)
        if not is_over and (held.valid_to is None or end is None):
            end = None
        elif not is_over and held.valid_to is not None and end is not None:
            end = max(end, held.valid_to)
    grant_role(
        actor=actor, person=grant.person, role=role, site=target, valid_from=start, valid_to=end
    )
