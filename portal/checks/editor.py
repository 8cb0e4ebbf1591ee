"""After an article was saved: its links to other sites are looked at in the background."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction

from portal.checks import addresses, links
from portal.checks.models import Level
from portal.checks.reading import Reading
from portal.checks.registry import checks
from portal.checks.tasks import look_at
from portal.news.models import ArticlePage

if TYPE_CHECKING:
    from wagtail.models import Page

logger = logging.getLogger(__name__)
AT_ONCE = 20


def look_at_links(page: Page) -> None:
    """Never stands in the way of saving: what fails is logged."""
    if not isinstance(page, ArticlePage):
        return
    try:
        with transaction.atomic():
            _look_at_links(page)
    except Exception:
        logger.exception("The links of article %s could not be read", page.pk)


def _look_at_links(article: ArticlePage) -> None:
    reading = Reading(article)
    check = next(check for check in checks() if check.name == "foreign-links")
    if reading.policy.level_of(check) == Level.OFF:
        return
    found = links.foreign_addresses(reading)
    due = addresses.ask_about(found) if found else []
    for start in range(0, len(due), AT_ONCE):
        look_at.enqueue(due[start : start + AT_ONCE])
