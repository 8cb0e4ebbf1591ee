"""Titles that another article of the same site has, or nearly has."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.checks.findings import Finding
from portal.news.models import ArticlePage
from portal.pages.models import CardRow
from portal.sites.scoping import pages_of
from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from portal.checks.reading import Reading

_WORD = re.compile(r"\w+")
MOST = 3000
# Drafts have no index by date; those in question are among the newest pages of the portal.
NEWEST = 5000
# Of the words of both titles: as many are shared when only one of ten differs.
NEARLY = 0.8
FEWEST_WORDS = 5


def titles(reading: Reading) -> Iterator[Finding]:
    """The newest such article, published or not."""
    own = _words(reading.article.title)
    if not own or reading.site is None:
        return
    since = timezone.now() - timedelta(days=reading.policy.measures["duplicate_days"])
    for pk, title in _others(reading, reading.site.pk, since):
        if pk == reading.article.pk or not _alike(own, _words(title)):
            continue
        text = _("Another article of the site is called “%(title)s”; is it the same news?")
        yield Finding(text % {"title": title}, "title")
        return


def _others(reading: Reading, site_id: int, since: datetime) -> Iterator[tuple[int, str]]:
    """Published ones by the index of cards, then what is on its way."""
    cards = CardRow.objects.filter(site=site_id, published_at__gte=since)
    yield from cards.order_by("-published_at").values_list("pk", "title")[:MOST]
    mine = pages_of([site_id], reading.structure)
    last = Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    drafts = ArticlePage.objects.filter(mine, pk__gt=last - NEWEST, live=False)
    drafts = drafts.filter(latest_revision_created_at__gte=since)
    yield from drafts.order_by("-pk").values_list("pk", "draft_title")[:MOST]


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title).lower()))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < FEWEST_WORDS or _numbers(one) != _numbers(other):
        return False
    return len(one & other) / len(one | other) >= NEARLY


def _numbers(words: frozenset[str]) -> set[str]:
    """Of “Kỳ họp thứ 5” and “Kỳ họp thứ 6”, which are two things."""
    return {word for word in words if word.isdigit()}
