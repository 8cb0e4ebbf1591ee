"""What forms of the admin send in a shape that no browser of ours makes: answered with 400.

Wagtail reads the values of its choosers, texts, tables and streams as its own scripts write them
and fails at anything else. They are read here first, for every form, those of plugins included.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import IntegerField
from django.forms import ModelMultipleChoiceField
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import ListBlock, StreamBlock
from wagtail.contrib.table_block.blocks import TableBlock

if TYPE_CHECKING:
    from django.db.models import Model

LARGEST = 2**63 - 1
# Entities of texts that name a row by its number.
_NUMBERED = {"LINK", "DOCUMENT", "IMAGE"}
_UNREADABLE = (
    AttributeError,
    ExporterException,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)


def number_of(raw: Any) -> int | None:
    """A key as the database layer reads it: " 253", "+253" and "2_53" are numbers, too."""
    if isinstance(raw, bool | float):
        return None
    try:
        number = int(raw)
    except (TypeError, ValueError):
        return None
    return number if 0 <= number <= LARGEST else None


def check_blocks(data: Any, prefix: str, *, with_type: bool) -> None:
    """Refuse a list of blocks whose count or order cannot be read.

    Raises:
        BadRequest: the form was not made by the editor.
    """
    count = number_of(data.get(f"{prefix}-count"))
    if count is None:
        raise BadRequest
    for place in range(count):
        at = f"{prefix}-{place}"
        if f"{at}-deleted" not in data or (with_type and f"{at}-type" not in data):
            raise BadRequest
        if not data[f"{at}-deleted"] and number_of(data.get(f"{at}-order")) is None:
            raise BadRequest


def install() -> None:
    """Called once, when Django has started. Wagtail lets nobody in between."""
    _read_choosers()
    _read_texts()
    _read_tables()
    _read_choices()
    for kind, with_type in ((ListBlock, False), (StreamBlock, True)):
        _read_blocks(kind, with_type=with_type)


def _read_choosers() -> None:
    original = BaseChooser.value_from_datadict

    def value_from_datadict(self: Any, data: Any, files: Any, name: str) -> Any:
        value = original(self, data, files, name)
        if not isinstance(value, str) or not self.model or not has_number(self.model_class):
            return value
        number = number_of(value)
        if number is None:
            raise BadRequest
        return str(number)

    BaseChooser.value_from_datadict = value_from_datadict


def _read_choices() -> None:
    """Of several rows: a number that no database counts to is a row that does not exist."""
    kind: Any = ModelMultipleChoiceField
    original = kind._check_values  # noqa: SLF001

    def check_values(self: Any, value: Any) -> Any:
        if not self.to_field_name and has_number(self.queryset.model):
            for key in value:
                if str(key).isdigit() and number_of(key) is None:
                    text = self.error_messages["invalid_choice"]
                    raise ValidationError(text, code="invalid_choice", params={"value": key})
        return original(self, value)

    kind._check_values = check_values  # noqa: SLF001


def has_number(model: type[Model]) -> bool:
    key: Any = model._meta.pk
    while getattr(key, "remote_field", None):
        key = key.target_field
    return isinstance(key, IntegerField)


def _read_texts() -> None:
    original = ContentstateConverter.to_database_format

    def to_database_format(self: Any, contentstate_json: str) -> Any:
        try:
            return original(self, _with_numbers(contentstate_json))
        except _UNREADABLE as error:
            raise BadRequest from error

    ContentstateConverter.to_database_format = to_database_format


def _with_numbers(text: str) -> str:
    """The same content, with keys in the one spelling that is stored and compared.

    Raises:
        BadRequest: a key is no number.
    """
    content = json.loads(text)
    if not content:
        return text
    for entity in content["entityMap"].values():
        details = entity["data"]
        if entity["type"] not in _NUMBERED or details.get("id") is None:
            continue
        details["id"] = number_of(details["id"])
        if details["id"] is None:
            raise BadRequest
    return json.dumps(content)


def _read_tables() -> None:
    original = TableBlock.value_from_form

    def value_from_form(self: Any, value: Any) -> Any:
        try:
            table = original(self, value)
        except _UNREADABLE as error:
            raise BadRequest from error
        if table is not None and not isinstance(table, dict):
            raise BadRequest
        return table

    TableBlock.value_from_form = value_from_form


def _read_blocks(kind: Any, *, with_type: bool) -> None:
    original = kind.value_from_datadict

    def value_from_datadict(self: Any, data: Any, files: Any, prefix: str) -> Any:
        check_blocks(data, prefix, with_type=with_type)
        return original(self, data, files, prefix)

    kind.value_from_datadict = value_from_datadict
