"""The business act behind the settings of a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteLink
from portal.sites.permissions import has_role, is_portal_admin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from portal.accounts.models import User

# Names, code, host and state are changed by acts of their own (portal.lifecycle), and so are
# theme, logo and the line in the header (portal.theming).
FIELDS = (
    "motto",
    "address",
    "phone",
    "email",
    "responsible",
    "licence",
    "footer_text",
    "default_image",
)
PORTAL_FIELDS = ("position",)
# Called with the site within the transaction of a change; rooms above register here.
after_change: list[Callable[[MemberSite], object]] = []


@dataclass(frozen=True)
class Link:
    """What a reader clicks: its words and its address."""

    label: str
    url: str


@transaction.atomic
def change_details(
    *,
    actor: User,
    site: MemberSite,
    values: Mapping[str, Any],
    links: Mapping[SiteLink.Place, Sequence[Link]],
) -> MemberSite:
    """Write details of a site and replace its links, seen by readers with their next request.

    Args:
        values: of ``FIELDS`` and, for portal administrators, ``PORTAL_FIELDS``; checked by the
            form. Others are not touched.
        links: for each place named, all its links in their order.

    Raises:
        PermissionDenied: the actor does not administer the site, or a field is the portal's.
        ValidationError: TV-13 the site is frozen, redirected or closed.
    """
    allowed = {*FIELDS, *PORTAL_FIELDS} if is_portal_admin(actor) else {*FIELDS}
    if not has_role(actor, site, Role.SITE_ADMIN) or not allowed.issuperset(values):
        raise PermissionDenied
    site = MemberSite.objects.select_for_update(of=("self",)).get(pk=site.pk)
    refuse_unchangeable(site)
    for field, value in values.items():
        setattr(site, field, value)
    site.save(update_fields=[*values])
    for place, wanted in links.items():
        _replace_links(site, place, wanted)
    structure.bump()
    for tell in after_change:
        tell(site)
    return site


def refuse_unchangeable(site: MemberSite) -> None:
    """TV-13: what is frozen stays as it is."""
    if not site.is_changeable:
        text = _("“%(site)s” is “%(state)s”; its settings cannot be changed.")
        values = {"site": site.short_name, "state": site.get_state_display()}
        raise refuse("TV-13", text % values)


def _replace_links(site: MemberSite, place: SiteLink.Place, wanted: Sequence[Link]) -> None:
    rows = SiteLink.objects.filter(site=site, place=place)
    if [Link(row.label, row.url) for row in rows] == list(wanted):
        return
    rows.delete()
    SiteLink.objects.bulk_create(
        SiteLink(site=site, place=place, label=link.label, url=link.url, position=position)
        for position, link in enumerate(wanted)
    )
