"""What the acts on sites cost on the data at hand; everything made for it is taken back."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.lifecycle import addresses
from portal.lifecycle.services import change_path, merge_into
from portal.lifecycle.trees import find_flaws
from portal.news.models import ArticlePage
from portal.news.services import import_article
from portal.pages.models import SectionPage
from portal.pages.services import Section, create_member_site
from portal.search.indexing import index_updates_paused
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portal.accounts.models import User

SECTIONS = tuple(Section(f"muc-{number}", f"Mục {number}") for number in range(1, 9))
SHARED = 20  # every how many-th article has an address that the target has, too


def measure(*, say: Callable[[str], object], articles: int = 1000) -> None:
    """Make two sites, fill one, give it another path and merge it; then ask every old address.

    One transaction that is rolled back, so the figures include no commit.
    """
    with transaction.atomic():
        try:
            _measure(say, articles)
        finally:
            transaction.set_rollback(True)


def _measure(say: Callable[[str], object], articles: int) -> None:
    say(f"{MemberSite.objects.count()} sites, {Page.objects.count()} pages")
    actor = get_user_model().objects.create_user(
        username="bench.lifecycle", email="bench@portal.example", is_superuser=True
    )
    with _timed(say, "new site"):
        site = _make("bench-mot")
    target = _make("bench-hai")
    with _timed(say, f"{articles} articles written"):
        _fill(actor, site, articles)
        _fill(actor, target, articles // SHARED)
    first = addresses.below(_home(site))
    with _timed(say, "path changed"):
        change_path(actor=actor, site=site, code="bench-ba")
    second = addresses.below(_home(site))
    with _timed(say, "merged"):
        event = merge_into(actor=actor, site=site, target=target, roles={})
    say(f"merged: {event.facts['pages']} pages, {len(event.facts['renamed'])} new slugs")
    say(f"flaws of the tree: {find_flaws() or 'none'}")
    _ask(say, [path for path, _pk in [*first, *second]])


def _make(code: str) -> MemberSite:
    return create_member_site(
        code=code, name=code, short_name=code, organisation=code, sections=SECTIONS
    )


def _home(site: MemberSite) -> Page:
    return Page.objects.get(member_site=site)


def _fill(actor: User, site: MemberSite, articles: int) -> None:
    sections = list(SectionPage.objects.child_of(_home(site)))
    moment = timezone.now()
    with index_updates_paused(), disable_reference_index_auto_update():
        for number in range(articles):
            article = ArticlePage(title=f"Bài số {number}", lead="Dẫn.", event_at=moment)
            section = sections[number % len(sections)]
            import_article(actor=actor, section=section, article=article, published_at=moment)


def _ask(say: Callable[[str], object], paths: list[str]) -> None:
    """Each old address must answer 301 and its new one 200."""
    reader = Client(headers={"host": urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc})
    answers: Counter[str] = Counter()
    for path in paths:
        old = reader.get(path)
        new = reader.get(urlsplit(old["Location"]).path) if old.status_code == 301 else old
        answers[f"{old.status_code} → {new.status_code}"] += 1
    right = answers["301 → 200"]
    say(f"old addresses 301 → 200: {right} of {len(paths)} ({right / len(paths):.1%}); {answers}")


@contextmanager
def _timed(say: Callable[[str], object], what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    say(f"{what}: {time.perf_counter() - start:.2f} s")
