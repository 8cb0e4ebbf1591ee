"""An article that waits, and the address that its approver got by mail."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portal.approving import links


@pytest.fixture
def article(site: Any, contributor: Any, approver: Any, run_tasks: Any) -> Any:
    """Waits for ``approver``, who has a PIN and a link in the mail."""
    links.give_pin(approver)
    found = links.waiting(site, contributor, title="Tổng kết công tác năm")
    run_tasks()
    return found


@pytest.fixture
def address(article: Any) -> str:
    [found] = links.addresses()
    return found


@pytest.fixture(autouse=True)
def _rows_of_the_fence(monkeypatch: Any) -> None:
    """Until the fence's own table holds them."""
    from portal.isolation import decisions, kinds
    from portal.isolation.rows import Named, Who, below, page, read_only, rows

    if "approval-links:index" not in decisions.TABLE:
        link = kinds.with_site("approving.ApprovalLink")
        own = {
            **rows(Who.ROOM, "index rules"),
            **rows(Who.ROOM, "revoke", read_only(Named(link, "pk"))),
            **rows(Who.ROOM, "send", page()),
        }
        for name, decision in below("approval-links", own).items():
            monkeypatch.setitem(decisions.TABLE, name, decision)
