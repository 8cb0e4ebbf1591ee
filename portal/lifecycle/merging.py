"""Merging one site into another: nothing is deleted, every old address leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.digest.merging import move_subscribers
from portal.lifecycle import addresses, files, people, tasks
from portal.lifecycle.acts import act, home_of
from portal.lifecycle.obstacles import refuse_merge
from portal.lifecycle.pages import withdraw
from portal.lifecycle.states import enter
from portal.lifecycle.transfer import Transfer
from portal.pages.models import CardRow
from portal.reading.series import move_series
from portal.sites.models import MemberSite, Role, SiteEvent, SiteState
from portal.sites.services import note_event

if TYPE_CHECKING:
    from portal.accounts.models import User


def merge_into(
    *,
    actor: User | None,
    site: MemberSite,
    target: MemberSite,
    roles: dict[Role, Role | None],
    note: str = "",
) -> SiteEvent:
    """Make ``site`` a part of ``target``: pages, files, people, views counted before.

    Sections go below the target's home page; those with the address of a section there become one
    with it. Articles keep keys, versions, authors, topics and dates; an address that is taken gets
    "-2". The old site stays as a row without pages, redirected to the target. All or nothing.

    Args:
        roles: which role people with a role in ``site`` get in ``target``; None for none.

    Returns:
        The entry in the history of ``site``; ``facts`` holds the numbers.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: VD-03 a home page is missing; VD-04 the province would end; VD-10 into
            itself; VD-11 it is redirected already; VD-12 the target lies below it; VD-13 another
            site does; VD-14 its home page is not public; VD-15 the target is frozen or closed;
            VD-16 pages of plugins that are off at the target.
    """
    with act(actor, site, target):
        refuse_merge(site, target)
        facts = _move_pages(actor, site, target)
        facts["files"] = files.move_files(site=site, target=target)
        facts["series"] = move_series(site=site, target=target)
        facts["subscribers"] = move_subscribers(site=site, target=target)
        facts["people"] = people.move_people(actor=actor, site=site, target=target, roles=roles)
        facts["views"] = site.opening_views
        _add_views(site, target)
        _end(actor, site, target)
        kind = SiteEvent.Kind.MERGED
        taken_in = {**facts, "from": site.code, "from_name": site.name}
        note_event(site=target, kind=kind, actor=actor, note=note, facts=taken_in)
        return note_event(site=site, kind=kind, actor=actor, note=note, facts=facts)


def _move_pages(actor: User | None, site: MemberSite, target: MemberSite) -> dict[str, Any]:
    """Pages, their cards and their old addresses."""
    home = home_of(site)
    left = addresses.public_path(home)
    known = addresses.below(home)
    moves = Transfer(actor)
    moves.unite(list(home.get_children()), home_of(target))
    CardRow.objects.filter(site=site).update(site=target)
    tasks.index_after_move(target, moves.moved)
    return {
        "target": target.code,
        "pages": moves.moved,
        "renamed": moves.renamed[:100],
        "addresses": _lead_on(known, left, site, target, moves),
    }


def _add_views(site: MemberSite, target: MemberSite) -> None:
    """The opening balance of the target; the row of the old site keeps its own numbers."""
    target.opening_views += site.opening_views
    if site.opening_views:
        target.opening_views_on = timezone.localdate()
    target.save()


def _lead_on(
    known: list[tuple[str, int]],
    left: str,
    site: MemberSite,
    target: MemberSite,
    moves: Transfer,
) -> int:
    """Remember every old address; those of emptied pages lead to what took their content."""
    heir = {section.pk: twin.pk for section, twin in moves.left}
    heir[home_of(site).pk] = home_of(target).pk
    pairs = [(path, heir.get(pk, pk)) for path, pk in known]
    addresses.hand_on(heir)
    count = addresses.remember(pairs, merged=True)
    addresses.remember_place(left, home_of(target))
    return count


def _end(actor: User | None, site: MemberSite, target: MemberSite) -> None:
    for page in home_of(site).get_descendants(inclusive=True).live():
        withdraw(page, actor)
    site.successor = target
    enter(site, SiteState.REDIRECTED)
