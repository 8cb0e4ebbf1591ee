"""Side widgets: the blocks that stand in the regions around a page's content.

Templates: themes/*/templates/pages/widgets/. What is shown where: ``layouts.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from portal.errors import refuse
from portal.pages.blocks import RICH_TEXT_FEATURES
from portal.pages.streams import ExtensibleStreamBlock
from portal.plugins import points
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.plugins.registry import Owned
    from portal.sites.structure import Node, Structure

# The regions of themes/base/theme.toml, in reading order on a phone.
REGIONS = ("top", "aside", "bottom")
MAX_WIDGETS = 12
MAX_NEWEST = 10
# A path of this portal, or a whole address; never "//elsewhere", never "javascript:".
ADDRESS = re.compile(r"/(?!/)\S*|https?://[^\s/]+\S*")


class SectionBlock(blocks.PageChooserBlock):
    """A section or home page, as its id: the structure in memory knows the rest."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["page_type"] = ["pages.SectionPage", "pages.HomePage"]
        super().__init__(**kwargs)

    def normalize(self, value: Any) -> int | None:
        return getattr(value, "pk", value)

    def to_python(self, value: Any) -> int | None:
        return self.normalize(value)

    def bulk_to_python(self, values: Any) -> list[int | None]:
        return [self.normalize(value) for value in values]

    def value_from_form(self, value: Any) -> int | None:
        return self.normalize(value)

    def get_prep_value(self, value: Any) -> int | None:
        return self.normalize(value)

    def extract_references(self, value: Any) -> Iterator[tuple[type[Page], str, str, str]]:
        if value:
            yield Page, str(value), "", ""

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """How version comparison shows the choice."""
        page = Page.objects.filter(pk=value).first() if value else None
        return format_html("{}", page.title) if page else ""


def node_of(value: int | None, structure: Structure) -> Node | None:
    """The published section a ``SectionBlock``'s value means."""
    node = structure.nodes_by_id.get(value or 0)
    return node if node and node.live and not structure.is_closed(node.path) else None


def _title() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Title"), max_length=150, required=False)


class TextWidget(blocks.StructBlock):
    title = _title()
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        label = _("Text box")
        icon = "pilcrow"
        template = "pages/widgets/text.html"
        label_format = "{title}"


class LinkBlock(blocks.StructBlock):
    """A link to a section (it follows the section when that moves) or to any address."""

    text = blocks.CharBlock(
        label=_("Text of the link"),
        max_length=150,
        required=False,
        help_text=_("Leave empty to show the section’s title."),
    )
    section = SectionBlock(label=_("Section"), required=False)
    address = blocks.CharBlock(
        label=_("Address"),
        max_length=500,
        required=False,
        help_text=_("Instead of a section: https://… or a path of this portal, /…/"),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        address = cleaned["address"].strip()
        errors = {}
        if bool(address) == bool(cleaned["section"]):
            message = _("Choose either a section or an address for each link.")
            errors["address"] = refuse("BC-03", message)
        elif address and not ADDRESS.fullmatch(address):
            message = _("“%(address)s” is no address; it must begin with https:// or /.")
            errors["address"] = refuse("BC-04", message % {"address": address[:80]})
        elif address and not cleaned["text"]:
            errors["text"] = refuse("BC-05", _("A link to an address needs a text to click on."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        cleaned["address"] = address
        return cleaned

    class Meta:
        label = _("Link")
        icon = "link"
        label_format = "{text}"


class LinksWidget(blocks.StructBlock):
    title = _title()
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=30)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        structure = structure_of(context.get("request"))
        found = [_link(link, structure) for link in value["links"]]
        return {**context, "links": [link for link in found if link]}

    class Meta:
        label = _("List of links")
        icon = "link"
        template = "pages/widgets/links.html"
        label_format = "{title}"


def _link(value: Any, structure: Structure) -> dict[str, str] | None:
    """What the template shows; None for a section that is gone or not published."""
    if address := value["address"]:
        return {"text": value["text"], "url": address} if ADDRESS.fullmatch(address) else None
    node = node_of(value["section"], structure)
    return {"text": value["text"] or node.title, "url": node.url} if node else None


class NewestWidget(blocks.StructBlock):
    title = _title()
    section = SectionBlock(
        label=_("Section"),
        required=False,
        help_text=_("Leave empty to show the newest articles of the whole site."),
    )
    count = blocks.IntegerBlock(
        label=_("Number of articles"), default=5, min_value=1, max_value=MAX_NEWEST
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        from portal.pages.layouts import regions_of

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, **regions_of(context["request"]).newest(value)}

    class Meta:
        label = _("Newest articles")
        icon = "list-ul"
        template = "pages/widgets/newest.html"
        label_format = "{title}"


class RegionBlock(ExtensibleStreamBlock):
    """What may stand in ``region``: the portal's own widgets and those of plugins."""

    text = TextWidget()
    links = LinksWidget()
    newest = NewestWidget()

    extension_point = points.SideWidget

    def __init__(self, region: str, local_blocks: Any = None, **kwargs: Any) -> None:
        self.region = region
        super().__init__(local_blocks, **kwargs)

    def accepts(self, extension: Owned[points.SideWidget]) -> bool:
        return self.region in extension.value.regions

    class Meta:
        max_num = MAX_WIDGETS
