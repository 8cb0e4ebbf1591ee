"""Cells of the tables of rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def shown(value: Any) -> str:
    """Numbers with separators and without needless noughts, yes and no in words."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        plain = value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
        return number_format(plain, force_grouping=True)
    return str(value)
