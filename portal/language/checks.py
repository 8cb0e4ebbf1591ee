"""Before tables are made: can this database order Vietnamese?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import Error
from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Iterable

COLLATION = "vi-x-icu"


def collation_is_there(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[Error]:
    """Run by ``migrate``. PostgreSQL has the collation unless it was built without ICU."""
    missing = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_collation WHERE collname = %s", [COLLATION])
            if cursor.fetchone() is None:
                missing.append(
                    Error(
                        f"The database {alias} has no collation “{COLLATION}”.",
                        hint="Use a PostgreSQL that is built with ICU, as Debian's is.",
                        id="language.E001",
                    )
                )
    return missing
