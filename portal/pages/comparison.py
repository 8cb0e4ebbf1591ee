"""Comparing two versions: bodies, of which what is switched off is only kept, and plain values."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import gettext
from wagtail.admin.compare import (
    FieldComparison,
    StreamFieldComparison,
    TextDiff,
    register_comparison_class,
)

from portal.pages.fields import BodyField
from portal.pages.plugin_blocks import site_of
from portal.pages.streams import ExtensibleStreamBlock
from portal.sites.structure import current

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.safestring import SafeString


class BodyFieldComparison(StreamFieldComparison):  # type: ignore[misc]
    def __init__(self, field: BodyField, obj_a: Model, obj_b: Model) -> None:
        super().__init__(field, obj_a, obj_b)
        if isinstance(field.stream_block, ExtensibleStreamBlock):
            self.val_a, self.val_b = (_in_editor(v, obj_b) for v in (self.val_a, self.val_b))


def _in_editor(value: Any, owner: Model) -> Any:
    bound = value.stream_block.bound_to(site_of(owner, current()))
    return bound.to_python(value.get_prep_value())


class ValueComparison(FieldComparison):  # type: ignore[misc]
    """Moments and yes or no as people write them."""

    def htmldiff(self) -> SafeString:
        before, after = (_shown(value) for value in (self.val_a, self.val_b))
        if not self.has_changed():
            return escape(after)
        html: SafeString = TextDiff([("deletion", before), ("addition", after)]).to_html()
        return html


def _shown(value: Any) -> str:
    if value is None:
        return gettext("(not given)")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")


def use_for_values() -> None:
    for kind in (models.BooleanField, models.DateField, models.DateTimeField):
        register_comparison_class(kind, comparison_class=ValueComparison)


def use_for_bodies() -> None:
    register_comparison_class(BodyField, comparison_class=BodyFieldComparison)
