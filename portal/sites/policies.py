"""Wagtail's questions about pages, images and files, answered from roles in member sites.

Wagtail keeps one policy object for each kind of thing and imports it everywhere, so ``install``
changes the classes of those very objects. No query beyond the one for the person's roles: sites
and their places in the trees are in memory (structure.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import Collection, Page
from wagtail.models.pages import PagePermissionTester
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.sites.fixed import is_fixed
from portal.sites.models import MemberSite, Role, RoleGrant
from portal.sites.rights import MEDIA_ACTIONS, PAGE_ACTIONS, is_reading, rights_of
from portal.sites.scoping import collections_of, pages_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.sites.rights import Rights

EXPLORE = ("add", "change", "publish", "lock", "unlock", "bulk_delete", "explore")
# With one of these Wagtail asks whether something may be shown.
SHOWN_FOR = frozenset({"change", "publish", "unlock"})
# With these Wagtail asks whether somebody may open the lists of images and files.
MEDIA_LISTS = frozenset({"add", "change", "delete"})


class Granted(NamedTuple):
    """What Wagtail reads of a permission row."""

    page: Page
    permission: Codename

    @property
    def page_id(self) -> int:
        return int(self.page.pk)


class Codename(NamedTuple):
    codename: str


def _people(
    roles: Iterable[Role], site: MemberSite | None, *, include_superusers: bool
) -> QuerySet[User]:
    """Active people who hold one of ``roles`` at ``site`` (None: anywhere) today."""
    held = RoleGrant.objects.in_force().filter(role__in=list(roles))
    if site is not None:
        held = held.filter(Q(site=site) | Q(site=None))
    who = Q(pk__in=held.values("person"))
    if include_superusers:
        who |= Q(is_superuser=True)
    return get_user_model().objects.filter(who, is_active=True)


def _roles_for(table: dict[Role, frozenset[str]], actions: Iterable[str]) -> list[Role]:
    wanted = set(actions)
    return [role for role, may in table.items() if wanted & may]


class SitePagePolicy(PagePermissionPolicy):  # type: ignore[misc]
    """Pages belong to the site whose home page is nearest above them."""

    def get_all_permissions_for_user(self, user: Any) -> list[Granted]:
        """For the one view of Wagtail that reads rows; it asks again about the page chosen."""
        rights = rights_of(user)
        homes = {
            page.pk: page
            for page in Page.objects.filter(member_site__in=self._sites(user, EXPLORE))
        }
        return [
            Granted(homes[site.root_page_id], Codename(f"{action}_page"))
            for site in current().sites
            if site.root_page_id in homes
            for action in rights.page_actions(site)
        ]

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Of no page in particular: Wagtail asks it of lists, which are for readers, too."""
        return bool(self._sites(user, {*_with_own_pages(actions), "explore"}))

    def users_with_any_permission(
        self,
        actions: Any,
        include_superusers: Any = True,  # noqa: FBT002
    ) -> Any:
        roles = _roles_for(PAGE_ACTIONS, _with_own_pages(actions))
        return _people(roles, None, include_superusers=include_superusers)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Page
    ) -> bool:
        may = _actions_on(user, instance)
        return bool(_wanted(user, actions) & may)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Page]:
        structure = current()
        rows = self.model._default_manager.all()
        rights = rights_of(user)
        if rights.is_portal_admin and all(site.is_changeable for site in structure.sites):
            return rows
        found = pages_of(rights.sites_for_pages(_wanted(user, actions), structure), structure)
        if "change" in actions and "add" not in actions:
            found |= pages_of(rights.sites_for_pages(["add"], structure), structure) & Q(owner=user)
        return rows.filter(found)

    def users_with_any_permission_for_instance(
        self,
        actions: Any,
        instance: Page,
        include_superusers: Any = True,  # noqa: FBT002
    ) -> Any:
        site = current().site_of(instance.path)
        roles = _roles_for(PAGE_ACTIONS, actions)
        found = _people(roles, site, include_superusers=include_superusers)
        if "change" in actions and "add" not in actions and instance.owner_id:
            writers = _people(_roles_for(PAGE_ACTIONS, ["add"]), site, include_superusers=False)
            found = found | writers.filter(pk=instance.owner_id)
        return found.distinct()

    def explorable_root_instance(self, user: Any) -> Page | None:
        """Kept with the user object: each page of the admin asks for it several times."""
        sites = current().sites
        about, found = user.__dict__.get("_explorable_root", (None, None))
        if about is not sites:
            found = self._explorable_root(user)
            user.__dict__["_explorable_root"] = (sites, found)
        return found

    def _explorable_root(self, user: Any) -> Page | None:
        rights = rights_of(user)
        if rights.sees_everything:
            # The root is the first of the tree; its depth has no index.
            return Page.objects.order_by("path").first()
        structure = current()
        sites = rights.sites_for_pages(EXPLORE, structure)
        paths = [path for pk, path in structure.home_paths.items() if pk in sites]
        return Page.objects.filter(path=_common_path(paths)).first() if paths else None

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """Pages of the person's sites, and what leads to them from where they begin."""
        structure = current()
        rights = rights_of(user)
        rows: QuerySet[Page] = self.model._default_manager.all()
        if rights.sees_everything:
            return rows
        sites = rights.sites_for_pages(EXPLORE, structure)
        paths = [path for pk, path in structure.home_paths.items() if pk in sites]
        if not paths:
            return rows.none()
        top = _common_path(paths)
        above = {path[:end] for path in paths for end in range(len(top), len(path), Page.steplen)}
        return rows.filter(pages_of(sites, structure) | Q(path__in=above))

    def _sites(self, user: Any, actions: Iterable[str]) -> frozenset[int]:
        """Of sites that have pages at all: one whose home page was lost has none to show."""
        structure = current()
        found = rights_of(user).sites_for_pages(actions, structure)
        return found & structure.home_paths.keys()


def _with_own_pages(actions: Iterable[str]) -> set[str]:
    """Who may add pages may change their own."""
    found = set(actions)
    return found | {"add"} if "change" in found else found


def _wanted(user: Any, actions: Iterable[str]) -> set[str]:
    """What is asked for; on a screen that only shows things, reading is enough for its lists."""
    wanted = set(actions)
    return wanted | {"read"} if is_reading(user) and wanted & SHOWN_FOR else wanted


def _actions_on(user: Any, page: Page) -> frozenset[str]:
    may = rights_of(user).page_actions(current().site_of(page.path))
    if page.owner_id == user.pk and "explore" in may:
        may |= {"change", "read"} if "add" in may else {"read"}
    return may


def _common_path(paths: list[str]) -> str:
    first, last = min(paths), max(paths)
    same = 0
    while same < len(first) and first[same] == last[same]:
        same += 1
    return first[: same - same % Page.steplen]


class SitePageTester(PagePermissionTester):  # type: ignore[misc]
    """Wagtail's rules about one page, with the person's rights in the page's own site.

    In a site that nobody may change, not even a superuser may; nor may anybody end a site by
    deleting, moving or unpublishing its home page (fixed.py).
    """

    def __init__(self, user: Any, page: Page) -> None:
        from wagtail.permissions import page_permission_policy

        self.user = user
        self.page = page
        self.permission_policy = page_permission_policy
        self.page_is_root = page.depth == 1
        structure = current()
        site = structure.site_of(page.path)
        self.permissions = set(rights_of(user).page_actions(site))
        self.closed = site is not None and not site.is_changeable
        self.reads = is_reading(user)
        self.fixed = is_fixed(page.path, structure)

    def can_read(self) -> bool:
        """Whether drafts, versions and history may be seen."""
        return not self.page_is_root and "read" in _actions_on(self.user, self.page)

    def can_copy(self) -> bool:
        return bool(MAY_EDIT(self))

    def can_move_to(self, destination: Page) -> bool:
        """A fixed page may only change its place among its sisters."""
        if not self.fixed:
            return bool(super().can_move_to(destination))
        above = destination.permissions_for_user(self.user)
        return self.page.is_child_of(destination) and above.can_reorder_children()

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:  # noqa: FBT001, FBT002
        """A copy of a home page would be one without a site."""
        if self.fixed and recursive:
            return False
        return bool(super().can_copy_to(destination, recursive))


ENDS_A_PAGE = frozenset({"can_delete", "can_unpublish"})


def _unless_closed(name: str) -> Any:
    original = getattr(PagePermissionTester, name)

    def asked(self: SitePageTester, *args: Any, **kwargs: Any) -> bool:
        if self.closed or (self.fixed and name in ENDS_A_PAGE):
            return False
        return bool(original(self, *args, **kwargs))

    asked.__name__ = name
    return asked


def _or_read(asked: Any) -> Any:
    """Wagtail's screens of history and preview ask for no less than editing."""

    def can_edit(self: SitePageTester) -> bool:
        return bool(asked(self)) or (self.reads and self.can_read())

    return can_edit


for _name in (
    "can_add_subpage",
    "can_edit",
    "can_delete",
    "can_unpublish",
    "can_publish",
    "can_lock",
    "can_unlock",
    "can_publish_subpage",
    "can_reorder_children",
    "can_submit_for_moderation",
):
    setattr(SitePageTester, _name, _unless_closed(_name))
MAY_EDIT = SitePageTester.can_edit
SitePageTester.can_edit = _or_read(MAY_EDIT)


class SiteMediaPolicy(CollectionOwnershipPermissionPolicy):  # type: ignore[misc]
    """Images and files belong to the site whose collection is nearest above theirs."""

    def _check_perm(self, user: Any, actions: Iterable[str], collection: Any = None) -> bool:
        wanted = _wanted(user, actions)
        if wanted >= MEDIA_LISTS:
            wanted |= {"read"}
        rights = rights_of(user)
        if collection is not None:
            site = current().site_of_collection(collection.path)
            return bool(wanted & rights.media_actions(site))
        return bool(rights.sites_for_media(wanted, current()))

    def _collections_with_perm(self, user: Any, actions: Iterable[str]) -> QuerySet[Collection]:
        structure = current()
        rights = rights_of(user)
        wanted = _wanted(user, actions)
        found = collections_of(rights.sites_for_media(wanted, structure), structure)
        if wanted & rights.media_actions(None):
            # The shared collections, which are no site's.
            of_sites = tuple(structure.collection_paths.values())
            found |= ~Q(path__below=of_sites) if of_sites else Q()
        return Collection.objects.filter(found)

    def collections_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Collection]:
        return self._collections_with_perm(user, actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        site = current().site_of_collection(instance.collection.path)
        own = instance.uploaded_by_user_id == user.pk
        may = _media_actions_on(rights_of(user), site, own=own)
        return bool(_wanted(user, actions) & may)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        known = set(actions) & {"change", "choose", "delete"}
        if known >= {"change", "delete"}:  # a list, or how long it is
            known |= {"read"}
        found = Q(collection__in=self._collections_with_perm(user, known))
        if known & {"change", "delete"}:
            found |= Q(
                collection__in=self._collections_with_perm(user, ["add"]), uploaded_by_user=user
            )
        rows: QuerySet[Any] = self.model._default_manager.filter(found)
        return rows

    def _users_with_perm(self, actions: Iterable[str], collection: Any = None) -> Any:
        site = current().site_of_collection(collection.path) if collection else None
        return _people(_roles_for(MEDIA_ACTIONS, actions), site, include_superusers=True)


def _media_actions_on(rights: Rights, site: MemberSite | None, *, own: bool) -> frozenset[str]:
    """One's own uploads may be changed and deleted by whoever may upload."""
    may = rights.media_actions(site)
    return may | {"change", "delete"} if own and "add" in may else may


class PortalCollectionsPolicy(CollectionManagementPermissionPolicy):  # type: ignore[misc]
    """Collections come with their sites; portal administrators may add further ones."""

    def _check_perm(self, user: Any, actions: Iterable[str], collection: Any = None) -> bool:
        return rights_of(user).is_portal_admin

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        return self.instances_user_has_any_permission_for(user, [action])

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Collection]:
        if not rights_of(user).is_portal_admin:
            return Collection.objects.none()
        rows = Collection.objects.all()
        return rows.exclude(depth=1) if set(actions) <= {"delete"} else rows

    def users_with_any_permission(self, actions: Any) -> Any:
        return _people([Role.PORTAL_ADMIN], None, include_superusers=True)


def install() -> None:
    """Called once, when Django has started."""
    from wagtail import permissions
    from wagtail.admin.api import views as api
    from wagtail.documents import permissions as documents
    from wagtail.images import permissions as images

    permissions.page_permission_policy.__class__ = SitePagePolicy
    permissions.collection_permission_policy.__class__ = PortalCollectionsPolicy
    documents.permission_policy.__class__ = SiteMediaPolicy
    images.permission_policy.__class__ = SiteMediaPolicy
    api.PagePermissionPolicy = SitePagePolicy
    Page.permissions_for_user = lambda self, user: SitePageTester(user, self)
