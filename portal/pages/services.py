"""Making sites: the one way a member site comes into being."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from portal.pages.addresses import is_reserved
from portal.pages.models import HomePage, SectionPage
from portal.sites.models import MemberSite
from portal.sites.services import set_up_member_site

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    **details: Any,
) -> MemberSite:
    """Create a site with home page, sections, collection, roles and workflow; idempotent.

    A site that exists (by ``code``) keeps its content and details; what is missing is added.
    The province is the root of all addresses and must come first.

    Args:
        details: other fields of ``MemberSite`` (motto, address, phone, email, …).

    Raises:
        ValidationError: a field is wrong, for example the code, or a section of the province
            would lie on an address of the portal itself.
        Page.DoesNotExist: a member site is asked for before the province exists.
    """
    site = MemberSite.objects.filter(code=code).first() or MemberSite(code=code)
    if site.pk is None:
        values = {"name": name, "short_name": short_name, "organisation": organisation}
        for field, value in (values | details).items():
            setattr(site, field, value)
        site.is_province = is_province
        site.position = MemberSite.objects.count()
        site.full_clean()
        site.save()
    home = site.root_page or _create_home(site)
    site = set_up_member_site(site=site, root_page=home)
    _create_sections(home, sections)
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
                message = f"{section.slug} is an address of the portal itself"
                raise ValidationError({"sections": message})
            page = SectionPage(
                title=section.title, slug=section.slug, intro=section.intro, show_in_menus=True
            )
            parent.add_child(instance=page)
        _create_sections(page, section.children)
