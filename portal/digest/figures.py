"""What the administration's lists show, in few queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q

from portal.digest.models import Delivery, DigestIssue, DigestSettings, DigestTopic, Subscriber
from portal.digest.offers import named, topics_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.sites.models import MemberSite

LAST_ISSUES = 20
State = Subscriber.State


def of_sites(sites: Iterable[MemberSite]) -> list[dict[str, Any]]:
    """Of each site: whether it sends, how many read, the last issue."""
    shown = list(sites)
    on = set(DigestSettings.objects.filter(is_on=True).values_list("pk", flat=True))
    counted = Subscriber.objects.filter(site__in=shown, state=State.ACTIVE).values_list("site")
    readers = dict(counted.annotate(Count("pk")).order_by())
    days = dict(DigestIssue.objects.values_list("site_id").annotate(Max("day")).order_by())
    return [
        {
            "site": site,
            "is_on": site.pk in on,
            "readers": readers.get(site.pk, 0),
            "last": days.get(site.pk),
        }
        for site in shown
    ]


def of_states(site: MemberSite) -> list[tuple[str, int]]:
    """Words of each state and how many are in it."""
    rows = Subscriber.objects.filter(site=site).values_list("state")
    counted = dict(rows.annotate(Count("pk")).order_by())
    return [(str(label), counted.get(value, 0)) for value, label in State.choices]


def of_topics(site: MemberSite) -> list[dict[str, Any]]:
    """Topics with the number of readers who get them."""
    rows = DigestTopic.objects.filter(site=site).values_list("pk")
    active = Q(subscribers__state=State.ACTIVE)
    counted = dict(rows.annotate(number=Count("subscribers", filter=active)).order_by())
    shown = named(topics_of(site), current())
    return [{"topic": topic, "readers": counted.get(topic.key, 0)} for topic in shown]


def of_issues(site: MemberSite) -> list[dict[str, Any]]:
    """The last issues with what became of their mails."""
    issues = list(DigestIssue.objects.filter(site=site)[:LAST_ISSUES])
    running = [issue.pk for issue in issues if issue.finished_at is None]
    rows = Delivery.objects.filter(issue__in=running).values_list("issue", "state")
    counted = {(key, state): count for key, state, count in rows.annotate(Count("pk")).order_by()}
    found = []
    for issue in issues:
        sent, failed = issue.sent, issue.failed
        if issue.finished_at is None:
            sent = counted.get((issue.pk, Delivery.State.SENT), 0)
            failed = counted.get((issue.pk, Delivery.State.FAILED), 0)
        waiting = sum(counted.get((issue.pk, state), 0) for state in Delivery.OPEN)
        found.append({"issue": issue, "sent": sent, "failed": failed, "waiting": waiting})
    return found


def with_topics(readers: Iterable[Subscriber]) -> list[tuple[Subscriber, list[str]]]:
    """Each reader with the words of the chosen topics; ``topics`` were fetched before."""
    structure = current()
    return [
        (reader, [topic.label for topic in named(reader.topics.all(), structure)])
        for reader in readers
    ]
