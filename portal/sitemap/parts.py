"""What the sitemap lists: home pages and sections, all that has a card, addresses of plugins.

Of each host its own: what the links of a structure write as a path lives on the same host.
Light rows only, in parts of ``PART`` addresses; the order is that of keys, so that new articles
change the last part and leave the others as they were.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page, get_page_models

from portal.pages.cards import visible_rows
from portal.plugins import faults, gate, points, registry
from portal.plugins.pages import hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from django.db import models

    from portal.pages.models import CardRow
    from portal.plugins.registry import Owned
    from portal.sites.structure import Structure

PART = 5_000
SECTIONS, CARDS, NEWS, PLUGIN = "muc", "tin", "thoi-su", "he-thong-"
# What readers of news sitemaps take: the news of two days, this many in one file.
NEWS_HOURS, NEWS_PART = 48, 1_000
# A runaway generator of a plugin must not hold a web process.
MOST_OF_PLUGIN = 50_000
# Rooms above add links here, as a structure writes them: to lists that are no pages.
further: list[Callable[[Structure], Iterable[str]]] = []


class Entry(NamedTuple):
    """A path from the host's root and the moment of its last change, if known."""

    url: str
    changed_at: datetime | None


class NewsEntry(NamedTuple):
    url: str
    title: str
    published_at: datetime
    publication: str


def names(structure: Structure) -> Iterator[tuple[str, int]]:
    """(name, number) of every part that holds something; numbers begin with 1."""
    yield from ((SECTIONS, number) for number in _numbers(len(list(_lists(structure)))))
    yield from ((CARDS, number) for number in _numbers(_rows_here(structure).count()))
    news = _numbers(_fresh_rows(structure).count(), NEWS_PART)
    yield from ((NEWS, number) for number in news)
    for slug in _sources():
        count = sum(1 for _entry in _of_plugin(slug, structure))
        yield from ((f"{PLUGIN}{slug}", number) for number in _numbers(count))


def _numbers(count: int, size: int | None = None) -> range:
    return range(1, -(-count // (size or PART)) + 1)


def entries(name: str, number: int, structure: Structure) -> list[Entry]:
    """The addresses of one part; empty for a part that does not exist."""
    first = (number - 1) * PART
    if number < 1:
        return []
    if name == SECTIONS:
        return list(_lists(structure))[first : first + PART]
    if name == CARDS:
        return _cards(structure, first)
    found = _of_plugin(name.removeprefix(PLUGIN), structure)
    return list(islice(found, first, first + PART))


def news(number: int, structure: Structure) -> list[NewsEntry]:
    """One part of the news of the last 48 hours, newest first; empty if there is no such part."""
    first = (number - 1) * NEWS_PART
    if number < 1:
        return []
    values = ("page__url_path", "page__path", "title", "published_at")
    rows = _fresh_rows(structure).values_list(*values)[first : first + NEWS_PART]
    found = []
    for url_path, path, title, published_at in rows:
        site = structure.site_of(path)
        name = site.name if site else ""
        found.append(NewsEntry(structure.url_of(url_path), title, published_at, name))
    return found


def _fresh_rows(structure: Structure) -> models.QuerySet[CardRow]:
    """News of 48 hours, of which this is the first address."""
    types = [model for model in get_page_models() if getattr(model, "is_news", False)]
    kinds = ContentType.objects.get_for_models(*types).values()
    since = timezone.now() - timedelta(hours=NEWS_HOURS)
    rows = _rows_here(structure).filter(published_at__gte=since, page__content_type__in=kinds)
    for model in types:
        rows = rows.exclude(pk__in=model.taken_over())
    return rows


def _lists(structure: Structure) -> Iterator[Entry]:
    """Pages that are lists, and lists that are no pages."""
    yield from _sections(structure)
    for links in further:
        yield from (Entry(url, None) for url in links(structure) if url.startswith("/"))


def _sections(structure: Structure) -> Iterator[Entry]:
    types = {node.content_type_id for node in structure.nodes.values()}
    rows = Page.objects.live().filter(content_type__in=types).exclude(hidden(gate.at(structure)))
    changed = dict(rows.values_list("pk", "last_published_at"))
    newest = _newest_below(structure)
    home = structure.home_of(structure.province)
    for node in structure.nodes.values():
        below = home is not None and node.path.startswith(home.path)
        hidden_here = structure.is_restricted(node.path) or structure.is_closed(node.path)
        if below and node.id in changed and node.url.startswith("/") and not hidden_here:
            yield Entry(node.url, newest.get(node.path) or changed[node.id])


def _newest_below(structure: Structure) -> dict[str, datetime]:
    """By tree path: when the newest article in or below a section was published."""
    rows = visible_rows(structure).order_by().values_list("section_id")
    newest: dict[str, datetime] = {}
    for section_id, moment in rows.annotate(moment=Max("published_at")):
        node = structure.nodes_by_id.get(section_id)
        path = node.path if node else ""
        for end in range(Page.steplen, len(path) + 1, Page.steplen):
            newest[path[:end]] = max(newest.get(path[:end], moment), moment)
    return newest


def _rows_here(structure: Structure) -> models.QuerySet[CardRow]:
    rows = visible_rows(structure)
    if structure.has_hosts:
        elsewhere = {site.pk for site in structure.sites} - structure.sites_here
        rows = rows.exclude(site_id__in=elsewhere)
    return rows


def _cards(structure: Structure, first: int) -> list[Entry]:
    rows = _rows_here(structure).order_by("page_id")
    values = rows.values_list("page__url_path", "page__last_published_at", "published_at")
    return [
        Entry(structure.url_of(url_path), changed_at or published_at)
        for url_path, changed_at, published_at in values[first : first + PART]
    ]


def _sources() -> dict[str, list[Owned[points.SitemapSource]]]:
    found: dict[str, list[Owned[points.SitemapSource]]] = {}
    for owned in registry.extensions(points.SitemapSource):
        found.setdefault(owned.slug, []).append(owned)
    return found


def _of_plugin(slug: str, structure: Structure) -> Iterator[Entry]:
    """What a plugin lists for the places where it is switched on; its faults stay its own."""
    return islice(_all_of_plugin(slug, structure), MOST_OF_PLUGIN)


def _all_of_plugin(slug: str, structure: Structure) -> Iterator[Entry]:
    for owned in _sources().get(slug, []):
        for scope in gate.at(structure).open_scopes(slug):
            try:
                for entry in owned.value.entries(scope):
                    if url := _path_here(entry.url, structure):
                        yield Entry(url, entry.changed_at)
            except Exception as error:  # the sitemap goes on without it
                faults.note(slug, error, where="sitemap")


def _path_here(address: str, structure: Structure) -> str | None:
    """What a plugin named, if it lives on this host and its site is open to readers."""
    if not address.startswith("/") or address.startswith("//"):
        return None
    site = structure.site_at(address)
    url = structure.link(address)
    is_open = site is None or site.pk not in structure.closed_sites
    return url if is_open and url.startswith("/") else None
