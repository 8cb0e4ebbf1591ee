"""A process of the portal that does what it is told over its pipes, one JSON line at a time.

Started by ``processes.py`` with an installation of its own; ``["get", "/tim-kiem/"]`` is answered
with ``[200, …]`` in one line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import django


class Errands:
    """What can be asked for; each returns plain JSON."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    def lay(self) -> dict[str, Any]:
        """Fill the installation; the addresses of what the plugin shows at both sites."""
        from tests.contract.ground import lay
        from tests.contract.readers import arguments, public_addresses, public_url

        ground = lay(self.slug)
        found: dict[str, list[str]] = {}
        for site in ground.sites:
            views = public_addresses(self.slug)
            found[site.code] = [
                *(public_url(page) for page in ground.at(site).pages),
                *(view.filled(arguments(ground, site, view)) for view in views),
            ]
        return found

    def get(self, path: str) -> int:
        from django.test import Client

        return Client(SERVER_NAME="localhost", raise_request_exception=False).get(path).status_code

    def switch(self, *codes: str) -> None:
        from portal.sites.models import MemberSite
        from tests.contract.ground import switch

        sites = list(MemberSite.objects.filter(is_province=False))
        switch(self.slug, [site for site in sites if site.code in codes], sites)

    def counts(self) -> dict[str, int]:
        """Rows of every table."""
        from django.db import connection

        with connection.cursor() as cursor:
            found = {}
            for table in _tables():
                cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608
                found[table] = cursor.fetchone()[0]
        return found

    def purge(self, *, dry_run: bool) -> dict[str, int]:
        from portal.plugins.purge import purge
        from tests.contract.ground import work

        counts = purge(self.slug, dry_run=dry_run).counts
        work()
        return counts

    def traces(self) -> list[str]:
        """Every cell, table and file that still speaks of the plugin or of what it stored."""
        from django.conf import settings

        words = [
            f"plugin_{self.slug}",
            f"plugins.{self.slug}.",
            f'"{self.slug}__',
            f'"{self.slug}"',
            "Kyhieu",
        ]
        found = [table for table in _tables() if table.startswith(f"plugin_{self.slug}_")]
        for table in _tables():
            found += [f"{table}: {row}"[:200] for row in _rows_with(table, [*words, "kyhieu"])]
        files = Path(settings.MEDIA_ROOT).rglob("*")
        found += [str(p) for p in files if p.is_file() and {"kyhieu"} & {p.name[:6]}]
        return found

    def migrate(self, target: str = "") -> list[str]:
        """Migrate the plugin alone, to its newest or to ``target``; its tables afterwards."""
        from django.core.management import call_command

        names = [f"plugin_{self.slug}", *([target] if target else [])]
        call_command("migrate", *names, verbosity=0, interactive=False)
        return [table for table in _tables() if table.startswith(f"plugin_{self.slug}_")]


def _tables() -> list[str]:
    from django.db import connection

    # The tables in which SQLite keeps its full-text index cannot all be read by themselves.
    return [t for t in connection.introspection.table_names() if "_fts_" not in t]


def _rows_with(table: str, words: list[str]) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
        conditions = " OR ".join(
            f'CAST("{column}" AS TEXT) LIKE %s' for column in columns for _word in words
        )
        values = [f"%{word}%" for _column in columns for word in words]
        cursor.execute(f'SELECT * FROM "{table}" WHERE {conditions}', values)  # noqa: S608
        return list(cursor.fetchall())


def main() -> None:
    django.setup()
    errands = Errands(sys.argv[1])
    for line in sys.stdin:
        name, *values = json.loads(line)
        named = values.pop() if values and isinstance(values[-1], dict) else {}
        try:
            answer = {"answer": getattr(errands, name)(*values, **named)}
        except Exception as error:  # told to the test, which fails with it
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(f"\x1e{json.dumps(answer, default=str)}", flush=True)  # noqa: T201 - the protocol


if __name__ == "__main__":
    main()
