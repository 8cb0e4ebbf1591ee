"""What the article editor says about the clock when it is opened."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.clock.counting import Colour
from portal.clock.models import Embargo
from portal.clock.words import countdown
from portal.desk.listing import names_of
from portal.desk.models import DeskRow
from portal.language.templatetags.language import vn_datetime
from portal.news.models import ArticlePage
from portal.sites.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

# An act and what is said after it are seconds apart.
JUST_NOW = timedelta(minutes=1)
LEVELS = {
    Colour.GREEN: messages.info,
    Colour.AMBER: messages.warning,
    Colour.RED: messages.error,
    Colour.LATE: messages.warning,
}


def say_how_it_stands(request: HttpRequest, page: Page) -> None:
    """The deadline, whose turn it is, and the way to the sheet; of articles only."""
    if request.method != "GET" or not issubclass(page.specific_class or type(page), ArticlePage):
        return
    row = DeskRow.objects.filter(pk=page.pk).first()
    if row is None:
        return
    _say_embargo(request, row)
    colour, words = countdown(timezone.now(), row.due_at, warn=row.warn_at, done=row.published_at)
    # Of what was published in time there is nothing to be done.
    if colour in {Colour.NONE, Colour.IN_TIME} or (colour is Colour.LATE and not row.lacks_reason):
        return
    text = _text(row, colour, words)
    LEVELS[colour](request, text, buttons=[_button(row, _("Clock of the article"))])


def _say_embargo(request: HttpRequest, row: DeskRow) -> None:
    now = timezone.now()
    embargo = Embargo.objects.filter(pk=row.pk, until__gt=now).first()
    if embargo is None or row.published_at:
        return
    text = _("Under embargo until %(moment)s: it cannot be published before.")
    moment = vn_datetime(embargo.until)
    messages.warning(request, text % {"moment": moment}, buttons=[_button(row, _("Embargo"))])


def _button(row: DeskRow, label: str) -> Any:
    return messages.button(reverse("desk:article", args=[row.pk]), label)


def _text(row: DeskRow, colour: Colour, words: str) -> str:
    if colour is Colour.LATE:
        said = _("Published late (%(words)s). Please give the reason.") % {"words": words}
    else:
        said = _("To be published by %(due)s: %(words)s.") % {
            "due": vn_datetime(row.due_at),
            "words": words,
        }
    holder = _holder(row)
    if holder and row.published_at is None:
        with_whom = _("With %(holder)s since %(since)s.")
        since = {"holder": holder, "since": vn_datetime(row.held_since)}
        said = f"{said} {with_whom % since}"
    return said


def _holder(row: DeskRow) -> str:
    role = Role(row.holder_role).label if row.holder_role in Role.values else ""
    return names_of({row.holder_id}).get(row.holder_id or 0) or str(role)


def ask_for_reason(request: HttpRequest, page: Page) -> None:
    """Right after a publication or an approval that was late: the question why."""
    just_now = timezone.now() - JUST_NOW
    late = DeskRow.objects.filter(pk=page.pk, lacks_reason=True, published_at__gte=just_now)
    row = late.first() if request.method == "POST" else None
    if row is None:
        return
    text = _("This article was published after its limit. Please give the reason.")
    messages.warning(request, text, buttons=[_button(row, _("Give the reason"))])
