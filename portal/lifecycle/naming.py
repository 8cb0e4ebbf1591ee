"""A site's name, its path and its host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtail.models import Site as WagtailSite

from portal.errors import refuse
from portal.lifecycle import addresses
from portal.lifecycle.acts import act, home_of
from portal.lifecycle.pages import amend
from portal.pages.hosts import put_host
from portal.pages.services import refuse_taken_code
from portal.sites.models import MemberSite, SiteEvent
from portal.sites.services import note_event, refuse_taken_short_name

if TYPE_CHECKING:
    from portal.accounts.models import User

NAMES = ("name", "short_name", "organisation")
LIMITS = {"name": 200, "short_name": 80, "organisation": 200}


def rename(
    *,
    actor: User | None,
    site: MemberSite,
    name: str,
    short_name: str,
    organisation: str,
    note: str = "",
) -> SiteEvent | None:
    """Give a site other names. Its addresses stay.

    The home page's title and the collection's name follow where they were the old short name.

    Returns:
        The entry of the history, or None when nothing changed.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: TV-17 another site has the short name; VD-08 a name is empty or too long.
    """
    with act(actor, site):
        before = {field: str(getattr(site, field)) for field in NAMES}
        after = dict(zip(NAMES, (name, short_name, organisation), strict=True))
        after = {field: " ".join(value.split()) for field, value in after.items()}
        if before == after:
            return None
        for field, value in after.items():
            _refuse_bad_name(field, value)
            setattr(site, field, value)
        if after["short_name"] != before["short_name"]:
            _refuse_taken_short_name(site)
        site.save()
        home = home_of(site)
        if home.title == before["short_name"]:
            amend(home, title=after["short_name"])
        _rename_collection(site, before["short_name"])
        WagtailSite.objects.filter(root_page=home).update(site_name=site.name)
        changed = {field: [before[field], after[field]] for field in NAMES}
        facts = {field: pair for field, pair in changed.items() if pair[0] != pair[1]}
        kind = SiteEvent.Kind.RENAMED
        return note_event(site=site, kind=kind, actor=actor, note=note, facts=facts)


def change_path(
    *, actor: User | None, site: MemberSite, code: str, note: str = ""
) -> SiteEvent | None:
    """Give a site another code, and with it another path; every old address answers 301.

    Returns:
        The entry of the history, or None when it has this code already.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: TV-01 the path is taken; TV-02 it is the portal's or a plugin's; TV-03
            the code makes no path; VD-09 the province has no path; VD-33 the path leads readers
            of another site on.
    """
    with act(actor, site):
        if site.is_province:
            message = _("The province’s own site is the root of all addresses; it has no path.")
            raise refuse("VD-09", message)
        before, code = site.code, code.strip()
        if code == before:
            return None
        refuse_taken_code(code, site=site)
        home = home_of(site)
        _refuse_taken_slug(code, site)
        left = addresses.public_path(home)
        site.code = code
        site.save()
        amend(home, slug=code)
        home.refresh_from_db()
        addresses.remember_place(left, home)
        facts = {"from": left, "to": addresses.public_path(home)}
        return note_event(site=site, kind=SiteEvent.Kind.PATH, actor=actor, note=note, facts=facts)


def set_host(
    *,
    actor: User | None,
    site: MemberSite,
    host: str,
    host_is_canonical: bool = True,
    note: str = "",
) -> SiteEvent | None:
    """Give a site its own host, another one or, when empty, none any more.

    Returns:
        The entry of the history, or None when nothing changed.

    Raises:
        PermissionDenied: the actor administers no portal.
        ValidationError: TM-01 no host name; TM-02 taken; TM-03 the portal's own; TM-04 the
            province was meant; TM-05 the site has no home page; TM-06 it was another site's.
    """
    with act(actor, site):
        before = (site.host or "", site.host_is_canonical)
        canonical = host_is_canonical or not host.strip()
        after = put_host(site=site, host=host, is_canonical=canonical)
        if before == (after, canonical):
            return None
        site.save()
        addresses.change_host(before[0], after, home_of(site))
        facts = {"from": before[0], "to": after, "canonical": canonical}
        return note_event(site=site, kind=SiteEvent.Kind.HOST, actor=actor, note=note, facts=facts)


def _refuse_bad_name(field: str, value: str) -> None:
    limit = LIMITS[field]
    if not value or len(value) > limit:
        column: Any = MemberSite._meta.get_field(field)
        message = _("“%(field)s” needs between 1 and %(limit)s characters.")
        values = {"field": column.verbose_name, "limit": limit}
        raise ValidationError({field: refuse("VD-08", message % values)})


def _refuse_taken_short_name(site: MemberSite) -> None:
    try:
        refuse_taken_short_name(site.short_name, site=site)
    except ValidationError as refusal:
        raise ValidationError({"short_name": refusal}) from refusal


def _rename_collection(site: MemberSite, before: str) -> None:
    collection = site.collection
    if collection is None or collection.name != before:
        return
    collection.name = site.short_name
    collection.save()
    # Collections lie in the order of their names.
    Collection.objects.get(pk=collection.pk).move(
        Collection.objects.get(pk=collection.get_parent().pk), "sorted-child"
    )
    collection.refresh_from_db()


def _refuse_taken_slug(code: str, site: MemberSite) -> None:
    """An archived site lies elsewhere than below the province's home page."""
    home = home_of(site)
    if home.get_siblings().exclude(pk=home.pk).filter(slug=code).exists():
        message = _("A page lies at “%(code)s” already; choose another code.")
        raise ValidationError({"code": refuse("TV-01", message % {"code": code})})
