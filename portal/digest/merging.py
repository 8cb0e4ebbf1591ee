"""What becomes of subscriptions when a site is merged into another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from portal.digest.models import DigestTopic, Subscriber

if TYPE_CHECKING:
    from portal.sites.models import MemberSite

TOLD_BY = ("section_id", "series_id", "tag_id", "about_id")


@transaction.atomic
def move_subscribers(*, site: MemberSite, target: MemberSite) -> int:
    """Give readers and topics of ``site`` to ``target``; returns the number of readers.

    "All news" of the old site becomes "all news" of the target; who is at both keeps one
    subscription with the topics of both. The caller checks who may and holds the lock.
    """
    heirs = {
        topic.pk: _heir(topic, site, target) for topic in DigestTopic.objects.filter(site=site)
    }
    known = dict(Subscriber.objects.filter(site=target).values_list("email", "pk"))
    rows = Subscriber.objects.filter(site=site).prefetch_related("topics")
    count = 0
    for reader in rows:
        chosen = {heirs[topic.pk] for topic in reader.topics.all()}
        count += 1
        if twin := known.get(reader.email):
            other = Subscriber.objects.get(pk=twin)
            if reader.state == Subscriber.State.ACTIVE == other.state:
                other.topics.add(*chosen)
                reader.delete()
                continue
            # One of them never confirmed: the one who did stands.
            if other.state == Subscriber.State.ACTIVE:
                reader.delete()
                continue
            other.delete()
        reader.site = target
        reader.save(update_fields=["site"])
        reader.topics.set(chosen)
    DigestTopic.objects.filter(site=site).delete()
    return count


def _heir(topic: DigestTopic, site: MemberSite, target: MemberSite) -> int:
    """The topic of the target that means the same; made when there is none, to be offered later."""
    told = {name: getattr(topic, name) for name in TOLD_BY}
    if told["about_id"] == site.pk:
        told["about_id"] = target.pk
    made, _is_new = DigestTopic.objects.get_or_create(
        site=target,
        kind=topic.kind,
        **told,
        defaults={"is_offered": topic.is_offered, "position": topic.position + 1000},
    )
    return int(made.pk)
