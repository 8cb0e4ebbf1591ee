"""A portal of many sites, articles and people, written straight into the tables and taken back.

No editor works like that, but 50,000 articles are there in a minute; as all of it happens in one
transaction that is rolled back, it may run on any installation.
"""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from datetime import timedelta
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

    Say = Callable[[str], object]

RUNS = 9
BATCH = 500
SECTIONS = (Section("tin-tuc", "Tin tức"), Section("thong-bao", "Thông báo"))


@contextmanager
def crowd(say: Say, *, sites: int, pages: int) -> Iterator[None]:
    """Fill the database up to so many sites and articles; afterwards all is as it was."""
    with transaction.atomic():
        try:
            began = time.perf_counter()
            _make_sites(sites)
            _make_articles(pages)
            _make_people()
            say(
                f"{MemberSite.objects.count()} sites, {ArticlePage.objects.count()} articles, "
                f"{RoleGrant.objects.count()} roles, made in {time.perf_counter() - began:.0f} s"
            )
            yield
        finally:
            transaction.set_rollback(True)
            structure.forget()


def person(username: str, sites: list[MemberSite], *, is_superuser: bool = False) -> Any:
    """Somebody with all roles in each of ``sites``."""
    made = get_user_model().objects.create(username=username, is_superuser=is_superuser)
    RoleGrant.objects.bulk_create(
        [_grant(made, site, role) for site in sites for role in SITE_ROLES]
    )
    return made


def visitor(somebody: Any) -> Client:
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    client = Client(headers={"host": host})
    client.force_login(somebody)
    return client


def cost(say: Say, client: Client, name: str, url: str) -> float:
    """Processor milliseconds of one answer: the median of some, after one that warms up."""
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


def _make_sites(count: int) -> None:
    names: dict[str, Any]
    if not MemberSite.objects.filter(is_province=True).exists():
        names = {"name": "Cổng", "short_name": "Tỉnh", "organisation": "Tỉnh ủy"}
        create_member_site(code="tinh", sections=SECTIONS, is_province=True, **names)
    for number in range(count - MemberSite.objects.count()):
        name = f"Xã {number}"
        names = {"name": f"Trang {name}", "short_name": name, "organisation": f"Đảng ủy {name}"}
        create_member_site(code=f"bench-xa-{number}", sections=SECTIONS, **names)


def _make_articles(count: int) -> None:
    sections = list(SectionPage.objects.all())
    each, rest = divmod(max(count - ArticlePage.objects.count(), 0), len(sections))
    made: list[tuple[Page, Any]] = []
    for place, section in enumerate(sections):
        wanted = each + (place < rest)
        made += _articles_of(section, wanted)
        Page.objects.filter(pk=section.pk).update(numchild=section.numchild + wanted)
    for start in range(0, len(made), BATCH):
        part = made[start : start + BATCH]
        pages = Page.objects.bulk_create([page for page, _event in part])
        articles = [
            ArticlePage(page_ptr_id=page.pk, lead="", body="[]", event_at=event)
            for page, (_page, event) in zip(pages, part, strict=True)
        ]
        query: Any = ArticlePage._base_manager.all()
        query._insert(  # noqa: SLF001  # the rows of the parent are there already
            articles, ArticlePage._meta.local_concrete_fields, using="default"
        )


def _articles_of(section: Page, count: int) -> Iterator[tuple[Page, Any]]:
    """One in fifty is a draft; one in ten was late."""
    kind, locale = ContentType.objects.get_for_model(ArticlePage), Locale.objects.get()
    now, first = timezone.now(), section.numchild + 1
    for number in range(first, first + count):
        moment = now - timedelta(hours=number)
        is_draft = number % 50 == 0
        published_at = None if is_draft else moment
        page = Page(
            path=Page._get_path(section.path, section.depth + 1, number),  # noqa: SLF001
            depth=section.depth + 1,
            title=f"Tin số {number}",
            draft_title=f"Tin số {number}",
            slug=f"bench-tin-{number}",
            url_path=f"{section.url_path}bench-tin-{number}/",
            content_type=kind,
            locale=locale,
            live=not is_draft,
            first_published_at=published_at,
            last_published_at=published_at,
            latest_revision_created_at=moment,
        )
        yield page, moment - timedelta(hours=30 if number % 10 == 0 else 3)


def _make_people() -> None:
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
            _grant(somebody, sites[place // 8], SITE_ROLES[place % len(SITE_ROLES)])
            for place, somebody in enumerate(people)
        ]
    )


def _grant(somebody: Any, site: MemberSite, role: Role) -> RoleGrant:
    today = timezone.localdate()
    return RoleGrant(person=somebody, site=site, role=role, scope=RoleScope.SITE, valid_from=today)
