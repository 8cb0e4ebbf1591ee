"""What each role may do, and what a person may do where: computed once per person and request."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.sites.models import MemberSite, Role, RoleGrant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from portal.sites.structure import Structure

NOTHING: frozenset[str] = frozenset()
# Roles of one site, each with the rights of those before it, and roles of the whole portal.
SITE_ROLES = (Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.SITE_ADMIN)
PORTAL_ROLES = (Role.NEWSROOM, Role.AUDITOR, Role.PORTAL_ADMIN)

_WRITE = frozenset({"add"})
_EDIT = _WRITE | {"change", "read"}
_PUBLISH = _EDIT | {"publish", "lock", "unlock"}
_ALL = _PUBLISH | {"bulk_delete"}
# Wagtail's actions on pages, and two of ours: "explore" is to find them in lists, "read" to see
# drafts, versions and history without changing anything.
PAGE_ACTIONS = {
    Role.CONTRIBUTOR: _WRITE | {"explore"},
    Role.EDITOR: _EDIT | {"explore"},
    Role.APPROVER: _PUBLISH | {"explore"},
    Role.SITE_ADMIN: _ALL | {"explore"},
    Role.NEWSROOM: _PUBLISH | {"explore"},
    Role.AUDITOR: frozenset({"explore", "read"}),
    Role.PORTAL_ADMIN: _ALL | {"explore"},
}
_KEEP_MEDIA = frozenset({"add", "change", "choose", "read"})
_ALL_MEDIA = _KEEP_MEDIA | {"delete"}
# Wagtail's actions on images and files, and "read". "delete" is "change" to Wagtail, but not to us.
MEDIA_ACTIONS = {
    Role.CONTRIBUTOR: frozenset({"add", "choose"}),
    Role.EDITOR: _KEEP_MEDIA,
    Role.APPROVER: _ALL_MEDIA,
    Role.SITE_ADMIN: _ALL_MEDIA,
    Role.NEWSROOM: _ALL_MEDIA,
    Role.AUDITOR: frozenset({"read"}),
    Role.PORTAL_ADMIN: _ALL_MEDIA,
}
# Which roles contain which: holding the first is holding the others in the same place.
CONTAINS = {
    Role.CONTRIBUTOR: {Role.CONTRIBUTOR},
    Role.EDITOR: {Role.CONTRIBUTOR, Role.EDITOR},
    Role.APPROVER: {Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER},
    Role.SITE_ADMIN: set(SITE_ROLES),
    Role.NEWSROOM: {Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.NEWSROOM},
    Role.AUDITOR: {Role.AUDITOR},
    Role.PORTAL_ADMIN: set(Role),
}
# Functions that name further permissions ("app.codename") of a role; plugins bring theirs.
further_rights: list[Callable[[Role], Iterable[str]]] = []


@dataclass(frozen=True)
class Rights:
    """The roles a person holds today: everywhere, and in single sites (by their keys)."""

    everywhere: frozenset[Role]
    in_site: dict[int, frozenset[Role]]
    # Answers about all sites of one structure: an admin page asks the same ones many times.
    _told: dict[Any, tuple[Any, frozenset[int]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def is_portal_admin(self) -> bool:
        return Role.PORTAL_ADMIN in self.everywhere

    @property
    def sees_everything(self) -> bool:
        """Whether titles and names of every site are open to the person."""
        return bool(self.everywhere)

    @property
    def reads_everything(self) -> bool:
        """Whether also lists of people, histories and settings of every site are open."""
        return not self.everywhere.isdisjoint({Role.AUDITOR, Role.PORTAL_ADMIN})

    @property
    def only_reads(self) -> bool:
        """Whether the person has nothing to change anywhere."""
        return self.all_roles == {Role.AUDITOR}

    @property
    def all_roles(self) -> frozenset[Role]:
        return self.everywhere.union(*self.in_site.values())

    def roles_at(self, site_id: int | None) -> frozenset[Role]:
        return self.everywhere | self.in_site.get(site_id or 0, frozenset())

    def holds(self, role: Role, site_id: int | None) -> bool:
        """Whether the person holds ``role``, or one that contains it, at a site."""
        return any(role in CONTAINS[held] for held in self.roles_at(site_id))

    def holds_somewhere(self, role: Role) -> bool:
        """Whether the person holds ``role``, or one that contains it, at any site."""
        return any(role in CONTAINS[held] for held in self.all_roles)

    def page_actions(self, site: MemberSite | None) -> frozenset[str]:
        """What the person may do with the pages of ``site``; None: pages of no site."""
        found = _union(PAGE_ACTIONS, self.roles_at(site.pk if site else None))
        return found if _may_change_in(site) else found & {"explore", "read"}

    def media_actions(self, site: MemberSite | None) -> frozenset[str]:
        """The same for the images and files of ``site``; None: the shared ones."""
        found = _union(MEDIA_ACTIONS, self.roles_at(site.pk if site else None))
        if _may_change_in(site):
            return found
        # What could be chosen can be looked at, now that nobody has uploads of one's own to keep.
        return found & {"choose", "read"} | ({"read"} if "choose" in found else NOTHING)

    def sites_for_pages(self, actions: Iterable[str], structure: Structure) -> frozenset[int]:
        """Keys of the sites in which the person may do any of ``actions`` with pages."""
        return self._sites_where(self.page_actions, actions, structure)

    def sites_for_media(self, actions: Iterable[str], structure: Structure) -> frozenset[int]:
        return self._sites_where(self.media_actions, actions, structure)

    def _sites_where(
        self,
        allowed: Callable[[MemberSite], frozenset[str]],
        actions: Iterable[str],
        structure: Structure,
    ) -> frozenset[int]:
        if not self.all_roles:
            return frozenset()
        wanted = frozenset(actions)
        question = (allowed.__name__, wanted)
        about, answer = self._told.get(question, (None, frozenset()))
        if about is not structure.sites:
            answer = frozenset(s.pk for s in structure.sites if wanted & allowed(s))
            self._told[question] = (structure.sites, answer)
        return answer


NONE = Rights(frozenset(), {})


def rights_of(user: Any) -> Rights:
    """What ``user`` may do today; one query, kept with the user object for the request."""
    if not user.is_active or not user.is_authenticated:
        return NONE
    kept: Rights | None = user.__dict__.get("_rights")
    if kept is None:
        kept = user.__dict__["_rights"] = _load(user)
    return kept


def begin_reading(user: Any) -> None:
    """For this request Wagtail's question "may it be changed?" means "may it be read?".

    Its screens of history, preview and comparison ask no other one. Only the fence says so, and
    only for screens that show and change nothing.
    """
    user.__dict__["_reads"] = True


def stop_reading(user: Any) -> None:
    user.__dict__.pop("_reads", None)


def is_reading(user: Any) -> bool:
    return bool(user.__dict__.get("_reads"))


def forget_rights(user: Any) -> None:
    """After a change of the roles of ``user`` in this very request."""
    for kept in ("_rights", "_role_permissions", "_explorable_root"):
        user.__dict__.pop(kept, None)


def permissions_of(rights: Rights) -> frozenset[str]:
    """Django permissions ("app.codename") that the roles carry."""
    if not rights.all_roles:
        return NOTHING
    found = {"wagtailadmin.access_admin"}
    for role in rights.all_roles:
        for name in further_rights:
            found.update(name(role))
    return frozenset(found)


def _load(user: Any) -> Rights:
    everywhere = {Role.PORTAL_ADMIN} if user.is_superuser else set()
    in_site: defaultdict[int, set[Role]] = defaultdict(set)
    rows = RoleGrant.objects.in_force().filter(person_id=user.pk)
    for role, site_id in rows.values_list("role", "site_id"):
        if site_id is None:
            everywhere.add(Role(role))
        else:
            in_site[site_id].add(Role(role))
    return Rights(frozenset(everywhere), {pk: frozenset(roles) for pk, roles in in_site.items()})


def _union(table: dict[Role, frozenset[str]], roles: Iterable[Role]) -> frozenset[str]:
    return NOTHING.union(*(table[role] for role in roles))


def _may_change_in(site: MemberSite | None) -> bool:
    return site is None or site.is_changeable
