"""The one place that asks the checks about an article before it is published."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portal.checks.findings import Found
from portal.checks.models import Level
from portal.checks.reading import Reading
from portal.checks.registry import checks
from portal.clock.services import refuse_embargoed
from portal.plugins import faults, gate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from portal.checks.findings import Check, Finding
    from portal.news.models import ArticlePage

logger = logging.getLogger(__name__)
# Of one check: more of the same helps nobody.
MOST = 20


class BlockedError(ValidationError):
    """Checks that the site made strict stop the article; holds all their refusals."""


def findings(
    article: ArticlePage,
    *,
    place: Page | None = None,
    only: str = "",
    reading: Reading | None = None,
) -> list[Found]:
    """What the checks found, what stops the article first. Writes nothing, asks no network.

    A check that fails is logged and left out.

    Args:
        article: as it is to be published; it need not be saved.
        place: the section, for an article that has no place in the tree yet.
        only: a level; checks with other ones are not run.
    """
    reading = reading or Reading(article, place=place)
    now = gate.at(reading.structure)
    found: list[Found] = []
    for check in checks():
        level = reading.policy.level_of(check)
        if level == Level.OFF or (only and level != only):
            continue
        if check.plugin and not now.is_open_at(check.plugin, reading.site):
            continue
        found += [Found(check, level, finding) for finding in _run(check, reading)]
    return sorted(found, key=lambda each: not each.blocks)


def refusals(
    article: ArticlePage,
    place: Page | None = None,
    is_for_readers: bool = False,  # noqa: FBT001, FBT002
) -> Iterator[tuple[str, ValidationError]]:
    """(field, refusal) for all that stops ``article``; an embargo only keeps it from readers."""
    if is_for_readers:
        try:
            refuse_embargoed(article, max(timezone.now(), article.go_live_at or timezone.now()))
        except ValidationError as refusal:
            # Beside no field: that of the hour is in a dialogue that is closed.
            yield "", refusal
    for found in findings(article, place=place, only=Level.BLOCK):
        yield found.finding.field, found.refusal()


def refuse_blocked(article: ArticlePage, *, is_for_readers: bool = False) -> None:
    """Raise what stops ``article``; nothing when nothing does.

    Raises:
        BlockedError: BB-14 an embargo; TIN-02, KT-01 to KT-18 or the code of a plugin's check, as
            the site decided.
    """
    found = refusals(article, is_for_readers=is_for_readers)
    stopping = [refusal for _field, refusal in found]
    if stopping:
        raise BlockedError(stopping)


def _run(check: Check, reading: Reading) -> list[Finding]:
    try:
        # A query that fails must not spoil the transaction around it.
        with transaction.atomic():
            return list(check.run(reading))[:MOST]
    except Exception as error:
        if check.plugin:
            faults.note(check.plugin, error, where=f"check {check.name}")
        else:
            logger.exception("The check %s failed", check.name)
        return []
