"""PostgreSQL that orders by its Vietnamese collation of ICU, and filters without accents.

Both hold on any database, also one that was made with another collation.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, operations

from portal.language.checks import COLLATION
from portal.language.columns import in_nfc

# Built in: the extension "unaccent" would have to be installed by a database administrator.
# U+0300 to U+036F are the marks that NFD has set apart.
UPPER = f'upper(({{}})::text COLLATE "{COLLATION}")'
FOLDED = f"translate(regexp_replace(normalize({UPPER}, NFD), '[\u0300-\u036f]', '', 'g'), 'Đ', 'D')"
_WITHOUT_ACCENTS = ("icontains", "istartswith", "iendswith")


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "portal.language.postgresql.compiler"

    def vietnamese_order(self, column: str) -> str:
        return f'{column} COLLATE "{COLLATION}"'

    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        if lookup_type in _WITHOUT_ACCENTS:
            return FOLDED.format(super().lookup_cast("contains", internal_type))
        if lookup_type == "iexact":
            return UPPER.format(super().lookup_cast("contains", internal_type))
        return super().lookup_cast(lookup_type, internal_type)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    operators = {
        **base.DatabaseWrapper.operators,
        "iexact": f"= {UPPER.format('%s')}",
        **dict.fromkeys(_WITHOUT_ACCENTS, f"LIKE {FOLDED.format('%s')}"),
    }
    pattern_ops = {
        **base.DatabaseWrapper.pattern_ops,
        "icontains": f"LIKE '%%' || {FOLDED} || '%%'",
        "istartswith": f"LIKE {FOLDED} || '%%'",
        "iendswith": f"LIKE '%%' || {FOLDED}",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(in_nfc)
