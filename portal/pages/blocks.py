"""The blocks an article's body is made of. Templates: themes/*/templates/pages/blocks/."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.errors import refuse
from portal.media.variants import Picture, picture_of
from portal.pages.catalogue.stream import HOME, WidgetStream
from portal.pages.rich_text import RICH_TEXT_FEATURES
from portal.pages.streams import ExtensibleStreamBlock
from portal.plugins import points

# A home page is dense, but no reader scrolls through more.
MAX_ON_HOME = 30


class PictureValue(blocks.StructValue):
    @property
    def picture(self) -> Picture | None:
        return picture_of(self.get("image"))


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=500)
    credit = blocks.CharBlock(label=_("Credit"), max_length=150, required=False)

    def render(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """Nothing at all once the picture was deleted from the library."""
        return str(super().render(value, context)) if value["image"] else ""

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "pages/blocks/picture.html"
        value_class = PictureValue
        label_format = "{caption}"


class GalleryItemBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=500, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        value_class = PictureValue


class GalleryValue(blocks.StructValue):
    @property
    def pictures(self) -> list[dict[str, Any]]:
        return [
            {"picture": item.picture, "caption": item["caption"]}
            for item in self["items"]
            if item["image"]
        ]


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200, required=False)
    items = blocks.ListBlock(GalleryItemBlock(), label=_("Pictures"), min_num=2, max_num=40)

    class Meta:
        label = _("Gallery")
        icon = "duplicate"
        template = "pages/blocks/gallery.html"
        value_class = GalleryValue


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    attribution = blocks.CharBlock(label=_("Who said it"), max_length=200, required=False)

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "pages/blocks/quote.html"


@dataclass(frozen=True)
class TableContent:
    """A table as its template sees it: ``rows`` of cell texts, headers included."""

    caption: str
    rows: list[list[str]]
    header_row: bool
    header_column: bool


# The menu of the right mouse button; names are those of Handsontable.
MENU_OF_TABLE = {
    "row_above": {"name": _("Insert row above")},
    "row_below": {"name": _("Insert row below")},
    "rule_1": "---------",
    "col_left": {"name": _("Insert column on the left")},
    "col_right": {"name": _("Insert column on the right")},
    "rule_2": "---------",
    "remove_row": {"name": _("Delete row")},
    "remove_col": {"name": _("Delete column")},
    "rule_3": "---------",
    "undo": {"name": _("Undo")},
    "redo": {"name": _("Redo")},
}


class CaptionedTableBlock(TableBlock):
    """Wagtail's table editor, which also takes tables pasted from spreadsheets and Word."""

    def __init__(self, **kwargs: Any) -> None:
        options = {
            "language": "en-US",  # the editor has no Vietnamese; its few words are given here
            "contextMenu": {"items": MENU_OF_TABLE},
            "autoColumnSize": True,
        }
        super().__init__(table_options=options, **kwargs)

    def render(self, value: dict[str, Any] | None, context: dict[str, Any] | None = None) -> str:
        table = value or {}
        # What a crafted request may have stored must not break the page for readers.
        data = table.get("data")
        rows = (
            [r for r in data if isinstance(r, list | tuple)]
            if isinstance(data, list | tuple)
            else []
        )
        content = TableContent(
            caption=table.get("table_caption") or "",
            # What a crafted request may have stored must not break the page for readers.
            rows=[
                [str(cell or "") for cell in row] for row in rows if isinstance(row, list | tuple)
            ],
            header_row=bool(table.get("first_row_is_table_header")),
            header_column=bool(table.get("first_col_is_header")),
        )
        html: str = super(TableBlock, self).render(content, context)
        return html

    class Meta:
        label = _("Table")
        icon = "table"
        template = "pages/blocks/table.html"


class FileValue(blocks.StructValue):
    @property
    def url(self) -> str:
        return str(self["document"].url)

    @property
    def extension(self) -> str:
        return os.path.splitext(self["document"].filename)[1].lstrip(".")

    @property
    def size(self) -> int | None:
        size: int | None = self["document"].file_size
        return size


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), max_length=250)

    def render(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """Nothing at all once the file was deleted from the library."""
        return str(super().render(value, context)) if value["document"] else ""

    class Meta:
        label = _("File")
        icon = "doc-full"
        template = "pages/blocks/file.html"
        value_class = FileValue
        label_format = "{title}"


class EmbedValue(blocks.StructValue):
    @property
    def host(self) -> str:
        return urlsplit(self["url"]).hostname or ""


class EmbedBlock(blocks.StructBlock):
    """A video elsewhere, shown as a link: readers meet no third party until they choose to."""

    url = blocks.URLBlock(label=_("Address of the video"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        parts = urlsplit(cleaned["url"])
        if parts.scheme != "https" or parts.hostname not in settings.PORTAL_EMBED_HOSTS:
            message = _("Videos of %(host)s may not be embedded; allowed are: %(allowed)s.")
            names = {
                "host": parts.hostname or cleaned["url"],
                "allowed": ", ".join(settings.PORTAL_EMBED_HOSTS),
            }
            raise blocks.StructBlockValidationError({"url": refuse("NH-01", message % names)})
        return cleaned

    class Meta:
        label = _("Video link")
        icon = "media"
        template = "pages/blocks/embed.html"
        value_class = EmbedValue


class BodyBlock(ExtensibleStreamBlock):
    """Everything an article's body may hold, with the blocks of plugins."""

    extension_point = points.BodyBlock

    text = blocks.RichTextBlock(
        label=_("Text"),
        features=RICH_TEXT_FEATURES,
        template="pages/blocks/text.html",
        icon="pilcrow",
    )
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    table = CaptionedTableBlock()
    file = FileBlock()
    embed = EmbedBlock()


class HomeBlock(WidgetStream):
    """The main part of a home page."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(HOME, local_blocks, **kwargs)

    class Meta:
        max_num = MAX_ON_HOME
