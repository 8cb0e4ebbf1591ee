"""The calendar of work: what the office does from today on."""

from __future__ import annotations

from datetime import time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.errors import refuse
from portal.pages.catalogue.base import INFORMATION, Widget
from portal.pages.catalogue.fields import DayBlock, title_field

if TYPE_CHECKING:
    from portal.pages.catalogue.place import Place

MAX_ENTRIES = 100


class WorkEntryBlock(blocks.StructBlock):  # type: ignore[misc]
    # Not "required": Wagtail's sentence would not say which entry lacks what.
    day = DayBlock(label=_("Day"), required=False)
    time = blocks.TimeBlock(
        label=_("Hour"), required=False, help_text=_("Leave empty for the whole day.")
    )
    what = blocks.CharBlock(label=_("Work"), max_length=300)
    where = blocks.CharBlock(label=_("Where it takes place"), max_length=200, required=False)
    chair = blocks.CharBlock(label=_("Who chairs"), max_length=200, required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["day"]:
            message = _("“%(what)s” has no day; enter one like 05/11/2026.")
            error = refuse("BC-06", message % {"what": cleaned["what"][:80]})
            raise blocks.StructBlockValidationError({"day": error})
        return cleaned

    class Meta:
        label = _("Entry")
        icon = "date"
        label_format = "{day} {what}"


class WorkCalendarWidget(Widget):
    """Entries by days; what is over drops out by itself."""

    title = title_field()
    entries = blocks.ListBlock(WorkEntryBlock(), label=_("Entries"), min_num=1, max_num=MAX_ENTRIES)
    count = blocks.IntegerBlock(
        label=_("Number of entries shown"), default=8, min_value=1, max_value=30
    )

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        del place
        today = timezone.localdate()
        coming = [entry for entry in value["entries"] if entry["day"] and entry["day"] >= today]
        coming.sort(key=lambda entry: (entry["day"], entry["time"] or time.min))
        coming = coming[: int(value["count"] or 0)]
        days = groupby(coming, key=lambda entry: entry["day"])
        return {
            "days": [{"day": day, "entries": list(entries)} for day, entries in days],
            "today": today,
        }

    class Meta:
        label = _("Calendar of work")
        icon = "date"
        template = "pages/widgets/calendar.html"
        label_format = "{title}"
        group = INFORMATION
