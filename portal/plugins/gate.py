"""The one gate: is this plugin switched on here? Every surface asks it, and nothing else.

A gate is computed from the activation rows when the portal's version token changed, and is then
a look-up in a set: no query, no lock. Within a request everybody sees the same one.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from portal.plugins import registry, scopes
from portal.plugins.models import Activation
from portal.plugins.scopes import INSTALLATION, Scope
from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.models import User
    from portal.plugins.config import PluginConfig
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Gate:
    """Who is switched on where, at one moment. ``open`` holds ids of places by slug and kind."""

    version: str
    open: dict[tuple[str, str], frozenset[int]]
    kinds: dict[str, str]
    structure: Structure = field(repr=False)

    def is_open(self, slug: str, scope: Scope | None = None) -> bool:
        """Whether ``slug`` is on at ``scope``; without a scope: anywhere.

        A plugin of the installation is on at every place or none. Unknown, removed and
        quarantined plugins are never on.
        """
        kind = self.kinds.get(slug)
        if kind is None:
            return False
        if scope is None:
            return bool(self.open[slug, kind])
        if kind == "installation":
            return bool(self.open[slug, kind])
        return scope.kind == kind and scope.id in self.open[slug, kind]

    def is_open_at(self, slug: str, site: MemberSite | None) -> bool:
        """Whether ``slug`` is on for a member site; without one: anywhere."""
        return self.is_open(slug, Scope("site", site.pk) if site else None)

    def open_sites(self, slug: str) -> frozenset[int]:
        """Keys of the member sites where ``slug`` is on; all of them for the installation's."""
        if self.kinds.get(slug) == "installation":
            return self.all_sites if self.is_open(slug) else NOWHERE
        return self.open.get((slug, "site"), NOWHERE)

    def open_scopes(self, slug: str) -> list[Scope]:
        """The places of the plugin's own kind where it is on."""
        kind = self.kinds.get(slug)
        if kind is None:
            return []
        return [Scope(kind, pk) for pk in sorted(self.open[slug, kind])]

    def is_open_to(self, slug: str, user: Any) -> bool:
        """Whether ``slug`` is on at a place in which ``user`` has something to do (the admin)."""
        kind = self.kinds.get(slug)
        if kind is None or not self.is_open(slug):
            return False
        if kind == "installation" or not user.is_authenticated:
            return True
        return not self.open[slug, kind].isdisjoint(self._places_of(user, kind))

    @cached_property
    def all_sites(self) -> frozenset[int]:
        return frozenset(site.pk for site in self.structure.sites)

    def _places_of(self, user: User, kind: str) -> Iterable[int]:
        kept = user.__dict__.setdefault("_places", {})
        if kind not in kept:
            kept[kind] = frozenset(scopes.kinds[kind].of_user(user))
        places: frozenset[int] = kept[kind]
        return places


# Set by the middleware: the request's gate, and who asks.
of_request: ContextVar[Gate | None] = ContextVar("gate", default=None)
person: ContextVar[Any] = ContextVar("person", default=None)
_latest: Gate | None = None


def current() -> Gate:
    """The gate of the request being answered; outside requests the newest (one query)."""
    return of_request.get() or at(portal_structure.current())


def at(structure: Structure) -> Gate:
    """The gate that belongs to a structure; computed once per structure and process."""
    global _latest  # noqa: PLW0603
    gate = _latest
    # By what it holds: each request and each host has the same structure in a wrapping of its own.
    if gate is None or gate.structure.sites is not structure.sites:
        gate = _load(structure)
        _latest = gate
    return gate


def _load(structure: Structure) -> Gate:
    rows = Activation.objects.values_list("plugin", "scope_kind", "scope_id", "enabled")
    decided = {(slug, kind, pk): enabled for slug, kind, pk, enabled in rows}
    places = {
        kind: [pk for pk, _name in source.all(structure)] for kind, source in scopes.kinds.items()
    }
    opened: dict[tuple[str, str], frozenset[int]] = {}
    plugins = registry.installed()
    for slug, config in plugins.items():
        found = _open_places(config, decided, places)
        for other in config.depends:
            found = _where_also_open(found, other, plugins[other], opened)
        opened[slug, config.scope] = found
    kinds = {slug: config.scope for slug, config in plugins.items()}
    return Gate(structure.version, opened, kinds, structure)


def _open_places(
    config: PluginConfig, decided: dict[tuple[str, str, int], bool], places: dict[str, list[int]]
) -> frozenset[int]:
    """Where a plugin is on by decisions and default; off for the installation is off everywhere."""
    whole = (config.slug, *INSTALLATION)
    if config.scope == "installation":
        return frozenset({0}) if decided.get(whole, config.default_enabled) else NOWHERE
    if not decided.get(whole, True):
        return NOWHERE
    return frozenset(
        pk
        for pk in places.get(config.scope, [])
        if decided.get((config.slug, config.scope, pk), config.default_enabled)
    )


def _where_also_open(
    found: frozenset[int],
    slug: str,
    other: PluginConfig,
    opened: dict[tuple[str, str], frozenset[int]],
) -> frozenset[int]:
    """Those places of ``found`` where a plugin that is leaned on is on as well."""
    if other.scope == "installation":
        return found if opened[slug, "installation"] else NOWHERE
    return found & opened[slug, other.scope]
