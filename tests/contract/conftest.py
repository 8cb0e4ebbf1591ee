"""One ground per module and plugin: everything is built once and taken back at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from portal.plugins import registry
from portal.sites import structure
from tests.contract.ground import Ground, lay

if TYPE_CHECKING:
    from collections.abc import Iterator

PLUGINS = sorted(registry.installed())


@pytest.fixture(scope="module", params=PLUGINS)
def slug(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def laid(slug: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    """The plugin's ground, in a transaction of the whole module."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield lay(slug)
            transaction.set_rollback(True)
        structure.forget()


@pytest.fixture
def ground(laid: Ground, db: None) -> Ground:
    """The same for one test, whose changes are taken back after it; the plugin is off."""
    return laid
