"""Wagtail's own exports: text that a spreadsheet would take for a formula stays text."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def install() -> None:
    """Called once, when Django has started; all lists and reports write their cells here."""
    original = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        return harmless(original(self, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value


def harmless(cell: Any) -> Any:
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_BEGINS_FORMULA):
        return f"'{cell}"
    return cell
