"""What an article is made of: title, lead, kind, source, length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.checks.findings import Finding
from portal.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.checks.reading import Reading

# What search engines show of a description, about.
META_SHORTEST, META_LONGEST = 70, 320
# Shorter titles in capitals are names: "TIN BUỒN", "COVID-19".
CAPITALS_FROM = 4


def title_length(reading: Reading) -> Iterator[Finding]:
    longest = reading.policy.measures["title_longest"]
    length = len(nfc(reading.article.title))
    if length > longest:
        text = _("The title has %(length)s characters; keep it to %(longest)s.")
        yield Finding(text % {"length": length, "longest": longest}, "title")


def title_capitals(reading: Reading) -> Iterator[Finding]:
    title = reading.article.title
    if title.isupper() and len(title.split()) >= CAPITALS_FROM:
        yield Finding(_("The title is in capitals only; write it as a sentence."), "title")


def lead(reading: Reading) -> Iterator[Finding]:
    if not (reading.article.lead or "").strip():
        text = _("The lead is missing: one or two sentences that say the essential.")
        yield Finding(text, "lead")


def event_time(reading: Reading) -> Iterator[Finding]:
    if reading.article.event_at is None:
        yield Finding(
            _("The time of the event is missing; the deadline counts from it."), "event_at"
        )


def kind(reading: Reading) -> Iterator[Finding]:
    if reading.article.kind_id is None:
        yield Finding(_("The kind of article is missing; reports and fees go by it."), "kind")


def source(reading: Reading) -> Iterator[Finding]:
    if reading.article.origin_id and not (reading.article.source or "").strip():
        text = _("The article was taken over from another site; name the source.")
        yield Finding(text, "source")


def few_words(reading: Reading) -> Iterator[Finding]:
    fewest = reading.policy.measures["fewest_words"]
    if reading.words < fewest:
        text = _("The article has %(words)s words; readers expect %(fewest)s at least.")
        yield Finding(text % {"words": reading.words, "fewest": fewest}, "body")


def reading_time(reading: Reading) -> Iterator[Finding]:
    longest = reading.policy.measures["longest_minutes"]
    if reading.minutes > longest:
        text = _(
            "It takes about %(minutes)s minutes to read; think of several articles (more than "
            "%(longest)s minutes)."
        )
        yield Finding(text % {"minutes": reading.minutes, "longest": longest}, "body")


def meta_description(reading: Reading) -> Iterator[Finding]:
    """What search engines show: the description, or the lead where there is none."""
    article = reading.article
    own = (article.search_description or "").strip()
    text = nfc(own or (article.lead or "").strip())
    if not text or META_SHORTEST <= len(text) <= META_LONGEST:
        return
    message = _(
        "Search engines get a description of %(length)s characters; %(fewest)s to %(most)s are "
        "good."
    )
    values = {"length": len(text), "fewest": META_SHORTEST, "most": META_LONGEST}
    yield Finding(message % values, "search_description" if own else "lead")
