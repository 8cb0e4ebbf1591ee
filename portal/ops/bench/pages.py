"""What public pages cost on the data at hand: queries and processor time of one request."""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.news.models import ArticlePage
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 40


@dataclass(frozen=True)
class Cost:
    """One kind of page: queries, median processor milliseconds, and bytes of HTML."""

    page: str
    queries: int
    cpu_ms: float
    size: int


def measure_pages() -> list[Cost]:
    """The cost of each kind of public page, warm, through the whole middleware."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    reader = Client(headers={"host": host})
    return [_measure(reader, name, url) for name, url in _addresses()]


def _addresses() -> Iterator[tuple[str, str]]:
    structure = current()
    member = next(site for site in structure.sites if not site.is_province)
    home = structure.home_of(member)
    yield "home", "/"
    if home:
        yield "member home", home.url
    article = ArticlePage.objects.live().order_by("-first_published_at").first()
    if article:
        yield "section", structure.url_of(article.get_parent().url_path)
        yield "article", structure.url_of(article.url_path)
        tag = article.tags.first()
        if tag:
            yield "topic", f"/chu-de/{tag.slug}/"
    yield "search", "/tim-kiem/?q=dang+bo+tinh"


def _measure(reader: Client, name: str, url: str) -> Cost:
    reader.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = reader.get(url)
    # Counted now: the next request empties the log it is read from.
    queries = len(captured)
    if response.status_code != 200:
        message = f"{url} answered {response.status_code}"
        raise RuntimeError(message)
    times = []
    for _run in range(RUNS):
        start = time.process_time()
        reader.get(url)
        times.append((time.process_time() - start) * 1000)
    cost = statistics.median(times)
    return Cost(name, queries, round(cost, 1), len(response.content))


def print_costs() -> None:
    """Write the costs as one JSON line, for the process that compares sizes of data."""
    rows = {"articles": ArticlePage.objects.live().count()}
    rows |= {cost.page: asdict(cost) for cost in measure_pages()}  # type: ignore[dict-item]
    sys.stdout.write(json.dumps(rows) + "\n")
