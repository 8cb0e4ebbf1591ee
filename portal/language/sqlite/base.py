"""SQLite that orders and compares Vietnamese as people do.

SQLite knows the letters A to Z only: it puts Đ after Z and takes "đảng" and "Đảng" for two words.
Sort keys and folded texts are made by functions of ours, and kept in memory for the next list.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any

from django.db.backends.sqlite3 import base, operations

from portal import text
from portal.language.columns import in_nfc

if TYPE_CHECKING:
    from collections.abc import Callable

# Names of this many rows take at most some 20 MB in each process; long texts are not kept.
REMEMBERED = 20_000
LONGEST_REMEMBERED = 300


def remembered(function: Callable[[str], str]) -> Callable[[Any], str | None]:
    """``function`` of a column's value; NULL stays NULL."""
    kept = lru_cache(REMEMBERED)(function)

    @wraps(function)
    def of_value(value: Any) -> str | None:
        if value is None:
            return None
        name = str(value)
        return kept(name) if len(name) <= LONGEST_REMEMBERED else function(name)

    return of_value


@remembered
def sort_key(value: str) -> str:
    """Values that are alike but for signs are ordered by these."""
    return f"{text.sort_key(value)} {value}"


@remembered
def fold(value: str) -> str:
    return text.fold(value).casefold()


def casefold(value: Any) -> str | None:
    return None if value is None else str(value).casefold()


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "portal.language.sqlite.compiler"

    def vietnamese_order(self, column: str) -> str:
        return f"portal_sort_key({column})"

    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        if lookup_type == "iexact":
            return "portal_casefold(%s)"
        if lookup_type in {"icontains", "istartswith", "iendswith"}:
            return "portal_fold(%s)"
        return super().lookup_cast(lookup_type, internal_type)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    operators = {
        **base.DatabaseWrapper.operators,
        "iexact": r"LIKE portal_casefold(%s) ESCAPE '\'",
        "icontains": r"LIKE portal_fold(%s) ESCAPE '\'",
        "istartswith": r"LIKE portal_fold(%s) ESCAPE '\'",
        "iendswith": r"LIKE portal_fold(%s) ESCAPE '\'",
    }
    pattern_ops = {
        **base.DatabaseWrapper.pattern_ops,
        "icontains": r"LIKE '%%' || portal_fold({}) || '%%' ESCAPE '\'",
        "istartswith": r"LIKE portal_fold({}) || '%%' ESCAPE '\'",
        "iendswith": r"LIKE '%%' || portal_fold({}) ESCAPE '\'",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(in_nfc)

    def get_new_connection(self, conn_params: Any) -> Any:
        connection = super().get_new_connection(conn_params)
        for function in (sort_key, fold, casefold):
            name = f"portal_{function.__name__}"
            connection.create_function(name, 1, function, deterministic=True)
        return connection
