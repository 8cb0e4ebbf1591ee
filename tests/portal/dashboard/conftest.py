"""People of the province and of the whole portal."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from portal.dashboard.models import LinkCheck
from portal.sites.models import MemberSite, Role
from tests import factories


@pytest.fixture
def admin(province: MemberSite) -> Any:
    return factories.make_person(None, Role.PORTAL_ADMIN)


@pytest.fixture
def night_is_over(db: None) -> None:
    """The worker runs periodic functions too: what it finds must not come from these."""
    now = timezone.now()
    LinkCheck.objects.create(pk=1, started_at=now, finished_at=now)
