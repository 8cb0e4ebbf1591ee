"""Figures about the site: visits when somebody counts them, else its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from portal.pages import figures
from portal.pages.catalogue.base import INFORMATION, Widget
from portal.pages.catalogue.fields import title_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.pages.catalogue.place import Place, Reader


def _figures(keys: list[int], place: Place) -> dict[int, list[figures.Figure]]:
    """The same for all such widgets of a page."""
    return dict.fromkeys(keys, figures.of(place.site, place.structure))


class StatisticsWidget(Widget):
    title = title_field()

    def asks(self, value: Any, place: Place) -> Iterator[tuple[Reader, Any]]:
        del value, place
        yield _figures, 0

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        del value
        return {"figures": place.told(_figures, 0)}

    class Meta:
        label = _("Statistics")
        icon = "view"
        template = "pages/widgets/statistics.html"
        label_format = "{title}"
        group = INFORMATION
