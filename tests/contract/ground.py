"""Two member sites on which a plugin stored something, and the people who look at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from portal.plugins import gate, registry, services
from portal.plugins.scopes import INSTALLATION, Scope
from portal.sites import structure
from portal.sites.models import MemberSite, Role
from portal.tasks.runner import TaskWorker
from tests import factories
from tests.contract.content import Content, build

if TYPE_CHECKING:
    from portal.plugins.config import PluginConfig


@dataclass
class Ground:
    """A plugin with content at ``here`` and ``elsewhere``; in the beginning it is off.

    ``partly`` is whether the plugin is on somewhere while a check asks about another place.
    """

    slug: str
    here: MemberSite
    elsewhere: MemberSite
    superuser: Any
    people: dict[int, Any]
    contents: dict[int, Content] = field(default_factory=dict)

    @property
    def config(self) -> PluginConfig:
        return registry.installed()[self.slug]

    @property
    def sites(self) -> list[MemberSite]:
        return [self.here, self.elsewhere]

    @property
    def partly(self) -> bool:
        return gate.current().is_open(self.slug)

    def at(self, site: MemberSite) -> Content:
        return self.contents[site.pk]

    def clients(self, site: MemberSite) -> dict[str, Client]:
        """Clients by kind of person; the editor works at ``site`` only."""
        editor, superuser = (Client(raise_request_exception=False) for _ in range(2))
        editor.force_login(self.people[site.pk])
        superuser.force_login(self.superuser)
        return {"anonymous": Client(), "editor": editor, "superuser": superuser}

    def switch(self, *sites: MemberSite) -> None:
        """Switch the plugin (and what it needs) on at ``sites`` and off everywhere else."""
        switch(self.slug, list(sites), self.sites)


def switch(slug: str, sites: list[MemberSite], all_sites: list[MemberSite]) -> None:
    """Switch on at ``sites`` only; one that is switched as a whole, on if there are any."""
    config = registry.installed()[slug]
    for needed in config.depends if sites else ():
        switch(needed, sites, all_sites)
    if config.scope == "installation":
        services.switch(actor=None, slug=slug, scope=INSTALLATION, enabled=bool(sites))
        return
    for site in all_sites:
        enabled = site in sites
        services.switch(actor=None, slug=slug, scope=Scope.site(site.pk), enabled=enabled)


def work() -> None:
    """Run all background tasks that wait, as the worker does."""
    with pytest.MonkeyPatch.context() as patch:
        # It drops old connections between tasks; a test's own must live to its rollback.
        patch.setattr("portal.tasks.runner.close_old_connections", lambda: None)
        TaskWorker(batch=True).run()


def lay(slug: str) -> Ground:
    """Make the sites, the people and the plugin's content; the plugin is off afterwards."""
    structure.forget()
    factories.make_province()
    services.note_installed("vi")
    sites = [factories.make_site(), factories.make_site("la-gi", "La Gi")]
    people = {site.pk: factories.make_person(site, Role.APPROVER) for site in sites}
    superuser = get_user_model().objects.create_superuser("quan-tri", "a@portal.example", "x")
    ground = Ground(slug, *sites, superuser, people)
    if ground.config.scope == "unit":
        raise NotImplementedError("there are no units yet on which it could be switched on")
    ground.switch(*sites)
    ground.contents = {site.pk: build(slug, site, superuser) for site in sites}
    work()  # writes the search index
    ground.switch()
    return ground
