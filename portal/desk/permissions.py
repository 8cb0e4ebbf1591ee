"""What a person sees on the desk, and may do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404

from portal.desk.models import DeskRow
from portal.sites.models import Role
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.desk.models import DeskRow as Row
    from portal.sites.models import MemberSite
    from portal.sites.rights import Rights
    from portal.sites.structure import Structure

# Steps of the workflows and the roles whose people take them.
STEP_ROLES = (Role.EDITOR, Role.APPROVER)


def sites_seen(user: Any, structure: Structure) -> list[MemberSite]:
    """The sites whose articles a person finds, in the portal's own order."""
    rights = rights_of(user)
    return [site for site in structure.sites if "explore" in rights.page_actions(site)]


def sees_desk(user: Any, structure: Structure) -> bool:
    """Whether there is a site whose articles the person finds."""
    rights = rights_of(user)
    return any("explore" in rights.page_actions(site) for site in structure.sites)


def rows_seen(user: Any, structure: Structure) -> QuerySet[DeskRow]:
    """Rows of these sites; those of no site are for people of the whole portal."""
    rows = DeskRow._base_manager.all()
    if rights_of(user).sees_everything:
        return rows
    seen = {site.pk for site in sites_seen(user, structure)}
    unseen = {site.pk for site in structure.sites} - seen
    if len(unseen) < len(seen):
        # Of most sites: the index on the order serves better than one look-up per site.
        rows = rows.filter(site__isnull=False)
        return rows.exclude(site__in=unseen) if unseen else rows
    return rows.filter(site__in=seen)


def row_or_404(user: Any, page_id: int, structure: Structure) -> Row:
    """The row, or 404: of articles of others it is not even said that they exist."""
    row = rows_seen(user, structure).filter(pk=page_id).first()
    if row is None:
        raise Http404
    return row


def site_or_404(user: Any, site_id: int, structure: Structure) -> MemberSite:
    for site in sites_seen(user, structure):
        if site.pk == site_id:
            return site
    raise Http404


def waiting_for(user: Any, structure: Structure) -> Q:
    """Matches the rows whose turn it is for ``user``, as a person or by a role in the site.

    People of the portal's newsroom answer for the province; they may act elsewhere, but nobody
    there waits for them.
    """
    found = Q(holder=user.pk)
    rights = rights_of(user)
    for role in STEP_ROLES:
        sites = _own_sites(rights, role, structure)
        if sites:
            found |= Q(holder=None, holder_role=role, site__in=sites)
    return found


def _own_sites(rights: Rights, role: Role, structure: Structure) -> list[int]:
    sites = [pk for pk in rights.in_site if rights.holds(role, pk)]
    if structure.province and Role.NEWSROOM in rights.everywhere:
        sites.append(structure.province.pk)
    return sites


def may_edit(user: Any, site: MemberSite | None, owner_id: int | None) -> bool:
    """Whether the editor opens for ``user``, as far as rights decide it; no query."""
    may = rights_of(user).page_actions(site)
    return "change" in may or ("add" in may and owner_id == user.pk)


def may_assign(user: Any, site: MemberSite | None) -> bool:
    """Editors hand the articles of their sites to people."""
    return site is not None and "change" in rights_of(user).page_actions(site)
