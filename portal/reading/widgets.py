"""The side widget of the most read articles; hidden until somebody counts (counts.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.cards import cards_for
from portal.pages.layouts import regions_of
from portal.pages.models import SiteLayout
from portal.pages.regions import MAX_NEWEST, REGIONS
from portal.reading import counts

NAME = "most_read"
# Pages that lists hide are among those counted.
SPARE = 10


class MostReadWidget(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("Title"), max_length=150, required=False)
    period = blocks.ChoiceBlock(
        label=_("Period"),
        choices=[("24h", _("24 hours")), ("7d", _("7 days")), ("30d", _("30 days"))],
        default="7d",
    )
    count = blocks.IntegerBlock(
        label=_("Number of articles"), default=5, min_value=1, max_value=MAX_NEWEST
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        request = context["request"]
        period = counts.PERIODS.get(value["period"], counts.PERIODS["7d"])
        count = int(value["count"] or 0)
        keys = counts.most_read(regions_of(request).site, period, count + SPARE)
        return {**context, "cards": cards_for(keys, request)[:count] if keys else []}

    class Meta:
        label = _("Most read articles")
        icon = "view"
        template = "pages/widgets/most_read.html"
        label_format = "{title}"


def install() -> None:
    """Offer the widget in every region; called once, when Django has started."""
    for region in REGIONS:
        field: Any = SiteLayout._meta.get_field(region)
        block = MostReadWidget()
        block.set_name(NAME)
        field.stream_block.core_blocks[NAME] = block
