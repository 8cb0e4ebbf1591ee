"""The states of a site: draft → active → frozen → redirected → closed, and back to frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.lifecycle.acts import act, home_of, refuse_province
from portal.sites.models import READABLE, MemberSite, SiteEvent, SiteState
from portal.sites.services import note_event

if TYPE_CHECKING:
    from portal.accounts.models import User

MESSAGE_LENGTH = 500
ALLOWED: dict[SiteState, frozenset[SiteState]] = {
    SiteState.DRAFT: frozenset({SiteState.ACTIVE, SiteState.CLOSED}),
    SiteState.ACTIVE: frozenset({SiteState.FROZEN, SiteState.CLOSED}),
    SiteState.FROZEN: frozenset({SiteState.ACTIVE, SiteState.REDIRECTED, SiteState.CLOSED}),
    SiteState.REDIRECTED: frozenset({SiteState.FROZEN, SiteState.CLOSED}),
    SiteState.CLOSED: frozenset({SiteState.FROZEN}),
}


def change_state(
    *,
    actor: User | None,
    site: MemberSite,
    state: SiteState,
    note: str = "",
    successor: MemberSite | None = None,
) -> SiteEvent:
    """Bring ``site`` into another state; its content stays as it is.

    Args:
        successor: where readers of a redirected site are led; for that state only.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: VD-03 it has no home page; VD-04 it is the province; VD-05 this state
            does not follow the present one; VD-06 no fit successor.
    """
    with act(actor, site):
        refuse_province(site)
        before = SiteState(site.state)
        if state not in ALLOWED[before]:
            message = _("“%(site)s” is “%(before)s” and cannot become “%(after)s” from there.")
            values = {"before": before.label, "after": SiteState(state).label}
            raise refuse("VD-05", message % ({"site": site.short_name} | values))
        if state == SiteState.REDIRECTED:
            _refuse_unfit(site, successor)
        if state in READABLE:
            show_home(site)
        site.successor = successor if state == SiteState.REDIRECTED else None
        enter(site, state)
        facts = {"from": before.value, "to": SiteState(state).value}
        if site.successor:
            facts["successor"] = site.successor.code
        return note_event(site=site, kind=SiteEvent.Kind.STATE, actor=actor, note=note, facts=facts)


def enter(site: MemberSite, state: SiteState) -> None:
    """Write the state and since when it holds; within an act."""
    site.state, site.state_since = state, timezone.now()
    site.save()


def set_maintenance(
    *, actor: User | None, site: MemberSite, on: bool, message: str = ""
) -> SiteEvent | None:
    """Put a static page in place of all of the site's pages, or take it away again.

    Returns:
        The entry of the history, or None when nothing changed.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: VD-07 the message is too long.
    """
    text = message.strip() if on else ""
    if len(text) > MESSAGE_LENGTH:
        sentence = _("The message is too long (at most %(limit)s characters).")
        raise refuse("VD-07", sentence % {"limit": MESSAGE_LENGTH})
    with act(actor, site):
        if (site.maintenance, site.maintenance_message) == (on, text):
            return None
        site.maintenance, site.maintenance_message = on, text
        site.save()
        facts = {"on": on}
        kind = SiteEvent.Kind.MAINTENANCE
        return note_event(site=site, kind=kind, actor=actor, note=text, facts=facts)


def _refuse_unfit(site: MemberSite, successor: MemberSite | None) -> None:
    """A successor is another site that readers find."""
    if successor is None or successor.pk == site.pk or successor.state not in READABLE:
        message = _("Choose another site, one that readers can open, as the successor.")
        raise refuse("VD-06", message)


def show_home(site: MemberSite) -> None:
    """A merge unpublishes the home page; a site that is opened again shows it again."""
    home = home_of(site)
    if not home.live:
        home = home.specific
        home.live, home.expired = True, False
        home.save()
