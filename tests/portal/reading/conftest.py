"""What tests of the ways to read share."""

import pytest

from portal.isolation import decisions, kinds
from portal.isolation.rows import Named, Who, below, rows


@pytest.fixture
def open_screens(monkeypatch):
    """The screens of series as the table of decisions is to open them."""
    kind = kinds.with_site("news.Series")
    names = "edit delete history history_results usage"
    added = below(
        "series",
        {
            **rows(Who.ROOM, "index index_results add"),
            **rows(Who.ROOM, names, Named(kind, "pk")),
        },
    )
    for name, decision in added.items():
        monkeypatch.setitem(decisions.TABLE, name, decision)
