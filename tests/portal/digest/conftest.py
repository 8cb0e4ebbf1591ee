"""A member site whose news come by mail, and its people."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from portal.sites.models import Role
from tests import factories
from tests.portal.digest import readers


@pytest.fixture(autouse=True)
def _no_counters() -> None:
    """Counters of senders outlive a test."""
    cache.clear()


@pytest.fixture
def topics(site: Any) -> list[Any]:
    """All news, and the sections "Tin tức" and "Xây dựng Đảng"."""
    return readers.switch_on(site)


@pytest.fixture
def admin(site: Any) -> Any:
    return factories.make_person(site, Role.SITE_ADMIN)
