"""The clock in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.clock.counting import Colour, colour

if TYPE_CHECKING:
    from datetime import datetime

HOUR = 60
DAY = 24 * HOUR


def span(minutes: int) -> str:
    """“3 hours 20 minutes”; from two days on without minutes, below a minute “0 minutes”."""
    days, rest = divmod(max(minutes, 0), DAY) if minutes >= 2 * DAY else (0, max(minutes, 0))
    hours, left = divmod(rest, HOUR)
    parts = []
    if days:
        parts.append(ngettext("%(number)d day", "%(number)d days", days) % {"number": days})
    if hours:
        parts.append(ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours})
    if (left and not days) or not parts:
        text = ngettext("%(number)d minute", "%(number)d minutes", left)
        parts.append(text % {"number": left})
    return " ".join(parts)


def countdown(
    now: datetime,
    due: datetime | None,
    *,
    warn: datetime | None = None,
    done: datetime | None = None,
) -> tuple[Colour, str]:
    """The colour of a deadline and what is said about it; no words without a deadline."""
    found = colour(now, due, warn=warn, done=done)
    if due is None:
        return found, ""
    minutes = int(abs(((done or now) - due).total_seconds()) // 60)
    text = {
        Colour.GREEN: _("%(span)s left"),
        Colour.AMBER: _("only %(span)s left"),
        Colour.RED: _("%(span)s over the limit"),
        Colour.IN_TIME: _("in time, %(span)s before the limit"),
        Colour.LATE: _("late by %(span)s"),
    }[found]
    return found, text % {"span": span(minutes)}
