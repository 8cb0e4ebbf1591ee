"""What stands in a digest: the articles of a period by topic, none of them twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.digest.models import DigestTopic
from portal.digest.offers import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from portal.sites.structure import Structure

# Of one topic more are looked at than are shown: others of them stand under an earlier topic.
SPARE = 3


@dataclass(frozen=True)
class Found:
    """An article: its key, and that of the news it is, which copies at other sites share."""

    key: int
    news: int


def articles_by_topic(
    topics: Iterable[DigestTopic],
    *,
    since: datetime,
    until: datetime,
    most: int,
    structure: Structure,
) -> dict[int, list[Found]]:
    """The newest articles of each topic that were published within the period; a query each."""
    found = {}
    for topic in topics:
        rows = rows_of(topic, structure).filter(published_at__gt=since, published_at__lte=until)
        pairs = rows.values_list("pk", "page__articlepage__origin_id")[: most * SPARE]
        found[topic.pk] = [Found(key, origin or key) for key, origin in pairs]
    return found


def groups_for(
    chosen: Iterable[DigestTopic], articles: dict[int, list[Found]], most: int
) -> list[dict[str, Any]]:
    """[{"topic": key, "articles": keys}]: narrow topics first, each news once, no empty group."""
    seen: set[int] = set()
    groups = []
    for topic in in_order(chosen):
        own: list[int] = []
        for article in articles.get(topic.pk, ()):
            if article.news not in seen and len(own) < most:
                seen.add(article.news)
                own.append(article.key)
        if own:
            groups.append({"topic": topic.pk, "articles": own})
    return groups


def in_order(topics: Iterable[DigestTopic]) -> Sequence[DigestTopic]:
    """As the site orders them, but "all news" after what is more exact."""
    return sorted(topics, key=lambda t: (t.about_id is not None, t.position, t.pk))
