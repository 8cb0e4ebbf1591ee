"""What was done with a person, written for the person and for the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.people.models import PersonEvent
from portal.sites.models import Role, SiteEvent
from portal.sites.permissions import is_portal_admin
from portal.sites.services import note_event

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.sites.models import MemberSite, RoleGrant


def note(
    *,
    kind: PersonEvent.Kind,
    actor: User,
    person: User,
    grant: RoleGrant | None = None,
    site: MemberSite | None = None,
) -> None:
    """Write an act into both histories, within its transaction.

    Args:
        grant: the role concerned; its site is the event's.
        site: of an act on the account itself; None: the portal's.
    """
    if grant is not None:
        site = grant.site
    PersonEvent.objects.create(
        person=person,
        kind=kind,
        site=site,
        role=grant.role if grant else "",
        valid_from=grant.valid_from if grant else None,
        valid_to=grant.valid_to if grant else None,
        actor=actor,
        actor_name=str(actor),
        by_portal=is_portal_admin(actor),
    )
    if site is not None:
        note_event(
            site=site,
            kind=SiteEvent.Kind.ROLES,
            actor=actor,
            note=_words(kind, person, grant),
            facts=_facts(kind, person, grant),
        )


def _words(kind: PersonEvent.Kind, person: User, grant: RoleGrant | None) -> str:
    role = f" – {Role(grant.role).label}" if grant else ""
    return f"{kind.label}: {person}{role}"


def _facts(kind: PersonEvent.Kind, person: User, grant: RoleGrant | None) -> dict[str, Any]:
    facts: dict[str, Any] = {"act": str(kind), "person": person.pk, "name": str(person)}
    if grant:
        facts |= {
            "role": grant.role,
            "from": grant.valid_from.isoformat(),
            "to": grant.valid_to.isoformat() if grant.valid_to else None,
        }
    return facts
