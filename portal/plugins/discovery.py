"""Finds plugins when the settings are loaded: folders and the entry-point group.

Only ``apps.py`` of each plugin is imported. Whatever is wrong with one becomes a ``Problem``; the
caller decides whether that stops the start (development, CI) or leaves the plugin out.
"""

from __future__ import annotations

import gettext
import importlib
import inspect
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from portal.plugins.config import API_VERSION, CATEGORIES, SCOPES, SLUG, PluginConfig
from portal.plugins.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GROUP = "portal.plugins"
PREFIX = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG, LONGEST_VERSION = 60, 40  # columns of KnownPlugin
FRAMEWORKS_OWN = frozenset({"__init__", "create", "import_models", "path", "ready"})


@dataclass(frozen=True)
class Found:
    """A plugin's declaration and where it came from (a folder or a distribution's name)."""

    config: type[PluginConfig]
    source: str

    @property
    def slug(self) -> str:
        return self.config.slug

    @property
    def app(self) -> str:
        """What goes into INSTALLED_APPS."""
        return f"{self.config.__module__}.{self.config.__qualname__}"


@dataclass
class Discovery:
    """``found`` in the order of dependencies; ``problems`` of those left out."""

    found: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def apps(self) -> list[str]:
        return [plugin.app for plugin in self.found]


def discover(
    folders: Iterable[Path],
    *,
    reserved: Iterable[str] = (),
    points: Iterable[EntryPoint] | None = None,
) -> Discovery:
    """Look at every plugin once.

    Args:
        folders: each holds one folder per plugin, importable as ``plugins.<folder>``.
        reserved: first parts of addresses that the portal itself uses.
        points: entry points to use instead of the installed ones.
    """
    result = Discovery()
    candidates = [*_in_folders(folders, result), *_in_wheels(points, result)]
    # First this: a badly declared plugin must not take the name of a good one.
    candidates = [c for c in candidates if _is_well_declared(c, set(reserved), result)]
    candidates = _without_clashes(candidates, result)
    result.found = _in_order(candidates, result)
    return result


def _in_folders(folders: Iterable[Path], result: Discovery) -> Iterator[Found]:
    import plugins

    for folder in folders:
        if str(folder) not in plugins.__path__:
            plugins.__path__.append(str(folder))
        for path in sorted(folder.glob("*/apps.py")):
            name = path.parent.name
            if found := _load(f"plugins.{name}", name, str(path.parent), result):
                yield found


def _in_wheels(points: Iterable[EntryPoint] | None, result: Discovery) -> Iterator[Found]:
    for point in sorted(entry_points(group=GROUP) if points is None else points):
        # The value is the package that holds apps.py.
        source = point.dist.name if point.dist else point.name
        if found := _load(point.value, point.name, source, result):
            yield found


def _load(package: str, name: str, source: str, result: Discovery) -> Found | None:
    try:
        module = importlib.import_module(f"{package}.apps")
        configs = [
            value
            for value in vars(module).values()
            if inspect.isclass(value)
            and issubclass(value, PluginConfig)
            and value.__module__ == module.__name__
        ]
        if len(configs) != 1:
            message = f"apps.py must hold one PluginConfig, not {len(configs)}"
            raise TypeError(message)  # noqa: TRY301 - one way out for whatever is wrong
    except BaseException as error:  # a plugin may raise anything, SystemExit too
        if isinstance(error, KeyboardInterrupt):
            raise
        result.problems.append(Problem(name, "PLG-01", {"error": told(error)}))
        return None
    return Found(configs[0], source)


def told(error: BaseException) -> str:
    """The error as one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def _without_clashes(candidates: list[Found], result: Discovery) -> list[Found]:
    """The first of several with the same name or address stays, for reasons of continuity."""
    kept: list[Found] = []
    slugs: set[str] = set()
    prefixes: set[str] = set()
    for plugin in candidates:
        prefix = plugin.config.url_prefix
        if plugin.slug in slugs:
            value = plugin.slug
        elif prefix in prefixes:
            value = prefix
        else:
            slugs.add(plugin.slug)
            prefixes.add(prefix)
            kept.append(plugin)
            continue
        result.problems.append(Problem(plugin.slug, "PLG-03", {"value": value}))
    return kept


def _is_well_declared(plugin: Found, reserved: set[str], result: Discovery) -> bool:
    config = plugin.config
    if error := _declaration_error(config):
        result.problems.append(Problem(plugin.slug, "PLG-02", {"error": error}))
        return False
    if config.url_prefix in reserved:
        result.problems.append(Problem(plugin.slug, "PLG-11", {"value": config.url_prefix}))
        return False
    if API_VERSION not in SpecifierSet(config.requires_portal):
        values = {"range": config.requires_portal, "version": API_VERSION}
        result.problems.append(Problem(plugin.slug, "PLG-06", values))
        return False
    return True


def _declaration_error(config: type[PluginConfig]) -> str:
    """What is wrong with the declaration itself, or an empty string."""
    if not SLUG.fullmatch(config.slug):
        return f"slug {config.slug!r} is not small letters, digits and single underscores"
    if not hasattr(config, "verbose_name"):  # its text cannot be had yet
        return "verbose_name is missing"
    if config.scope not in SCOPES:
        return f"scope {config.scope!r} is not one of {', '.join(SCOPES)}"
    if config.category not in CATEGORIES:
        return f"category {config.category!r} is not one of {', '.join(CATEGORIES)}"
    if not isinstance(config.depends, tuple | list) or not all(
        isinstance(name, str) for name in config.depends
    ):
        return "depends must be a tuple of slugs"
    return _range_error(config) or _name_error(config)


def _name_error(config: type[PluginConfig]) -> str:
    if not isinstance(config.url_prefix, str) or not PREFIX.fullmatch(config.url_prefix):
        return f"url_prefix {config.url_prefix!r} is not small letters, digits and hyphens"
    package = config.__module__.rpartition(".")[0]
    if getattr(config, "name", "") != package:
        return f"name must be {package!r}"
    if len(config.slug) > LONGEST_SLUG or len(config.version) > LONGEST_VERSION:
        return "slug or version is too long"
    if own := FRAMEWORKS_OWN.intersection(vars(config)):
        return f"{', '.join(sorted(own))} belongs to the framework; see docs/plugins/"
    return _catalogue_error(config)


def _catalogue_error(config: type[PluginConfig]) -> str:
    """Django reads all catalogues for the first text: a broken one would silence everybody."""
    folder = Path(str(sys.modules[config.__module__].__file__)).parent / "locale"
    for path in sorted(folder.glob("*/LC_MESSAGES/django.mo")):
        try:
            with path.open("rb") as file:
                gettext.GNUTranslations(file)
        except Exception as error:
            return f"{path.relative_to(folder.parent)} cannot be read: {told(error)}"
    return ""


def _range_error(config: type[PluginConfig]) -> str:
    if not isinstance(config.requires_portal, str) or not config.requires_portal:
        return "requires_portal is missing"
    try:
        Version(config.version)
        SpecifierSet(config.requires_portal)
    except (InvalidVersion, InvalidSpecifier) as error:
        return str(error)
    return ""


def _in_order(candidates: list[Found], result: Discovery) -> list[Found]:
    """Dependencies first; plugins in a cycle or whose dependency is missing are left out."""
    left = {plugin.slug: plugin for plugin in candidates}
    for slug, path in _cycles(left).items():
        result.problems.append(Problem(slug, "PLG-07", {"path": " → ".join(path)}))
        del left[slug]
    ordered: dict[str, Found] = {}
    while left:
        ready = [p for p in left.values() if all(d in ordered for d in p.config.depends)]
        if not ready:
            break
        for plugin in ready:
            ordered[plugin.slug] = left.pop(plugin.slug)
    for slug, plugin in left.items():
        other = next(d for d in plugin.config.depends if d not in ordered)
        result.problems.append(Problem(slug, "PLG-05", {"other": other}))
    return _with_fitting_scopes(ordered, result)


def _with_fitting_scopes(ordered: dict[str, Found], result: Discovery) -> list[Found]:
    """A plugin may lean on one of the installation or of its own kind of place only."""
    kept: dict[str, Found] = {}
    for slug, plugin in ordered.items():
        for name in plugin.config.depends:
            other = kept.get(name)
            if other is None:
                result.problems.append(Problem(slug, "PLG-05", {"other": name}))
                break
            if other.config.scope not in {"installation", plugin.config.scope}:
                error = f"it works per {plugin.config.scope}, but {name} per {other.config.scope}"
                result.problems.append(Problem(slug, "PLG-02", {"error": error}))
                break
        else:
            kept[slug] = plugin
    return list(kept.values())


def _cycles(plugins: dict[str, Found]) -> dict[str, list[str]]:
    """Every plugin that reaches itself, with one way in which it does."""
    cyclic: dict[str, list[str]] = {}
    for start in plugins:
        stack = [[start]]
        seen: Counter[str] = Counter()
        while stack:
            path = stack.pop()
            for name in plugins[path[-1]].config.depends:
                if name == start:
                    cyclic[start] = [*path, start]
                elif name in plugins and not seen[name]:
                    seen[name] += 1
                    stack.append([*path, name])
    return cyclic
