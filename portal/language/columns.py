"""How columns that hold words are ordered, whatever view or library asks (ADR 0015)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, TextField, lookups
from django.db.models.expressions import Col, OrderBy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# A column whose name is or ends with one of these holds words that people look up in a list.
WORDS = {"label", "name", "subject", "title", "username"}


def holds_words(expression: Any) -> bool:
    """Whether ``expression`` is a text column to be ordered as Vietnamese dictionaries are."""
    if not isinstance(expression, Col) or type(expression.target) not in {CharField, TextField}:
        return False
    return expression.target.name.rpartition("_")[2] in WORDS


class VietnameseOrder:
    """Mixin for a query compiler whose ``connection.ops`` has ``vietnamese_order(sql)``."""

    connection: Any
    query: Any
    ordering_parts: Any

    def get_order_by(self) -> list[Any]:
        ordered = super().get_order_by()  # type: ignore[misc]
        if self.query.distinct_fields or self.query.combinator:
            return list(ordered)  # here the database allows nothing but what is selected
        return [self._vietnamese(*item) for item in ordered]

    def _vietnamese(self, expression: OrderBy, item: tuple[str, Sequence[Any], bool]) -> Any:
        sql = item[0]
        # values() makes the column a reference to what is selected, by name or number.
        column = getattr(expression.expression, "source", expression.expression)
        if not holds_words(column):
            return expression, item
        given = self.ordering_parts.search(sql)[1]
        name, params = self.compile(column)  # type: ignore[attr-defined]
        return expression, (
            self.connection.ops.vietnamese_order(name) + sql[len(given) :],
            params,
            False,
        )


class _InOrder:
    """Mixin for the comparisons of names, which agree with their order.

    Trees that keep their nodes in order look with them for the place of a new one.
    """

    lhs: Any
    operator: str

    def as_sql(self, compiler: Any, connection: Any) -> tuple[Any, Any]:
        order = getattr(connection.ops, "vietnamese_order", None)
        if order is None or not holds_words(self.lhs):
            return super().as_sql(compiler, connection)  # type: ignore[misc,no-any-return]
        left, left_params = self.process_lhs(compiler, connection)  # type: ignore[attr-defined]
        right, right_params = self.process_rhs(compiler, connection)  # type: ignore[attr-defined]
        return f"{order(left)} {self.operator} {order(right)}", [*left_params, *right_params]


class GreaterThan(_InOrder, lookups.GreaterThan):  # type: ignore[misc]
    operator = ">"


class GreaterThanOrEqual(_InOrder, lookups.GreaterThanOrEqual):  # type: ignore[misc]
    operator = ">="


class LessThan(_InOrder, lookups.LessThan):  # type: ignore[misc]
    operator = "<"


class LessThanOrEqual(_InOrder, lookups.LessThanOrEqual):  # type: ignore[misc]
    operator = "<="


COMPARISONS = (GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual)


def in_nfc(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001  # Django's signature
    context: dict[str, Any],
) -> Any:
    """Execute wrapper: texts come into the database, and are looked for there, in NFC."""
    if params:
        params = [_row(row) for row in params] if many else _row(params)
    return execute(sql, params, many, context)


def _row(params: Any) -> Any:
    if isinstance(params, dict):
        return {name: _nfc(value) for name, value in params.items()}
    return tuple(_nfc(value) for value in params)


def _nfc(value: Any) -> Any:
    if isinstance(value, list):
        return [_nfc(item) for item in value]
    if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        return unicodedata.normalize("NFC", value)
    return value
