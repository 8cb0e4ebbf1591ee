"""Dates and times in forms of the administration, typed or picked."""

from __future__ import annotations

from typing import Any

from wagtail.admin.telepath import register
from wagtail.admin.widgets.datetime import (
    AdminDateInput,
    AdminDateInputAdapter,
    AdminDateTimeInput,
    AdminDateTimeInputAdapter,
)


class TypedDateTimeInput(AdminDateTimeInput):
    """Wagtail's picker, which otherwise puts "now" in place of a time it cannot read."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}


class TypedDateInput(AdminDateInput):
    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}


register(AdminDateTimeInputAdapter(), TypedDateTimeInput)
register(AdminDateInputAdapter(), TypedDateInput)
