"""The plugins that can be switched for a new site."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from portal.plugins import gate, registry
from portal.plugins.models import Activation
from portal.plugins.scopes import INSTALLATION, Scope
from portal.plugins.services import switch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from portal.accounts.models import User
    from portal.plugins.config import PluginConfig
    from portal.sites.models import MemberSite


def offered() -> list[PluginConfig]:
    """Plugins decided site by site that the installation lets work, dependencies first."""
    decided = Activation.objects.at(INSTALLATION).filter(enabled=False)
    off = set(decided.values_list("plugin", flat=True))
    plugins = registry.installed().values()
    return [config for config in plugins if config.scope == "site" and config.slug not in off]


def switch_for(*, actor: User, site: MemberSite, slugs: Collection[str]) -> list[str]:
    """Switch the plugins named on, and others that are on by default off; names of those on.

    Raises:
        ValidationError: PLG-12 to PLG-14 of ``switch``.
    """
    configs = offered()
    place = Scope.site(site.pk)
    with _gate_of_now():
        for config in reversed(configs):
            if config.default_enabled and config.slug not in slugs:
                switch(actor=actor, slug=config.slug, scope=place, enabled=False)
        for config in configs:
            if config.slug in slugs:
                switch(actor=actor, slug=config.slug, scope=place, enabled=True)
    return [str(config.verbose_name) for config in configs if config.slug in slugs]


@contextmanager
def _gate_of_now() -> Iterator[None]:
    """The request's own gate dates from before the site; ask the newest meanwhile."""
    kept = gate.of_request.set(None)
    try:
        yield
    finally:
        gate.of_request.reset(kept)
