"""The lists behind the figures, for one site, as light rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page

from portal.dashboard import posts
from portal.dashboard.models import BrokenLink
from portal.pages.models import SiteLayout
from portal.sites.rights import rights_of
from portal.sites.scoping import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.dashboard.weeks import Week
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

HOUR = 3600


@dataclass(frozen=True)
class Post:
    """One row of a list of posts. ``edit_url`` is empty for who may not change it."""

    title: str
    edit_url: str
    url: str = ""
    published_at: datetime | None = None
    event_at: datetime | None = None
    person: str = ""
    since: datetime | None = None

    @property
    def hours(self) -> int | None:
        """Whole hours from the event to publication."""
        if self.event_at is None or self.published_at is None:
            return None
        return int((self.published_at - self.event_at).total_seconds() // HOUR)


def published(site: MemberSite, week: Week, *, only_late: bool) -> QuerySet[Any]:
    """Rows for ``posts_of``: the newest first."""
    rows = posts.published(week).filter(site=site)
    rows = rows.filter(posts.LATE) if only_late else rows
    return rows.order_by("-published_at", "-page").values(
        "page", "title", "published_at", "page__owner", "page__url_path", posts.EVENT_AT
    )


def posts_of(rows: Iterable[Any], user: User, site: MemberSite, structure: Structure) -> list[Post]:
    return [
        Post(
            title=row["title"],
            edit_url=edit_url(row["page"], row["page__owner"], user, site),
            url=structure.url_of(row["page__url_path"]),
            published_at=row["published_at"],
            event_at=row[posts.EVENT_AT],
        )
        for row in rows
    ]


def in_workflow(site: MemberSite, status: str, user: User, structure: Structure) -> list[Post]:
    """What waits in ``site`` for its approvers or its author: the longest waiting first."""
    columns = ("page_key", "page_path", "requested_by", "current_task_state__started_at")
    rows = [
        row
        for row in posts.in_workflow().filter(status=status).values(*columns)
        if structure.site_of(row["page_path"]) == site
    ]
    pages = Page._base_manager.in_bulk([row["page_key"] for row in rows])
    people = get_user_model().objects.in_bulk({row["requested_by"] for row in rows})
    found = [
        Post(
            title=page.draft_title or page.title,
            edit_url=edit_url(page.pk, page.owner_id, user, site),
            person=str(people.get(row["requested_by"], "")),
            since=row["current_task_state__started_at"],
        )
        for row in rows
        if (page := pages.get(row["page_key"]))
    ]
    return sorted(found, key=lambda post: (post.since is None, post.since, post.title))


def edit_url(page_id: int, owner_id: int | None, user: User, site: MemberSite) -> str:
    """Where ``user`` changes a page of ``site``; empty for who may not."""
    may = rights_of(user).page_actions(site)
    own = owner_id == user.pk and "add" in may
    return reverse("wagtailadmin_pages:edit", args=[page_id]) if own or "change" in may else ""


def broken_links(sites: list[MemberSite], structure: Structure) -> QuerySet[BrokenLink]:
    """Standing rows of these sites. A page that was moved away since is nobody's until tonight."""
    keys = [site.pk for site in sites]
    rows = BrokenLink.objects.standing().of_sites(keys).select_related("page")
    own = rows.filter(pages_of(keys, structure, "page__")) | rows.filter(page=None)
    return own.order_by("site__position", "site__code", "place", "-found_at", "pk")


@dataclass(frozen=True)
class BrokenRow:
    """``target_title`` and ``target_url``: of a page of the person's own sites."""

    link: BrokenLink
    site: MemberSite | None
    edit_url: str
    target_title: str = ""
    target_url: str = ""


def broken_rows(
    links: Iterable[BrokenLink], user: User, sites: list[MemberSite], structure: Structure
) -> list[BrokenRow]:
    """Rows to show, in a fixed number of queries."""
    links = list(links)
    to_pages = [int(link.target) for link in links if link.kind == BrokenLink.Kind.PAGE_HIDDEN]
    own = pages_of([site.pk for site in sites], structure)
    targets = {
        pk: (title, owner, path)
        for pk, title, owner, path in Page._base_manager.filter(own, pk__in=to_pages).values_list(
            "pk", "draft_title", "owner", "path"
        )
    }
    layouts = dict(SiteLayout.objects.filter(site__in=sites).values_list("site", "pk"))
    found = []
    for link in links:
        site = structure.site_by_id(link.site_id)
        title, url = "", ""
        if link.kind == BrokenLink.Kind.PAGE_HIDDEN and int(link.target) in targets:
            title, owner, path = targets[int(link.target)]
            target_site = structure.site_of(path)
            url = edit_url(int(link.target), owner, user, target_site) if target_site else ""
        found.append(BrokenRow(link, site, _edit_url(link, site, user, layouts), title, url))
    return found


def _edit_url(
    link: BrokenLink, site: MemberSite | None, user: User, layouts: dict[int, int]
) -> str:
    if site is None:
        return ""
    if link.page is not None:
        return edit_url(link.page.pk, link.page.owner_id, user, site)
    if link.place == BrokenLink.Place.LINKS:
        return _site_url(site, user)
    viewset: Any = SiteLayout.snippet_viewset  # type: ignore[attr-defined]
    may = viewset.permission_policy.user_has_permission_for_instance
    layout = SiteLayout(pk=layouts.get(link.site_id), site=site)
    if layout.pk is None or not may(user, "change", layout):
        return ""
    return reverse(viewset.get_url_name("edit"), args=[layout.pk])


def _site_url(site: MemberSite, user: User) -> str:
    from django.urls import NoReverseMatch

    from portal.sites.models import Role

    if not rights_of(user).holds(Role.SITE_ADMIN, site.pk):
        return ""
    try:
        return reverse("member-sites:edit", args=[site.pk])
    except NoReverseMatch:
        return ""
