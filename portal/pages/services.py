"""Making sites: the one way a member site comes into being."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from portal.errors import refuse
from portal.pages.addresses import LIST_PAGE, is_reserved
from portal.pages.hosts import put_host
from portal.pages.models import HomePage, SectionPage
from portal.redirects.claims import heir_of_path
from portal.sites import structure
from portal.sites.fixed import ARCHIVE
from portal.sites.models import MemberSite, SiteEvent
from portal.sites.services import note_event, set_up_member_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.accounts.models import User


@dataclass(frozen=True)
class Section:
    """A section to create: its address part, title, introduction and sections below."""

    slug: str
    title: str
    intro: str = ""
    children: Sequence[Section] = ()


@transaction.atomic
def create_member_site(
    *,
    code: str,
    name: str,
    short_name: str,
    organisation: str,
    sections: Sequence[Section] = (),
    is_province: bool = False,
    host: str | None = None,
    actor: User | None = None,
    note: str = "",
    **details: Any,
) -> MemberSite:
    """Create a site with home page, sections, collection and host; idempotent.

    A site that exists (by ``code``) keeps its content and details; what is missing is added.
    The province is the root of all addresses and must come first. The caller asks who may.

    Args:
        host: the site's own host, see ``hosts.put_host``.
        actor: who makes it, for the site's history; None is the command line.
        note: reason or decision, for the history.
        details: other fields of ``MemberSite`` (state, motto, address, theme, …).

    Raises:
        ValidationError: TV-01 … TV-03 as ``refuse_taken_code``; TV-04 there is a province already;
            TV-05 a section on a reserved address; TM-01 … TM-04 the host; or a field is wrong.
        Page.DoesNotExist: a member site is asked for before the province exists.
    """
    structure.lock()
    known = MemberSite.objects.filter(code=code).first()
    names = {"name": name, "short_name": short_name, "organisation": organisation}
    site = known or _save_new(MemberSite(code=code, is_province=is_province, **names, **details))
    home = site.root_page or _create_home(site)
    site = set_up_member_site(site=site, root_page=home)
    _create_sections(home, sections)
    if host and not site.host:
        put_host(site=site, host=host, is_canonical=site.host_is_canonical)
        site.save()
    if known is None:
        _note_created(site, actor, note)
    return site


def _note_created(site: MemberSite, actor: User | None, note: str) -> None:
    facts = {"code": site.code, "host": site.host or "", "state": site.state}
    note_event(site=site, kind=SiteEvent.Kind.CREATED, actor=actor, note=note, facts=facts)


def refuse_taken_code(code: str, *, site: MemberSite | None = None) -> None:
    """Refuse a code that no site can have as its path below the province's home page.

    Args:
        site: which is to get the code, when it exists already.

    Raises:
        ValidationError: TV-01 a page of the province has that address; TV-02 it is an address of
            the portal or of a plugin; TV-03 the code makes no address; VD-33 it is an old address
            from which readers of another site are led on.
    """
    if not _is_well_formed(code):
        message = _("“%(code)s” makes no path: use small letters without marks, digits and “-”.")
        raise ValidationError({"code": refuse("TV-03", message % {"code": code[:60]})})
    if code in {*settings.PORTAL_RESERVED_ADDRESSES, ARCHIVE} or LIST_PAGE.fullmatch(code):
        message = _("“%(code)s” is an address of the portal itself; choose another code.")
        raise ValidationError({"code": refuse("TV-02", message % {"code": code})})
    other = MemberSite.objects.filter(code=code).exclude(pk=site.pk if site else 0).first()
    pages = Page.objects.filter(slug=code, depth=_depth_of_homes())
    pages = pages.filter(path__startswith=_province_path())
    own = site.root_page_id if site else None
    page = pages.exclude(pk=own or 0).first()
    if other or page:
        message = _("The path “/%(code)s/” is taken by “%(taken_by)s”; choose another code.")
        values = {"code": code, "taken_by": other or page}
        raise ValidationError({"code": refuse("TV-01", message % values)})
    heir = heir_of_path(f"/{code}")
    if heir and heir != site:
        message = _(
            "“/%(code)s/” is an old address of “%(site)s” and still leads its readers on; choose "
            "another code, or remove it from the old addresses and old places first."
        )
        raise ValidationError({"code": refuse("VD-33", message % {"code": code, "site": heir})})


def _is_well_formed(code: str) -> bool:
    try:
        MemberSite._meta.get_field("code").run_validators(code)
    except ValidationError:
        return False
    return bool(code)


def _province_home() -> Page | None:
    return Page.objects.filter(member_site__is_province=True).first()


def _province_path() -> str:
    home = _province_home()
    return home.path if home else ""


def _depth_of_homes() -> int:
    home = _province_home()
    return home.depth + 1 if home else 0


def _save_new(site: MemberSite) -> MemberSite:
    refuse_taken_code(site.code)
    if site.is_province and MemberSite.objects.filter(is_province=True).exists():
        raise refuse("TV-04", _("There is a province portal already; it can be only one."))
    site.position = MemberSite.objects.count()
    site.full_clean()
    site.save()
    return site


def _create_home(site: MemberSite) -> Page:
    if site.is_province:
        parent = Page.objects.get(depth=1)
        home = HomePage(title=site.short_name, slug="trang-chu", show_in_menus=False)
        parent.add_child(instance=home)
        _make_default_root(home, site)
        return home
    parent = Page.objects.get(member_site__is_province=True)
    home = HomePage(title=site.short_name, slug=site.code, show_in_menus=False)
    parent.add_child(instance=home)
    return home


def make_home_anew(site: MemberSite) -> None:
    """Give a site whose home page was lost an empty one; within an act on the site.

    Raises:
        ValidationError: TV-01 another page lies there by now.
    """
    if not site.is_province:
        refuse_taken_code(site.code, site=site)
    made = set_up_member_site(site=site, root_page=_create_home(site))
    site.root_page, site.collection = made.root_page, made.collection
    if site.host:
        # Wagtail's own row of the host went with the page.
        put_host(site=site, host=site.host, is_canonical=site.host_is_canonical)


def _make_default_root(home: HomePage, site: MemberSite) -> None:
    """Put the province at the root of all addresses, and Wagtail's welcome page away."""
    default, _created = WagtailSite.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "site_name": site.name, "hostname": "localhost"},
    )
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page")
    for page in welcome.exclude(pk=default.root_page_id):
        page.delete()


def _create_sections(parent: Page, sections: Sequence[Section]) -> None:
    existing = {page.slug: page for page in SectionPage.objects.child_of(parent)}
    for section in sections:
        page = existing.get(section.slug)
        if page is None:
            if is_reserved(section.slug, parent):
                message = _("A section cannot lie at “%(slug)s”, an address of the portal itself.")
                raise refuse("TV-05", message % {"slug": section.slug})
            page = SectionPage(
                title=section.title, slug=section.slug, intro=section.intro, show_in_menus=True
            )
            parent.add_child(instance=page)
        _create_sections(page, section.children)
