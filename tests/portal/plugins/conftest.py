"""Fixtures of the plugin tests: the sample plugin and its switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portal.plugins import services
from portal.plugins.scopes import INSTALLATION, Scope

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def switch(site) -> Callable[..., None]:
    """Switch the sample plugin on (or off) for a site, or for the installation with None."""
    services.note_installed("vi")

    def act(site, *, enabled=True):
        scope = Scope.site(site.pk) if site else INSTALLATION
        services.switch(actor=None, slug="sample", scope=scope, enabled=enabled)

    return act
