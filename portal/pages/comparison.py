"""Comparing two versions of a body: what is switched off for the page is not read, only kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.compare import StreamFieldComparison, register_comparison_class

from portal.pages.fields import BodyField
from portal.pages.plugin_blocks import site_of
from portal.pages.streams import ExtensibleStreamBlock
from portal.sites.structure import current

if TYPE_CHECKING:
    from django.db.models import Model


class BodyFieldComparison(StreamFieldComparison):  # type: ignore[misc]
    def __init__(self, field: BodyField, obj_a: Model, obj_b: Model) -> None:
        super().__init__(field, obj_a, obj_b)
        if isinstance(field.stream_block, ExtensibleStreamBlock):
            self.val_a, self.val_b = (_in_editor(v, obj_b) for v in (self.val_a, self.val_b))


def _in_editor(value: Any, owner: Model) -> Any:
    bound = value.stream_block.bound_to(site_of(owner, current()))
    return bound.to_python(value.get_prep_value())


def use_for_bodies() -> None:
    register_comparison_class(BodyField, comparison_class=BodyFieldComparison)
