"""Making good what a site lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.lifecycle import addresses
from portal.lifecycle.acts import act, home_of
from portal.lifecycle.states import show_home
from portal.pages.services import make_home_anew
from portal.sites.models import READABLE, MemberSite, SiteEvent, SiteState
from portal.sites.services import note_event

if TYPE_CHECKING:
    from portal.accounts.models import User

# States in which the home page has to be published; a merge leaves it unpublished.
SHOWN = READABLE | {SiteState.DRAFT}


def has_lost_home(site: MemberSite) -> bool:
    """Whether the site has no home page, or one that readers should find and do not."""
    home = site.root_page
    return home is None or (site.state in SHOWN and not home.live)


def restore_home(*, actor: User | None, site: MemberSite, note: str = "") -> SiteEvent | None:
    """Publish the site's home page again, or make an empty one where it was lost.

    Pages that were lost with it stay lost; they come back from a backup only.

    Returns:
        The entry of the history, or None when nothing was missing.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: TV-01 another page lies at the site's path by now.
    """
    with act(actor, site):
        if not has_lost_home(site):
            return None
        if site.root_page is None:
            make_home_anew(site)
        else:
            show_home(site)
        facts = {"home": addresses.public_path(home_of(site))}
        kind = SiteEvent.Kind.CREATED
        return note_event(site=site, kind=kind, actor=actor, note=note, facts=facts)
