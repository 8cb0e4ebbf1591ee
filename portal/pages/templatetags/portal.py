"""Public templates: numbers and dates as Vietnamese readers expect them, and side regions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime

register = template.Library()
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"


@register.filter
def grouped(value: int | str | None) -> str:
    """26803528 → 26 803 528, with narrow no-break spaces; anything not a number is empty."""
    try:
        return f"{int(value or 0):,}".replace(",", THIN_SPACE)
    except (TypeError, ValueError):
        return ""


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """05/11/2026, in local time; empty for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """05/11/2026 14:30, in local time; empty for None."""
    if value is None or value == "":
        return ""
    return f"{localtime(value) if is_aware(value) else value:%d/%m/%Y %H:%M}"


@register.simple_tag(takes_context=True)
def region(context: Context, name: str) -> SafeString:
    """The side widgets of a region; empty when there are none, or outside of any request."""
    from portal.pages.layouts import regions_of

    request = context.get("request")
    if request is None:
        return SafeString("")
    values: Any = context.flatten()
    return regions_of(request).render(name, values)
