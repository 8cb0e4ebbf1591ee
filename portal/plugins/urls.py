"""Mounts the addresses of plugins; plugins never mount themselves.

``urls.py`` of a plugin holds ``urlpatterns``: its public addresses, found under
``/[<member site>/]<url_prefix>/`` with the namespace ``plugin_<slug>``. ``admin_urls.py`` holds
those of the admin, under ``plugin/<prefix>/`` with ``plugin_<slug>__admin``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.module_loading import module_has_submodule

from portal.plugins import loading, registry

if TYPE_CHECKING:
    from portal.plugins.config import PluginConfig


def public_urlpatterns() -> list[Any]:
    """Patterns for the portal's URLconf."""
    return [_mounted(config, patterns) for config, patterns in _with("urls")]


def _mounted(config: PluginConfig, patterns: list[Any]) -> Any:
    # Only a plugin that is switched per site answers below a site's address as well.
    site = r"(?:(?P<site_code>[a-z0-9-]+)/)?" if config.scope == "site" else ""
    namespace = config.label
    return re_path(rf"^{site}{config.url_prefix}/", include((patterns, namespace), namespace))


def admin_urlpatterns() -> list[Any]:
    """Patterns below the admin's address."""
    return [
        path(
            f"plugin/{config.url_prefix}/",
            include((patterns, f"{config.label}__admin"), f"{config.label}__admin"),
        )
        for config, patterns in _with("admin_urls")
    ]


def _with(module: str) -> list[tuple[PluginConfig, list[Any]]]:
    found = []
    for config in registry.installed().values():
        if not module_has_submodule(config.module, module):
            continue
        with loading.contained(config, "PLG-04"):
            patterns = list(import_module(f"{config.name}.{module}").urlpatterns)
            _compile(patterns)
            found.append((config, patterns))
    return found


def _compile(patterns: list[Any]) -> None:
    """Django reads patterns at the first request: what is wrong must be seen now."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern | URLResolver):
            message = f"{pattern!r} in urlpatterns is no address"
            raise TypeError(message)
        pattern.pattern.regex  # noqa: B018 - compiles it
        if isinstance(pattern, URLResolver):
            _compile(list(pattern.url_patterns))
