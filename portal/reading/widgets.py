"""The widget of the most read articles; hidden until somebody counts (counts.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.catalogue.base import NEWS, Widget
from portal.pages.catalogue.fields import count_field, title_field
from portal.pages.catalogue.place import of_pages
from portal.pages.offering import offer
from portal.reading import counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.pages.catalogue.place import Place, Reader, Wanted

NAME = "most_read"
# Pages that lists hide are among those counted.
SPARE = 10


def _ranks(keys: list[tuple[str, int]], place: Place) -> dict[tuple[str, int], list[int]]:
    """Keys of pages by (period, how many); the same wish is asked once."""
    return {
        (period, limit): counts.most_read(place.site, counts.PERIODS[period], limit)
        for period, limit in keys
    }


class MostReadWidget(Widget):
    title = title_field()
    period = blocks.ChoiceBlock(
        label=_("Period"),
        choices=[("24h", _("24 hours")), ("7d", _("7 days")), ("30d", _("30 days"))],
        default="7d",
    )
    count = count_field(5)

    def asks(self, value: Any, place: Place) -> Iterator[tuple[Reader, Any]]:
        del place
        period = value["period"] if value["period"] in counts.PERIODS else "7d"
        yield _ranks, (period, int(value["count"] or 0) + SPARE)

    def _keys(self, value: Any, place: Place) -> list[int]:
        return next((place.told(reader, key) for reader, key in self.asks(value, place)), [])

    def wants(self, value: Any, place: Place) -> Iterator[Wanted]:
        if keys := self._keys(value, place):
            yield of_pages(keys)

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        keys = self._keys(value, place)
        cards = {card.key: card for card in place.cards(of_pages(keys))} if keys else {}
        ordered = [cards[key] for key in keys if key in cards]
        return {"cards": ordered[: int(value["count"] or 0)]}

    class Meta:
        label = _("Most read articles")
        icon = "view"
        template = "pages/widgets/most_read.html"
        label_format = "{title}"
        group = NEWS


def install() -> None:
    """Offer the widget on home pages and in every region; called once, at the start."""
    offer(NAME, MostReadWidget)
