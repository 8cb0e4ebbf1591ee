"""Small builders for the tests of news by e-mail."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.core import mail
from django.utils import timezone

from portal.digest import administration
from portal.digest.administration import Offer
from portal.digest.models import DigestTopic, Subscriber
from portal.digest.tokens import new_nonce
from portal.news.models import ArticlePage
from portal.pages.models import CardRow
from tests import factories

NOW = timezone.now


def switch_on(site: Any, **values: Any) -> list[DigestTopic]:
    """All news and both sections; since long ago, so that every hour has come."""
    sections = [factories.section_of(site, s).pk for s in ("tin-tuc", "xay-dung-dang")]
    offer = Offer(sections=sections)
    rules = administration.change_settings(
        actor=None, site=site, offer=offer, is_on=True, **{"hour": 0, **values}
    )
    rules.on_since = NOW() - timedelta(days=60)
    rules.save()
    return list(DigestTopic.objects.filter(site=site).order_by("position"))


def reader(site: Any, email: str, *topics: DigestTopic, **values: Any) -> Subscriber:
    values = {"state": "active", "frequency": "daily", "confirmed_at": NOW(), **values}
    made = Subscriber.objects.create(site=site, email=email, nonce=new_nonce(), **values)
    made.topics.set(topics)
    return made


def article(site: Any, person: Any, title: str, slug: str = "tin-tuc", hours: float = 1) -> Any:
    """Published so many hours ago."""
    page = factories.make_article(site, person, title=title, section=slug)
    moment = NOW() - timedelta(hours=hours)
    ArticlePage.objects.filter(pk=page.pk).update(first_published_at=moment)
    CardRow.objects.filter(pk=page.pk).update(published_at=moment)
    return page


def link_in(message: Any, part: str) -> str:
    """The path of the link in a mail whose address has ``part``."""
    found = re.search(rf"https?://[^/\s]+(/ban-tin/{part}/\S+)", message.body)
    assert found, message.body
    return found[1]


def last_mail() -> Any:
    return mail.outbox[-1]
