"""Making issues: at its hour, a site's mails of the day are written down, all or none.

An issue exists once per site, rhythm and day, so a run that is repeated makes nothing twice; the
next one begins where it ended, so no article is left out, whatever stood still in between.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from portal.digest.choosing import articles_by_topic, groups_for
from portal.digest.models import (
    Delivery,
    DigestIssue,
    DigestSettings,
    DigestTopic,
    Edition,
    Frequency,
    Subscriber,
)
from portal.sites.models import SiteState
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.sites.models import MemberSite

logger = logging.getLogger(__name__)
PERIOD = {Frequency.DAILY: timedelta(days=1), Frequency.WEEKLY: timedelta(days=7)}
# How late an issue may be made, and how far back it looks after a long standstill.
LATEST = {Frequency.DAILY: timedelta(hours=20), Frequency.WEEKLY: timedelta(days=3)}
FARTHEST = {Frequency.DAILY: timedelta(days=7), Frequency.WEEKLY: timedelta(days=21)}
# An article that is being published at this very moment bears its time before it can be read.
MARGIN = timedelta(minutes=1)
AT_ONCE = 1000


def make_due_issues(now: datetime | None = None) -> list[DigestIssue]:
    """Make what is due at any site; returns the new issues, also those without mails.

    Raises:
        Exception: the first one of a site; all other sites got theirs.
    """
    now = now or timezone.now()
    rows = DigestSettings.objects.filter(
        is_on=True, site__state=SiteState.ACTIVE, site__maintenance=False
    )
    made = []
    problems: list[Exception] = []
    for rules in rows.select_related("site"):
        for frequency in Frequency:
            due = last_due(rules, frequency, now)
            if now - due > LATEST[frequency] or (rules.on_since and due < rules.on_since):
                continue
            try:
                issue = make_issue(rules=rules, frequency=frequency, due=due, now=now)
            except Exception as error:  # one site's trouble must not silence the others
                logger.exception("digest %s of %s cannot be made", frequency, rules.site.code)
                problems.append(error)
            else:
                made += [issue] if issue else []
    if problems:
        raise problems[0]
    return made


def last_due(rules: DigestSettings, frequency: Frequency, now: datetime) -> datetime:
    """The last moment, up to ``now``, at which this mail was to leave."""
    local = timezone.localtime(now)
    due = local.replace(hour=rules.hour, minute=0, second=0, microsecond=0)
    if frequency == Frequency.WEEKLY:
        due -= timedelta(days=(due.isoweekday() - rules.weekday) % 7)
    return due - PERIOD[frequency] if due > local else due


@transaction.atomic
def make_issue(
    *, rules: DigestSettings, frequency: Frequency, due: datetime, now: datetime
) -> DigestIssue | None:
    """One issue with its mails; None when it was made before."""
    site: MemberSite = rules.site
    day = timezone.localtime(due).date()
    if DigestIssue.objects.filter(site=site, frequency=frequency, day=day).exists():
        return None
    period = {"since": begins(site, frequency, due, now), "until": now - MARGIN}
    issue, is_new = DigestIssue.objects.get_or_create(
        site=site, frequency=frequency, day=day, defaults={**period, "made_at": now}
    )
    if not is_new:
        return None
    issue.receivers = _write_mails(issue, rules)
    issue.finished_at = None if issue.receivers else now
    issue.save(update_fields=["receivers", "finished_at"])
    logger.info("digest %s of %s: %d mails", frequency, site.code, issue.receivers)
    return issue


def begins(site: MemberSite, frequency: str, due: datetime, now: datetime) -> datetime:
    """Where the issue before ended; the first one looks back one period."""
    kind = Frequency(frequency)
    before = DigestIssue.objects.filter(site=site, frequency=kind).order_by("-until").first()
    return max(before.until if before else due - PERIOD[kind], now - FARTHEST[kind])


def _write_mails(issue: DigestIssue, rules: DigestSettings) -> int:
    """Rows for all readers for whom there is something new; returns their number."""
    receivers = _receivers(issue)
    in_use = frozenset().union(*receivers) if receivers else frozenset()
    rows = DigestTopic.objects.filter(pk__in=in_use)
    topics = {topic.pk: topic for topic in rows.select_related("tag", "series", "site")}
    articles = articles_by_topic(
        topics.values(),
        since=issue.since,
        until=issue.until,
        most=rules.most_per_topic,
        structure=current(),
    )
    readers_of: defaultdict[str, list[int]] = defaultdict(list)
    groups_of: dict[str, list[dict[str, Any]]] = {}
    for chosen, readers in receivers.items():
        groups = groups_for((topics[pk] for pk in chosen), articles, rules.most_per_topic)
        if groups:
            # Those who chose differently, but get the same, share an edition.
            groups_of[str(groups)] = groups
            readers_of[str(groups)] += readers
    editions = [Edition(issue=issue, groups=groups) for groups in groups_of.values()]
    Edition.objects.bulk_create(editions)
    deliveries = [
        Delivery(issue=issue, edition=edition, subscriber_id=reader)
        for edition in editions
        for reader in readers_of[str(edition.groups)]
    ]
    Delivery.objects.bulk_create(deliveries, batch_size=AT_ONCE)
    return len(deliveries)


def _receivers(issue: DigestIssue) -> dict[frozenset[int], list[int]]:
    """Keys of readers by the set of topics that they chose."""
    rows = Subscriber.topics.through._default_manager.filter(
        subscriber__site=issue.site_id,
        subscriber__state=Subscriber.State.ACTIVE,
        subscriber__frequency=issue.frequency,
    )
    pairs: Iterable[tuple[int, int]] = rows.values_list("subscriber_id", "digesttopic_id")
    chosen: defaultdict[int, set[int]] = defaultdict(set)
    for reader, topic in pairs:
        chosen[reader].add(topic)
    found: defaultdict[frozenset[int], list[int]] = defaultdict(list)
    for reader, topics in chosen.items():
        found[frozenset(topics)].append(reader)
    return found
