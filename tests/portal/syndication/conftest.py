"""A member's published article and the people on both sides."""

from __future__ import annotations

from typing import Any

import pytest

from portal.sites.models import Role
from tests import factories
from tests.portal.syndication import exchange


@pytest.fixture
def article(site: Any, approver: Any) -> Any:
    return factories.make_article(
        site, approver, title="Lễ hội cầu ngư", author="Trần An", tags=["Lễ hội"]
    )


@pytest.fixture
def reporter(province: Any) -> Any:
    """An editor of the province."""
    return factories.make_person(province, Role.EDITOR)


@pytest.fixture
def chief(province: Any) -> Any:
    """An approver of the province."""
    return factories.make_person(province, Role.APPROVER)


@pytest.fixture
def offer(article: Any, editor: Any, province: Any) -> Any:
    return exchange.offered(article, editor, province, note="Tin có ảnh đẹp")


@pytest.fixture
def copy(offer: Any, chief: Any) -> Any:
    """The province has published it."""
    return exchange.accepted(offer, chief, then="publish")
