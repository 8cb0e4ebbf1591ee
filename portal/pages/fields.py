"""The body field. Migrations freeze this import path: the module must never move."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import Field, Model
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.blocks import BlockField
from wagtail.blocks.base import BlockWidget
from wagtail.fields import Creator, StreamField
from wagtail.models import Page

from portal.pages.kept import Stream
from portal.pages.plugin_blocks import site_of
from portal.pages.streams import ExtensibleStreamBlock
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BaseForm
    from django.forms.boundfield import BoundField

    from portal.sites.models import MemberSite

# Fields of Wagtail's forms that name a version of the object in the form.
VERSION_FIELDS = ("loaded_revision_id", "overwrite_revision_id")
# Of each stream: languages, and sets of plugins that are on.
DESCRIPTIONS = 32


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations, so blocks can come and go freely."""

    leaves_blocks_out = True

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        # Not StreamField's own, which would describe every block.
        name, path, _args, kwargs = Field.deconstruct(self)
        return name, path, [], kwargs

    def contribute_to_class(self, cls: type[Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, self.name, OwnedCreator(self))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": BodyFormField, **kwargs})


class OwnedCreator(Creator):
    """Tells the value whose it is: search and other places without a page ask for its site."""

    def __set__(self, obj: Model, value: Any) -> None:
        super().__set__(obj, value)
        stream = obj.__dict__[self.field.name]
        if isinstance(stream, Stream):
            obj.__dict__[self.field.name] = stream.owned_by(obj)


class BodyWidget(BlockWidget):  # type: ignore[misc]
    """Takes the description of the blocks ready made: packing it is a quarter of a form's time."""

    def _build_block_json(self) -> None:
        block = self.block_def
        if not isinstance(block, ExtensibleStreamBlock):
            super()._build_block_json()
            return
        blocks = block.offered().child_blocks
        # Some blocks offer sites or sections: those of the structure's version.
        version = current().version
        key = (tuple(map(id, blocks.values())), get_language(), timezone.localdate(), version)
        found = block.descriptions.get(key)
        if found is None:
            super()._build_block_json()
            # With the blocks themselves, so that no other block gets one of their ids.
            found = (self._js_context, self._block_json, blocks)
            if len(block.descriptions) >= DESCRIPTIONS:
                block.descriptions.clear()
            block.descriptions[key] = found
        self._js_context, self._block_json, _blocks = found


class BodyFormField(BlockField):
    """Binds its stream to the member site of the object in the form, and to what it holds."""

    def __init__(self, block: Any = None, **kwargs: Any) -> None:
        super().__init__(block, **{"widget": BodyWidget(block), **kwargs})

    def get_bound_field(self, form: BaseForm, field_name: str) -> BoundField:
        if isinstance(self.block, ExtensibleStreamBlock) and not self.block.is_bound:
            self._bind(form, field_name)
        bound: BoundField = super().get_bound_field(form, field_name)
        return bound

    def _bind(self, form: BaseForm, name: str) -> None:
        instance = getattr(form, "instance", None)
        # Read now: later the instance holds what was sent.
        initial = form.get_initial_for_field(self, name)
        own = initial.kept_items() if isinstance(initial, Stream) else []

        def stored() -> Iterator[list[dict[str, Any]]]:
            yield own
            yield from _older(form, instance, name)

        self.block = self.block.bound_to(_site_of_form(form, instance), stored)
        # A fresh one: the old may have described the unbound stream already.
        self.widget = type(self.widget)(self.block, self.widget.attrs)


def _site_of_form(form: Any, instance: Any) -> MemberSite | None:
    """Of the page itself, or of where it will lie; never the site of the address."""
    place = instance
    if isinstance(instance, Page) and not instance.path:
        place = getattr(form, "parent_page", None)
    return site_of(place, current())


def _older(form: Any, instance: Any, name: str) -> Iterator[list[dict[str, Any]]]:
    """The same field in the versions that the form says it was opened with."""
    if not getattr(instance, "pk", None) or not hasattr(instance, "revisions"):
        return
    named = [form.data.get(field) or "" for field in VERSION_FIELDS]
    numbers = [number for number in named if number.isdecimal() and number.isascii()]
    for content in instance.revisions.filter(pk__in=numbers).values_list("content", flat=True):
        items = content.get(name) or "[]"
        parsed = json.loads(items) if isinstance(items, str) else items
        block = form.fields[name].block
        yield [item for item in parsed if item["type"] not in block.core_blocks]
