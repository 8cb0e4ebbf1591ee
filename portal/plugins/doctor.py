"""Looks for what is wrong with plugins, before people meet it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.plugins import registry, startup
from portal.sites import structure

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Finding:
    """One problem of one plugin, as a sentence."""

    slug: str
    text: str


def problems() -> list[Finding]:
    """Quarantined and removed plugins, without a closer look."""
    return [Finding(p.slug, str(p)) for p in [*registry.problems(), *startup.removed()]]


def examine() -> list[Finding]:
    """Everything that can be found without running the plugins' views."""
    found = problems()
    found += [Finding(p.slug, str(p)) for p in [*startup.unmigrated(), *startup.downgrades()]]
    return [*found, *foreign_keys(), *_hidden_pages()]


def foreign_keys() -> Iterator[Finding]:
    """Relations to tables of plugins that are not declared as needed."""
    for model in apps.get_models():
        owner = registry.owner_of(model)
        for other in _owners_of_targets(model):
            allowed = registry.installed()[owner].depends if owner else ()
            if other not in {owner, *allowed}:
                text = _("%(model)s points at a table of the plugin “%(other)s”")
                values = {"model": model._meta.label, "other": other}
                yield Finding(owner or "portal", text % values)


def _owners_of_targets(model: type[Model]) -> set[str]:
    targets = (f.related_model for f in model._meta.get_fields() if f.is_relation and f.concrete)
    owners = {registry.owner_of(target) for target in targets if isinstance(target, type)}
    return {owner for owner in owners if owner}


def _hidden_pages() -> Iterator[Finding]:
    """Pages that cannot be read because a plugin has their address."""
    now = structure.current()
    homes = [home for site in now.sites if (home := now.home_of(site))]
    for plugin in settings.PORTAL_PLUGINS.found:
        slug = plugin.config.url_prefix
        urls = [f"{home.url_path}{slug}/" for home in homes]
        for title in Page.objects.filter(url_path__in=urls).values_list("title", flat=True):
            text = _("Its address “%(address)s” hides the page “%(title)s”")
            yield Finding(plugin.slug, text % {"address": slug, "title": title})
