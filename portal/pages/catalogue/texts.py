"""Widgets whose content the editor writes: texts, links, banners, files, a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.errors import refuse
from portal.pages.catalogue.base import INFORMATION, LINKS, Widget
from portal.pages.catalogue.fields import (
    FileKeyBlock,
    PictureKeyBlock,
    TargetBlock,
    target_fields,
    target_of,
    title_field,
)
from portal.pages.catalogue.library import files, pictures
from portal.pages.rich_text import RICH_TEXT_FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.pages.catalogue.place import Place, Reader


class TextWidget(Widget):
    title = title_field()
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        label = _("Text box")
        icon = "pilcrow"
        template = "pages/widgets/text.html"
        label_format = "{title}"
        group = LINKS


class LinkBlock(TargetBlock):
    text = blocks.CharBlock(
        label=_("Text of the link"),
        max_length=150,
        required=False,
        help_text=_("Leave empty to show the section’s title."),
    )
    section, address = target_fields()

    def problems(self, cleaned: Any) -> dict[str, Any]:
        found = super().problems(cleaned)
        if not found and cleaned["address"] and not cleaned["text"]:
            return {"text": refuse("BC-05", _("A link to an address needs a text to click on."))}
        return found

    class Meta:
        label = _("Link")
        icon = "link"
        label_format = "{text}"


class LinksWidget(Widget):
    title = title_field()
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=30)

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        return {"links": [link for link in (_link(v, place) for v in value["links"]) if link]}

    class Meta:
        label = _("List of links")
        icon = "link"
        template = "pages/widgets/links.html"
        label_format = "{title}"
        group = LINKS


def _link(value: Any, place: Place) -> dict[str, str] | None:
    """What the template shows; None for a section that is gone or not published."""
    url, title = target_of(value, place)
    return {"text": value["text"] or title, "url": url} if url else None


class BannerBlock(TargetBlock):
    picture = PictureKeyBlock(label=_("Picture"))
    alternative = blocks.CharBlock(
        label=_("What the banner says"),
        max_length=200,
        help_text=_("Read out to people who cannot see the picture; every word on it."),
    )
    is_written = blocks.BooleanBlock(
        label=_("Write these words on the picture"),
        required=False,
        help_text=_("For pictures without words."),
    )
    section, address = target_fields()

    class Meta:
        label = _("Banner")
        icon = "image"
        label_format = "{alternative}"


class BannersWidget(Widget):
    """Pictures that lead somewhere."""

    title = title_field()
    banners = blocks.ListBlock(BannerBlock(), label=_("Banners"), min_num=1, max_num=12)

    def asks(self, value: Any, place: Place) -> Iterator[tuple[Reader, Any]]:
        del place
        yield from ((pictures, item["picture"]) for item in value["banners"] if item["picture"])

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        banners = []
        for item in value["banners"]:
            picture = place.told(pictures, item["picture"]) if item["picture"] else None
            url, _title = target_of(item, place)
            words = item["alternative"] if item["is_written"] else ""
            if picture and url:
                shown = replace(picture, alt="" if words else item["alternative"])
                banners.append({"picture": shown, "words": words, "url": url})
        return {"banners": banners}

    class Meta:
        label = _("Banners")
        icon = "image"
        template = "pages/widgets/banners.html"
        label_format = "{title}"
        group = LINKS


class NamedFileBlock(blocks.StructBlock):  # type: ignore[misc]
    file = FileKeyBlock(label=_("File"))
    text = blocks.CharBlock(
        label=_("Title"),
        max_length=250,
        required=False,
        help_text=_("Leave empty to show the title of the file."),
    )

    class Meta:
        label = _("File")
        icon = "doc-full"
        label_format = "{text}"


class DocumentsWidget(Widget):
    """Files to download, with type and size."""

    title = title_field()
    files = blocks.ListBlock(NamedFileBlock(), label=_("Files"), min_num=1, max_num=40)
    newest_first = blocks.BooleanBlock(
        label=_("Newest first"),
        required=False,
        help_text=_("Otherwise in the order of this list."),
    )
    count = blocks.IntegerBlock(
        label=_("Number of files shown"), default=10, min_value=1, max_value=40
    )

    def asks(self, value: Any, place: Place) -> Iterator[tuple[Reader, Any]]:
        del place
        yield from ((files, item["file"]) for item in value["files"] if item["file"])

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        rows = [(place.told(files, item["file"]), item["text"]) for item in value["files"]]
        found = [replace(file, title=text or file.title) for file, text in rows if file]
        if value["newest_first"]:
            found.sort(key=lambda file: file.added_at, reverse=True)
        return {"files": found[: int(value["count"] or 0)]}

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        template = "pages/widgets/documents.html"
        label_format = "{title}"
        group = INFORMATION


class PollWidget(Widget, TargetBlock):
    """A question that leads to where people answer; nothing here counts votes."""

    title = title_field()
    question = blocks.CharBlock(label=_("Question"), max_length=300)
    text = blocks.CharBlock(label=_("Explanation"), max_length=300, required=False)
    button = blocks.CharBlock(label=_("Text of the button"), max_length=60, required=False)
    section, address = target_fields()

    def shown(self, value: Any, place: Place) -> dict[str, Any]:
        return {"url": target_of(value, place)[0]}

    class Meta:
        label = _("Question to readers")
        icon = "help"
        template = "pages/widgets/poll.html"
        label_format = "{question}"
        group = INFORMATION
