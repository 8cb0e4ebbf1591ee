"""Putting a whole site into the archive, and moving single sections to another site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.errors import refuse
from portal.lifecycle import addresses, tasks
from portal.lifecycle.acts import act, home_of
from portal.lifecycle.obstacles import (
    refuse_archiving,
    refuse_closed_plugins,
    refuse_closed_target,
    refuse_nested,
)
from portal.lifecycle.pages import amend_versions, withdraw
from portal.lifecycle.states import enter
from portal.lifecycle.transfer import Transfer
from portal.pages.models import CardRow, SectionPage
from portal.pages.services import refuse_taken_code
from portal.sites.fixed import ARCHIVE, is_archived
from portal.sites.models import MemberSite, SiteEvent, SiteState
from portal.sites.services import note_event
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.accounts.models import User


def archive(*, actor: User | None, site: MemberSite, note: str = "") -> SiteEvent:
    """Bring a site below the province's archive section, frozen as it is.

    Returns:
        The entry in the site's history.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: VD-03 it has no home page; VD-04 it is the province; VD-13 another site
            lies below it; VD-17 it is not in operation; VD-18 it lies in the archive already;
            VD-19 the archive's address is taken by something else.
    """
    with act(actor, site):
        refuse_archiving(site)
        home = home_of(site)
        left = addresses.public_path(home)
        moves = Transfer(actor)
        moves.graft([home], _archive_section())
        site.root_page = Page.objects.get(pk=home.pk)
        addresses.remember_place(left, site.root_page)
        enter(site, SiteState.FROZEN)
        tasks.index_after_move(site, moves.moved)
        facts = {"from": left, "to": addresses.public_path(home_of(site)), "pages": moves.moved}
        return note_event(
            site=site, kind=SiteEvent.Kind.ARCHIVED, actor=actor, note=note, facts=facts
        )


def bring_back(*, actor: User | None, site: MemberSite, code: str, note: str = "") -> SiteEvent:
    """Take a site out of the archive, to a path of its own; its state stays.

    Returns:
        The entry in the site's history.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: VD-03 it has no home page; VD-32 it does not lie in the archive; VD-33,
            TV-01 … TV-03 as ``refuse_taken_code``.
    """
    with act(actor, site):
        home = home_of(site)
        if not is_archived(site, current()):
            message = _("“%(site)s” does not lie in the archive.")
            raise refuse("VD-32", message % {"site": site.short_name})
        refuse_taken_code(code := code.strip(), site=site)
        left, home.slug = addresses.public_path(home), code
        amend_versions(home, slug=code)
        moves = Transfer(actor)
        moves.graft([home], Page.objects.get(member_site__is_province=True))
        site.code = code
        site.save()
        site.root_page = Page.objects.get(pk=home.pk)
        addresses.remember_place(left, site.root_page)
        tasks.index_after_move(site, moves.moved)
        facts = {"from": left, "to": addresses.public_path(home_of(site)), "pages": moves.moved}
        return note_event(site=site, kind=SiteEvent.Kind.PATH, actor=actor, note=note, facts=facts)


def move_sections(
    *,
    actor: User | None,
    sections: Sequence[int],
    target_site: MemberSite,
    note: str = "",
) -> SiteEvent:
    """Make sections of one site sections of another one, which is how a site is split.

    Files and people stay where they are. Sections whose address the target has become one with
    its own, as in a merge.

    Args:
        sections: keys of the section pages.

    Returns:
        The entry in the history of the site they come from.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: VD-13 a site lies below a section; VD-15 the target is frozen or closed;
            VD-16 pages of plugins that are off at the target; VD-20 no sections of one site were
            given; VD-21 they are the target's already.
    """
    with act(actor, target_site):
        pages, site = sections_to_move(sections, target_site)
        moves = Transfer(actor)
        count = _bring(pages, site, target_site, moves)
        tasks.index_after_move(target_site, moves.moved)
        return _note_split(actor, note, pages, site, target_site, moves, count)


def sections_to_move(keys: Sequence[int], target: MemberSite) -> tuple[list[Page], MemberSite]:
    """The sections and the site they belong to; raises the refusals of ``move_sections``."""
    pages = _sections(keys)
    site = _source(pages)
    if site.pk == target.pk:
        raise refuse("VD-21", _("The sections are that site’s already; choose another one."))
    refuse_closed_target(target)
    for page in pages:
        refuse_nested(site, page)
    refuse_closed_plugins(pages, target)
    return pages, site


def _note_split(
    actor: User | None,
    note: str,
    pages: Sequence[Page],
    site: MemberSite,
    target: MemberSite,
    moves: Transfer,
    count: int,
) -> SiteEvent:
    facts = {
        "target": target.code,
        "from": site.code,
        "sections": [page.title for page in pages],
        "pages": moves.moved,
        "addresses": count,
        "renamed": moves.renamed[:100],
    }
    kind = SiteEvent.Kind.SPLIT
    note_event(site=target, kind=kind, actor=actor, note=note, facts=facts)
    return note_event(site=site, kind=kind, actor=actor, note=note, facts=facts)


def _bring(pages: Sequence[Page], site: MemberSite, target: MemberSite, moves: Transfer) -> int:
    """Move the sections with their cards, lead old addresses on; returns how many addresses."""
    known = [pair for page in pages for pair in addresses.below(page)]
    left = [(page.pk, addresses.public_path(page)) for page in pages]
    for page in pages:
        moves.unite([page], home_of(target))
    heir = {section.pk: twin.pk for section, twin in moves.left}
    addresses.hand_on(heir)
    count = addresses.remember((path, heir.get(pk, pk)) for path, pk in known)
    for pk, path in left:
        addresses.remember_place(path, Page.objects.get(pk=heir.get(pk, pk)))
    moved = [pk for _path, pk in known]
    CardRow.objects.filter(page_id__in=moved, site=site).update(site=target)
    for section, _twin in moves.left:
        withdraw(Page.objects.get(pk=section.pk), moves.actor)
    return count


def _archive_section() -> Page:
    """The province's section for ended sites, made when it is missing; in no menu."""
    root = Page.objects.get(member_site__is_province=True)
    found = root.get_children().filter(slug=ARCHIVE).first()
    if found is None:
        section = SectionPage(title=str(_("Archive")), slug=ARCHIVE, show_in_menus=False)
        root.add_child(instance=section)
        found = Page.objects.get(pk=section.pk)
    if not issubclass(found.specific_class or Page, SectionPage):
        message = _("“/%(slug)s/” is no section; give that page another address first.")
        raise refuse("VD-19", message % {"slug": ARCHIVE})
    return found


def _sections(keys: Sequence[int]) -> list[Page]:
    """The pages, without those that lie below another one of them."""
    pages = list(Page.objects.filter(pk__in=list(keys)).order_by("path"))
    right = all(issubclass(page.specific_class or Page, SectionPage) for page in pages)
    if not pages or len(pages) != len(set(keys)) or not right:
        raise refuse("VD-20", _("Choose one or more sections, all of the same site."))
    return [
        page
        for page in pages
        if not any(page.is_descendant_of(other) for other in pages if other != page)
    ]


def _source(pages: Sequence[Page]) -> MemberSite:
    structure = current()
    owners = {structure.site_of(page.path) for page in pages}
    site = owners.pop() if len(owners) == 1 else None
    if site is None:
        raise refuse("VD-20", _("Choose one or more sections, all of the same site."))
    return site
