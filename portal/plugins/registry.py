"""The plugins of this process: who is here, what each adds, and who owns a piece of code."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings

from portal.plugins.config import PluginConfig

if TYPE_CHECKING:
    from types import ModuleType

    from portal.plugins.problems import Problem

P = TypeVar("P")


@dataclass(frozen=True)
class Owned(Generic[P]):
    """A registered ``value`` and the plugin it belongs to."""

    slug: str
    value: P

    @property
    def type_name(self) -> str:
        """How a named value is stored: ``<slug>__<name>``."""
        return f"{self.slug}__{getattr(self.value, 'name', '')}"


_extensions: dict[type, list[Owned[Any]]] = {}
_late_problems: list[Problem] = []
_owners: dict[str, str | None] = {}


def installed() -> dict[str, PluginConfig]:
    """The plugins that work in this process, dependencies first."""
    configs = (c for c in apps.get_app_configs() if isinstance(c, PluginConfig))
    return {config.slug: config for config in configs}


def dependants(slug: str) -> list[str]:
    """Slugs of the plugins that lean on ``slug``, directly or through others."""
    found: list[str] = []
    for name, config in installed().items():  # dependencies come first
        if {slug, *found}.intersection(config.depends):
            found.append(name)
    return found


def problems() -> list[Problem]:
    """Why plugins are in quarantine: found at discovery or while loading."""
    return [*settings.PORTAL_PLUGINS.problems, *_late_problems]


def sources() -> dict[str, str]:
    """Where each discovered plugin came from: a folder or a distribution."""
    return {found.slug: found.source for found in settings.PORTAL_PLUGINS.found}


def extensions(point: type[P]) -> list[Owned[P]]:
    """What plugins registered at ``point``, switched on or not; ask the gate for each."""
    return list(_extensions.get(point, []))


def add(slug: str, value: object) -> None:
    _extensions.setdefault(type(value), []).append(Owned(slug, value))
    _extensions[type(value)].sort(key=lambda owned: getattr(owned.value, "order", 0))


def remove(slug: str, problem: Problem) -> None:
    """Forget everything of a plugin that goes into quarantine."""
    for values in _extensions.values():
        values[:] = [owned for owned in values if owned.slug != slug]
    _late_problems.append(problem)
    _owners.clear()


def owner_of(thing: object) -> str | None:
    """The slug of the plugin whose code a class, function, module or dotted name belongs to."""
    name = _dotted(thing)
    if name not in _owners:
        _owners[name] = _find_owner(name)
    return _owners[name]


def _find_owner(name: str) -> str | None:
    for found in settings.PORTAL_PLUGINS.found:
        package = found.config.__module__.rpartition(".")[0]
        if name == package or name.startswith(f"{package}."):
            return str(found.slug)
    # What lies below plugins/ but is no plugin (any more) belongs to nobody that is switched on.
    parts = name.split(".")
    return parts[1] if parts[0] == "plugins" and len(parts) > 1 else None


def _dotted(thing: object) -> str:
    if isinstance(thing, str):
        return thing
    if inspect.ismodule(thing):
        module: ModuleType = thing
        return module.__name__
    inner = inspect.unwrap(thing) if callable(thing) else thing  # decorated views
    inner = getattr(inner, "view_class", inner)
    return str(getattr(inner, "__module__", "") or type(inner).__module__)
