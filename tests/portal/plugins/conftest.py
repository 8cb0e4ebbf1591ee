"""Fixtures of the plugin tests: the sample plugin and its switch."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from portal.plugins import PluginConfig, services
from portal.plugins.scopes import INSTALLATION, Scope
from tests import factories

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


@pytest.fixture
def administrator(site):
    """Somebody in a group that may switch plugins, and has no role in any site."""
    person = factories.make_person(None, None, username="quan-tri")
    group = Group.objects.create(name="Quản trị phần mở rộng")
    group.permissions.set(
        Permission.objects.filter(codename__in=["change_activation", "access_admin"])
    )
    person.groups.add(group)
    return person


@pytest.fixture
def admin(signed_in, administrator):
    return signed_in(administrator)


@pytest.fixture
def leaning(monkeypatch):
    """A second plugin, which needs the sample."""

    class Leaning(PluginConfig):
        name = "plugins.leaning"
        verbose_name = "Dựa vào mẫu"
        version = "1.0"
        requires_portal = ">=1.0"
        depends = ("sample",)
        path = "/"

    config = Leaning("plugins.leaning", ModuleType("plugins.leaning"))
    config.apps, config.models = apps, {}
    monkeypatch.setattr(apps, "app_configs", {**apps.app_configs, config.label: config})
