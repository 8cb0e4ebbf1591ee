"""People of the whole portal."""

from __future__ import annotations

from typing import Any

import pytest

from portal.sites.models import MemberSite, Role
from tests import factories


@pytest.fixture
def admin(province: MemberSite) -> Any:
    return factories.make_person(None, Role.PORTAL_ADMIN)
