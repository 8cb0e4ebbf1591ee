"""Parts that several widgets are made of: choosers that keep keys, and where a link leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.compare import BlockComparison
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from portal.errors import refuse
from portal.language.inputs import TypedDateInput
from portal.sites.link_addresses import leads_somewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.pages.catalogue.place import Place

MAX_NEWEST = 10


class KeyBlock:
    """Put before a chooser: its value is the key alone, so showing it loads no object."""

    model_class: Any

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

    def get_comparison_class(self) -> type[BlockComparison]:
        return BlockComparison

    def extract_references(self, value: Any) -> Iterator[tuple[type, str, str, str]]:
        if value:
            model = Page if issubclass(self.model_class, Page) else self.model_class
            yield model, str(value), "", ""

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """How version comparison shows the choice."""
        model = Page if issubclass(self.model_class, Page) else self.model_class
        chosen = model.objects.filter(pk=value).first() if value else None
        return format_html("{}", chosen.title) if chosen else ""


class PageKeyBlock(KeyBlock, blocks.PageChooserBlock):  # type: ignore[misc]
    """Any page, as its id."""


class SectionBlock(PageKeyBlock):
    """A section or home page: the structure in memory knows the rest."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["page_type"] = ["pages.SectionPage", "pages.HomePage"]
        super().__init__(**kwargs)


class PictureKeyBlock(KeyBlock, ImageChooserBlock):  # type: ignore[misc]
    """A picture of the library, as its id."""


class FileKeyBlock(KeyBlock, DocumentChooserBlock):  # type: ignore[misc]
    """A file of the library, as its id."""


class DayBlock(blocks.DateBlock):  # type: ignore[misc]
    """A day; what cannot be read is refused and not replaced by today."""

    @cached_property
    def field(self) -> forms.DateField:
        return forms.DateField(widget=TypedDateInput(format=self.format), **self.field_options)


def title_field() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Title"), max_length=150, required=False)


def count_field(default: int, most: int = MAX_NEWEST, least: int = 1) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        label=_("Number of articles"), default=default, min_value=least, max_value=most
    )


def section_field(*, required: bool = True) -> SectionBlock:
    text = "" if required else _("Leave empty to show the newest articles of the whole site.")
    return SectionBlock(label=_("Section"), required=required, help_text=text)


def target_fields() -> tuple[SectionBlock, blocks.CharBlock]:
    """``section`` and ``address`` of a ``TargetBlock``."""
    address = blocks.CharBlock(
        label=_("Address"),
        max_length=500,
        required=False,
        help_text=_("Instead of a section: https://… or a path of this portal, /…/"),
    )
    return SectionBlock(label=_("Section"), required=False), address


class TargetBlock(blocks.StructBlock):  # type: ignore[misc]
    """Leads to a ``section`` (and follows it when that moves) or to any ``address``."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        cleaned["address"] = cleaned["address"].strip()
        if errors := self.problems(cleaned):
            raise blocks.StructBlockValidationError(errors)
        return cleaned

    def problems(self, cleaned: Any) -> dict[str, Any]:
        address = cleaned["address"]
        if bool(address) == bool(cleaned["section"]):
            message = _("Choose either a section or an address for each link.")
            return {"address": refuse("BC-03", message)}
        if address and not leads_somewhere(address):
            message = _("“%(address)s” is no address; it must begin with https:// or /.")
            return {"address": refuse("BC-04", message % {"address": address[:80]})}
        return {}


def target_of(value: Any, place: Place) -> tuple[str, str]:
    """(address, title of the section) of a ``TargetBlock``; empty for one that leads nowhere."""
    if address := value["address"]:
        return (address, "") if leads_somewhere(address) else ("", "")
    node = place.node(value["section"])
    return (node.url, node.title) if node else ("", "")
