"""Which acts a site's screen offers, and what each would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.lifecycle import forms
from portal.lifecycle.obstacles import OPEN
from portal.lifecycle.restoring import has_lost_home
from portal.sites.fixed import is_archived
from portal.sites.models import SiteState
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from portal.sites.models import MemberSite


@dataclass(frozen=True)
class Offer:
    """One act. ``name`` is its part of the address, ``lines`` say what happens."""

    name: str
    form: type[forms.ActForm]
    label: str | _StrPromise
    icon: str
    lines: tuple[str | _StrPromise, ...]
    is_open: Callable[[MemberSite], bool]
    is_serious: bool = False
    with_numbers: bool = False


def _member(site: MemberSite) -> bool:
    return not site.is_province


def _always(_site: MemberSite) -> bool:
    return True


def _splittable(site: MemberSite) -> bool:
    return site.state != SiteState.REDIRECTED


def _archivable(site: MemberSite) -> bool:
    return _member(site) and site.state in OPEN and not _archived(site)


def _archived(site: MemberSite) -> bool:
    return is_archived(site, current())


def _mergeable(site: MemberSite) -> bool:
    return _member(site) and site.state != SiteState.REDIRECTED


OFFERS = (
    Offer(
        "trang-chu",
        forms.RestoreForm,
        _("Restore the home page"),
        "home",
        (
            _("A home page that was unpublished is published again."),
            _("Where none is left, an empty one is made; lost pages come from a backup only."),
        ),
        has_lost_home,
    ),
    Offer(
        "trang-thai",
        forms.StateForm,
        _("Change the state"),
        "resubmit",
        (
            _("Active: readers find the site, its people work on it."),
            _("Frozen: readers find it with a notice; nobody changes anything."),
            _("Redirected: all its addresses lead to the successor."),
            _("Closed: readers find nothing; the content is kept and can be frozen again."),
        ),
        _member,
    ),
    Offer(
        "bao-tri",
        forms.MaintenanceForm,
        _("Maintenance"),
        "warning",
        (_("Readers of the site see one page with your message; nothing else is changed."),),
        _always,
    ),
    Offer(
        "doi-ten",
        forms.RenameForm,
        _("Rename"),
        "edit",
        (
            _("Addresses stay as they are."),
            _("The home page’s title and the collection’s name follow the short name."),
        ),
        _always,
    ),
    Offer(
        "duong-dan",
        forms.PathForm,
        _("Change the path"),
        "link",
        (_("All pages get new addresses; every old address leads to the new one."),),
        _member,
        with_numbers=True,
    ),
    Offer(
        "ten-mien",
        forms.HostForm,
        _("Change the host"),
        "globe",
        (_("The host’s name must lead to this server before readers can use it."),),
        _member,
    ),
    Offer(
        "tach",
        forms.SplitForm,
        _("Move sections to another site"),
        "expand-right",
        (
            _("Pages keep dates, authors and versions; every old address leads on."),
            _("Files and people stay where they are."),
        ),
        _splittable,
        with_numbers=True,
    ),
    Offer(
        "gop",
        forms.MergeForm,
        _("Merge into another site"),
        "collapse-down",
        (
            _("All pages, files and people go to the target site; nothing is deleted."),
            _("Sections of the same address become one; an address that is taken gets “-2”."),
            _("Every old address leads to the new one; this site is redirected."),
        ),
        _mergeable,
        is_serious=True,
        with_numbers=True,
    ),
    Offer(
        "luu-tru",
        forms.ArchiveForm,
        _("Move into the archive"),
        "folder-inverse",
        (
            _("The whole site goes below the province’s archive and is frozen as it is."),
            _("Every old address leads to the new one."),
        ),
        _archivable,
        is_serious=True,
        with_numbers=True,
    ),
    Offer(
        "ra-luu-tru",
        forms.BringBackForm,
        _("Take out of the archive"),
        "folder-open-inverse",
        (
            _("The whole site gets a path of its own again; its state stays as it is."),
            _("Every old address leads to the new one."),
        ),
        _archived,
        with_numbers=True,
    ),
)


def open_for(site: MemberSite) -> list[Offer]:
    """The acts that make sense for the site as it is."""
    return [offer for offer in OFFERS if offer.is_open(site)]
