"""Business acts on member sites: setting one up, and giving people roles in it."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from portal.sites.models import MemberSite, Role, SiteRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wagtail.models import Page

    from portal.accounts.models import User

# Rights on the site's pages, images and files that each role has; each includes the earlier ones.
PAGE_RIGHTS = {
    Role.CONTRIBUTOR: ("add_page",),
    Role.EDITOR: ("add_page", "change_page"),
    Role.APPROVER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
# Functions that name further permissions of a role; plugins bring theirs through this.
further_rights: list[Callable[[Role], Iterable[Permission]]] = []
MEDIA_RIGHTS = {
    Role.CONTRIBUTOR: ("add", "choose"),
    Role.EDITOR: ("add", "change", "choose"),
    Role.APPROVER: ("add", "change", "choose", "delete"),
}


@transaction.atomic
def set_up_member_site(*, site: MemberSite, root_page: Page) -> MemberSite:
    """Give a site its pages' root, its collection and one group per role; idempotent.

    Locks the site row. Permissions of the groups are set anew, so running it again repairs them.
    """
    site = MemberSite.objects.select_for_update().get(pk=site.pk)
    site.root_page = root_page
    if site.collection is None:
        site.collection = Collection.get_first_root_node().add_child(name=site.short_name)
    site.save()
    for role in Role:
        _set_up_role(site, role)
    name_groups(site=site)
    return site


@transaction.atomic
def name_groups(*, site: MemberSite) -> None:
    """Call the groups of a site's roles after its short name: "Tuy Phong: Biên tập viên".

    Sites with the same short name are told apart by their codes.
    """
    for site_role in site.roles.select_related("group", "site"):
        group = site_role.group
        with override(settings.LANGUAGE_CODE):
            name = _free_name(group, str(site_role), site.code)
        if group.name != name:
            group.name = name
            group.save(update_fields=["name"])


def _free_name(group: Group, name: str, code: str) -> str:
    """``name``, or with the site's code or also a number when others have it; fits the column."""
    longest = Group._meta.get_field("name").max_length or 0
    others = Group.objects.exclude(pk=group.pk)
    tails = chain(("", f" ({code})"), (f" ({code} {number})" for number in count(2)))
    for tail in tails:
        free = name[: longest - len(tail)] + tail
        if not others.filter(name=free).exists():
            return free
    raise AssertionError  # numbers do not end


def _set_up_role(site: MemberSite, role: Role) -> None:
    site_role = SiteRole.objects.filter(site=site, role=role).select_related("group").first()
    if site_role is None:
        # A name that nobody else has; name_groups() gives the one that people see.
        group = Group.objects.create(name=uuid4().hex)
        site_role = SiteRole.objects.create(site=site, role=role, group=group)
    group = site_role.group
    rights = [*Permission.objects.filter(codename="access_admin")]
    for name in further_rights:
        rights += name(role)
    group.permissions.set(rights)
    pages = _permissions("wagtailcore", PAGE_RIGHTS[role])
    GroupPagePermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=site.root_page, permission=right) for right in pages
    )
    # Wagtail checks image and file rights on its own models, whatever models are in use.
    media = _permissions("wagtailimages", [f"{right}_image" for right in MEDIA_RIGHTS[role]])
    media += _permissions("wagtaildocs", [f"{right}_document" for right in MEDIA_RIGHTS[role]])
    GroupCollectionPermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=site.collection, permission=right)
        for right in media
    )


def _permissions(app_label: str, codenames: list[str] | tuple[str, ...]) -> list[Permission]:
    found = Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
    return list(found)


def grant_role(*, user: User, site: MemberSite, role: Role) -> None:
    """Give ``user`` a role in ``site``; giving it twice changes nothing."""
    user.groups.add(SiteRole.objects.get(site=site, role=role).group)


def revoke_role(*, user: User, site: MemberSite, role: Role) -> None:
    """Take a role of ``site`` from ``user``."""
    user.groups.remove(SiteRole.objects.get(site=site, role=role).group)
