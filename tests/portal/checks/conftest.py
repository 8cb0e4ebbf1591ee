"""Until the table of the isolation room has the rows of this room."""

import pytest

from portal.isolation import kinds
from portal.isolation.decisions import TABLE
from portal.isolation.rows import Named, Who, below, page, read_only, rows

_site = read_only(Named(kinds.site, "site_id"))
_name = Named(kinds.with_site("checks.KnownName"), "pk")
ROWS = below(
    "checks",
    {
        **rows(Who.ROOM, "index"),
        **rows(Who.PORTAL, "portal"),
        **rows(Who.ROOM, "site names name_add", _site),
        **rows(Who.ROOM, "name name_delete", _site, _name),
        **rows(Who.ROOM, "article", read_only(page())),
    },
)


@pytest.fixture(autouse=True)
def _rows_of_the_room(monkeypatch):
    for name, decision in ROWS.items():
        if name not in TABLE:
            monkeypatch.setitem(TABLE, name, decision)
