"""Looks at plugins' migrations before Django builds its graph, which one bad file would break."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.migrations import Migration
from django.utils.module_loading import module_has_submodule

from portal.plugins import loading, registry

if TYPE_CHECKING:
    from django.apps import AppConfig


def contain_broken() -> None:
    """Put plugins whose migrations cannot be loaded, or lead nowhere, into quarantine."""
    for config in registry.installed().values():
        with loading.contained(config, "PLG-04"):
            _check(config)


def names(config: AppConfig) -> list[str]:
    """Names of the app's migrations on the disk."""
    if config.module is None or not module_has_submodule(config.module, "migrations"):
        return []
    package = import_module(f"{config.name}.migrations")
    return [
        name
        for _finder, name, is_package in iter_modules(package.__path__)
        if not is_package and name[0] not in "_~"
    ]


def _check(config: AppConfig) -> None:
    own = names(config)
    needed: set[str] = set()
    for name in own:
        migration: Any = getattr(
            import_module(f"{config.name}.migrations.{name}"), "Migration", None
        )
        if not (isinstance(migration, type) and issubclass(migration, Migration)):
            message = f"migrations/{name}.py has no class Migration"
            raise TypeError(message)
        for label, target in migration.dependencies:
            _check_target(config, name, label, target)
            if label == config.label:
                needed.add(target)
    if len(ends := set(own) - needed) > 1:
        message = f"several migrations come last: {', '.join(sorted(ends))}"
        raise ValueError(message)


def _check_target(config: AppConfig, name: str, label: str, target: str) -> None:
    if label == "__setting__":
        return
    other = apps.app_configs.get(label)
    if other is None or (target != "__first__" and target not in names(other)):
        message = f"migrations/{name}.py depends on {label}.{target}, which is not here"
        raise ValueError(message)
