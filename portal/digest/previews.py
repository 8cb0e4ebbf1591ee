"""The next digest as it would be now, with all topics that a site offers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from portal.digest.choosing import articles_by_topic, groups_for
from portal.digest.issues import begins, last_due
from portal.digest.models import DigestSettings, Frequency
from portal.digest.offers import topics_of
from portal.digest.rendering import Rendered, render_digest
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.sites.models import MemberSite

TRIAL_DAYS = 30


def preview(
    site: MemberSite, *, frequency: str = Frequency.WEEKLY, days: int = 0
) -> Rendered | None:
    """None when there is nothing new. With ``days``: of that period, whatever was sent."""
    rules = DigestSettings.objects.filter(site=site).select_related("site").first()
    if rules is None:
        return None
    now = timezone.now()
    due = last_due(rules, Frequency(frequency), now)
    since = now - timedelta(days=days) if days else begins(site, frequency, due, now)
    offered = [topic for topic in topics_of(site) if topic.is_offered]
    most = rules.most_per_topic
    articles = articles_by_topic(offered, since=since, until=now, most=most, structure=current())
    groups = groups_for(offered, articles, most)
    return render_digest(rules=rules, groups=groups, day=timezone.localdate())
