"""Loads plugins' code; what fails goes into quarantine and leaves nothing behind."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule

from portal.plugins import registry
from portal.plugins.discovery import told
from portal.plugins.points import Point
from portal.plugins.problems import PluginsBroken, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.plugins.config import PluginConfig

logger = logging.getLogger(__name__)
_waiting: dict[str, PluginConfig] = {}


@contextmanager
def contained(config: PluginConfig, code: str) -> Iterator[None]:
    """An error inside puts the plugin into quarantine, or stops the start where that is asked."""
    try:
        yield
    except BaseException as error:  # a plugin may raise anything, SystemExit too
        if isinstance(error, KeyboardInterrupt):
            raise
        problem = Problem(config.slug, code, {"error": told(error)})
        if settings.PORTAL_PLUGIN_FAILURE == "raise":
            raise PluginsBroken([problem]) from error
        logger.exception("Plugin %s goes into quarantine", config.slug)
        quarantine(config, problem)


def quarantine(config: PluginConfig, problem: Problem) -> None:
    """Take a plugin, and those that need it, out of this process."""
    registry.remove(config.slug, problem)
    _forget_models(config)
    _waiting[config.slug] = config
    if apps.models_ready:
        take_out_waiting()


def take_out_waiting() -> None:
    """Take broken plugins off Django's list of apps.

    The dictionary is replaced, not changed: Django walks over the old one while it starts.
    """
    if not _waiting:
        return
    for config in list(registry.installed().values()):
        missing = next((slug for slug in config.depends if slug in _waiting), None)
        if missing and config.slug not in _waiting:
            registry.remove(config.slug, Problem(config.slug, "PLG-05", {"other": missing}))
            _forget_models(config)
            _waiting[config.slug] = config
    gone = {config.label for config in _waiting.values()}
    kept = {label: config for label, config in apps.app_configs.items() if label not in gone}
    apps.app_configs = kept
    apps.clear_cache()


def _forget_models(config: PluginConfig) -> None:
    """Unregister what was already imported of the plugin's models."""
    from wagtail.models import PAGE_MODEL_CLASSES, ReferenceIndex

    for model in apps.all_models.get(config.label, {}).values():
        if model in PAGE_MODEL_CLASSES:
            PAGE_MODEL_CLASSES.remove(model)
        ReferenceIndex.indexed_models.discard(model)
        ReferenceIndex.tracked_models.discard(model)
    apps.all_models.pop(config.label, None)
    config.models = {}
    config.models_module = None
    apps.clear_cache()


def load_extensions(config: PluginConfig) -> None:
    """Import the plugin's ``extensions.py`` and take in its list."""
    if config.slug in _waiting:
        return
    _refuse_foreign_tables(config)
    _load_template_tags(config)
    if module_has_submodule(config.module, "wagtail_hooks"):
        message = "wagtail_hooks.py would pass by the gate; use the points of extensions.py"
        raise ValueError(message)
    if not module_has_submodule(config.module, "extensions"):
        return
    module = import_module(f"{config.name}.extensions")
    values = getattr(module, "extensions", None)
    if not isinstance(values, list):
        message = "extensions.py must hold a list named “extensions”"
        raise TypeError(message)
    seen: set[tuple[type, str]] = set()
    for value in values:
        if not isinstance(value, Point):
            message = f"{value!r} is not a registration point"
            raise TypeError(message)
        key = (type(value), getattr(value, "name", ""))
        if value.is_named and key in seen:
            message = f"two {key[0].__name__} are named {key[1]!r}"
            raise ValueError(message)
        seen.add(key)
    for value in values:
        registry.add(config.slug, value)


def _load_template_tags(config: PluginConfig) -> None:
    """Django imports all tags for the first template; what is wrong must be seen now."""
    if module_has_submodule(config.module, "templatetags"):
        package = import_module(f"{config.name}.templatetags")
        for _finder, name, _is_package in iter_modules(package.__path__):
            import_module(f"{package.__name__}.{name}")


def _refuse_foreign_tables(config: PluginConfig) -> None:
    """Each plugin keeps to tables of its own name, so that none clash and purging is complete."""
    prefix = f"{config.label}_"
    for model in config.get_models(include_auto_created=True):
        if not model._meta.db_table.startswith(prefix):
            message = f"the table {model._meta.db_table} of {model.__name__} must begin {prefix}"
            raise ValueError(message)
