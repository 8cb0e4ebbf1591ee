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
