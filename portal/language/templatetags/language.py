"""Numbers, dates and rights as people read them, in the admin and on public pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django import template
from django.utils.formats import number_format
from django.utils.timezone import is_aware, localtime

from portal.language import corrections

if TYPE_CHECKING:
    from django.contrib.auth.models import Permission

register = template.Library()


@register.filter
def grouped(value: int | str | None) -> str:
    """26803528 → 26.803.528 (26,803,528 in English); anything not a number is empty.

    Only where it is asked for: a setting for all numbers would also change addresses and ids.
    """
    try:
        return number_format(int(value or 0), force_grouping=True)
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


@register.filter
def permission_label(permission: Permission) -> str:
    """A right as a sentence: "Được thêm trang thành viên"."""
    return corrections.permission_label(permission)
