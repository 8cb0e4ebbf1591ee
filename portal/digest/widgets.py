"""The side widget that leads to news by e-mail; empty where a site sends none."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.digest import offers
from portal.news.neighbours import of_site
from portal.pages.layouts import regions_of
from portal.pages.models import SiteLayout
from portal.pages.regions import REGIONS
from portal.sites.middleware import structure_of

NAME = "digest"


class DigestWidget(blocks.StructBlock):  # type: ignore[misc]
    title = blocks.CharBlock(label=_("Title"), max_length=150, required=False)
    text = blocks.CharBlock(label=_("Text"), max_length=300, required=False)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        request = context["request"]
        site, structure = regions_of(request).site, structure_of(request)
        is_on = offers.sends(site, structure)
        url = of_site("digest_subscribe", site, structure) if is_on else ""
        return {**context, "digest_url": url}

    class Meta:
        label = _("News by e-mail")
        icon = "mail"
        template = "pages/widgets/digest.html"
        label_format = "{title}"


def install() -> None:
    """Offer the widget in every region; called once, when Django has started."""
    for region in REGIONS:
        field: Any = SiteLayout._meta.get_field(region)
        block = DigestWidget()
        block.set_name(NAME)
        field.stream_block.core_blocks[NAME] = block
