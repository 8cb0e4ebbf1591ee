"""What every widget is, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.catalogue.place import Place
from portal.sites.structure import in_use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from portal.pages.catalogue.place import Reader, Wanted

FULL, HALF = "full", "half"
NEWS, INFORMATION, LINKS = _("News"), _("Information"), _("Texts and links")


class Widget(blocks.StructBlock):  # type: ignore[misc]
    """A widget says what it wants (``wants``, ``asks``); ``shown`` gets it from the place.

    Its template writes nothing at all when there is nothing to show: then no box is left.
    """

    # How wide it is on a home page until the editor says otherwise.
    home_width: ClassVar[str] = HALF

    def wants(self, value: Any, place: Place) -> Iterable[Wanted]:
        """Cards to be read with those of all other widgets."""
        del value, place
        return ()

    def asks(self, value: Any, place: Place) -> Iterable[tuple[Reader, Any]]:
        """Keys to be read by a reader with those of all other widgets."""
        del value, place
        return ()

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        """What the template gets."""
        del value, place
        return {}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, **self.shown(value, _place_of(context.get("request")))}


def _place_of(request: HttpRequest | None) -> Place:
    """Comparisons of versions show widgets without any request: as on no page."""
    from portal.pages.layouts import regions_of

    return regions_of(request).place if request else Place(in_use(), None)


def width_field(default: str) -> blocks.ChoiceBlock:
    """On a home page: over both columns of the main part, or in one of them."""
    return blocks.ChoiceBlock(
        label=_("Width"),
        choices=[(FULL, _("Whole width")), (HALF, _("Half the width"))],
        default=default,
        required=True,
    )
