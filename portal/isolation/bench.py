"""What the explorer and lists cost for people of many sites, on a portal made for it.

The data is written straight into the tables, as no editor would: 50,000 articles in a minute. It
all happens in one transaction that is rolled back, so it may run on any installation.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from portal.news.models import ArticlePage
from portal.pages.models import SectionPage
from portal.pages.services import Section, create_member_site
from portal.sites import structure
from portal.sites.models import MemberSite, Role, RoleGrant, RoleScope
from portal.sites.rights import SITE_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUNS = 9
BATCH = 500
LIMIT_MS = 200


def measure(*, say: Callable[[str], object], sites: int = 150, pages: int = 50_000) -> bool:
    """Print milliseconds and queries of each screen; whether all stay below the limit."""
    with transaction.atomic():
        try:
            return _measure(say, sites, pages)
        finally:
            transaction.set_rollback(True)
            structure.forget()


def _measure(say: Callable[[str], object], sites: int, pages: int) -> bool:
    began = time.perf_counter()
    _make_sites(sites)
    _make_articles(pages)
    _make_others()
    say(
        f"{MemberSite.objects.count()} sites, {Page.objects.count()} pages, "
        f"{RoleGrant.objects.count()} roles, made in {time.perf_counter() - began:.0f} s"
    )
    everywhere = list(MemberSite.objects.filter(is_province=False))
    held = [
        _cost(say, f"{count} sites", _person(f"bench-{count}", everywhere[:count]), everywhere)
        for count in (1, 8, len(everywhere))
    ]
    return max(held) <= LIMIT_MS


def _make_sites(count: int) -> None:
    names: dict[str, Any]
    sections = (Section("tin-tuc", "Tin tức"), Section("thong-bao", "Thông báo"))
    if not MemberSite.objects.filter(is_province=True).exists():
        names = {"name": "Cổng", "short_name": "Tỉnh", "organisation": "Tỉnh ủy"}
        create_member_site(code="tinh", sections=sections, is_province=True, **names)
    for number in range(count - MemberSite.objects.count()):
        name = f"Xã {number}"
        names = {"name": f"Trang {name}", "short_name": name, "organisation": f"Đảng ủy {name}"}
        create_member_site(code=f"bench-xa-{number}", sections=sections, **names)


def _make_articles(count: int) -> None:
    sections = list(SectionPage.objects.all())
    each, rest = divmod(count - Page.objects.count(), len(sections))
    rows: list[Page] = []
    for place, section in enumerate(sections):
        wanted = each + (place < rest)
        rows += _articles_of(section, wanted)
        Page.objects.filter(pk=section.pk).update(numchild=section.numchild + wanted)
    for start in range(0, len(rows), BATCH):
        batch = Page.objects.bulk_create(rows[start : start + BATCH])
        articles = [ArticlePage(page_ptr_id=page.pk, lead="", body="[]") for page in batch]
        query: Any = ArticlePage._base_manager.all()
        query._insert(  # noqa: SLF001  # the rows of the parent are there already
            articles, ArticlePage._meta.local_concrete_fields, using="default"
        )


def _articles_of(section: Page, count: int) -> Iterator[Page]:
    kind, locale = ContentType.objects.get_for_model(ArticlePage), Locale.objects.get()
    moment, first = timezone.now(), section.numchild + 1
    for number in range(first, first + count):
        yield Page(
            path=Page._get_path(section.path, section.depth + 1, number),  # noqa: SLF001
            depth=section.depth + 1,
            title=f"Tin số {number}",
            draft_title=f"Tin số {number}",
            slug=f"tin-{number}",
            url_path=f"{section.url_path}tin-{number}/",
            content_type=kind,
            locale=locale,
            live=True,
            first_published_at=moment,
            last_published_at=moment,
            latest_revision_created_at=moment,
        )


def _make_others() -> None:
    """Eight people with a role in each site; their rows must not slow down anybody's question."""
    sites = list(MemberSite.objects.filter(is_province=False))
    model = get_user_model()
    people = model.objects.bulk_create(
        [
            model(username=f"bench-{site.code}-{number}", first_name="An", sort_key="an")
            for site in sites
            for number in range(8)
        ]
    )
    RoleGrant.objects.bulk_create(
        [
            _grant(person, sites[place // 8], SITE_ROLES[place % len(SITE_ROLES)])
            for place, person in enumerate(people)
        ]
    )


def _person(username: str, sites: list[MemberSite]) -> Any:
    """Somebody with all roles in each of ``sites``."""
    person = get_user_model().objects.create(username=username)
    RoleGrant.objects.bulk_create(
        [_grant(person, site, role) for site in sites for role in SITE_ROLES]
    )
    return person


def _grant(person: Any, site: MemberSite, role: Role) -> RoleGrant:
    today = timezone.localdate()
    return RoleGrant(person=person, site=site, role=role, scope=RoleScope.SITE, valid_from=today)


def _cost(
    say: Callable[[str], object], who: str, person: Any, everywhere: list[MemberSite]
) -> float:
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    client = Client(headers={"host": host})
    client.force_login(person)
    section = SectionPage.objects.child_of(everywhere[0].root_page).first()
    province = MemberSite.objects.get(is_province=True).root_page_id
    screens = {
        "explorer of the province": f"/quan-tri/pages/{province}/",
        "explorer of a site": f"/quan-tri/pages/{everywhere[0].root_page_id}/",
        "list of news": f"/quan-tri/pages/{section.pk if section else 0}/",
        "list of all articles": "/quan-tri/pages/usage/news/articlepage/",
        "page chooser": f"/quan-tri/choose-page/{everywhere[0].root_page_id}/",
        "start page": "/quan-tri/",
    }
    return max(_one(say, client, f"{who}, {name}", url) for name, url in screens.items())


def _one(say: Callable[[str], object], client: Client, name: str, url: str) -> float:
    client.get(url)
    took = []
    for _run in range(RUNS):
        began = time.process_time()
        response = client.get(url)
        took.append((time.process_time() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    median = statistics.median(took)
    say(f"{name}: {response.status_code}, {median:.0f} ms, {len(queries)} queries")
    return median
