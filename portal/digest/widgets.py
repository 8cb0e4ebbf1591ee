"""The widget that leads to news by e-mail; empty where a site sends none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.digest import offers
from portal.pages.catalogue.base import INFORMATION, Widget
from portal.pages.catalogue.fields import title_field
from portal.pages.offering import offer
from portal.sites.own_addresses import of_site

if TYPE_CHECKING:
    from portal.pages.catalogue.place import Place

NAME = "digest"


class DigestWidget(Widget):
    title = title_field()
    text = blocks.CharBlock(label=_("Text"), max_length=300, required=False)

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        del value
        is_on = offers.sends(place.site, place.structure)
        url = of_site("digest_subscribe", place.site, place.structure) if is_on else ""
        return {"digest_url": url}

    class Meta:
        label = _("News by e-mail")
        icon = "mail"
        template = "pages/widgets/digest.html"
        label_format = "{title}"
        group = INFORMATION


def install() -> None:
    """Offer the widget on home pages and in every region; called once, at the start."""
    offer(NAME, DigestWidget)
