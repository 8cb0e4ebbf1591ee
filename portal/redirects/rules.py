"""Old places and switches of patterns in memory, and whose an address is.

There are a few dozen of them and every missed address asks, so each process reads them once per
version of the portal's structure; who changes one replaces that version (services.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from portal.redirects.addresses import Address, spelled, spelled_host
from portal.redirects.models import LegacyPattern, OldPlace
from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.sites.models import MemberSite
    from portal.sites.structure import Node, Structure


class Place(NamedTuple):
    """What an address below an old place means today: ``rest`` begins with "/" or is empty."""

    node: Node
    rest: str


@dataclass(frozen=True)
class Rules:
    structure: Structure
    places: dict[tuple[str, str], int]
    switches: dict[tuple[int | None, str], bool]

    def place_of(self, address: Address) -> Place | None:
        """The longest old place that ``address`` is, or lies below."""
        for prefix in _prefixes(address.path.partition("?")[0]):
            node = self.structure.nodes_by_id.get(self.places.get((address.host, prefix), 0))
            if node:
                rest = address.path.removeprefix(prefix if prefix != "/" else "")
                return Place(node, "" if rest == "/" else rest)
        return None

    def is_old_path(self, path: str) -> bool:
        """Whether a path of the portal lies in a place that a site had: known on every host."""
        place = self.place_of(Address("", path))
        homes = {site.root_page_id for site in self.structure.sites}
        return place is not None and place.node.id in homes

    def is_understood(self, pattern: str, site: MemberSite | None) -> bool:
        for_all = self.switches.get((None, pattern), True)
        return self.switches.get((site.pk, pattern), for_all) if site else for_all


def _prefixes(path: str) -> Iterator[str]:
    while path != "/":
        yield path
        path = path.rpartition("/")[0] or "/"
    yield "/"


class _Read(NamedTuple):
    version: str
    places: dict[tuple[str, str], int]
    switches: dict[tuple[int | None, str], bool]


_kept: _Read | None = None


def current(structure: Structure) -> Rules:
    """The rules of now: no query when nothing changed since this process read them."""
    global _kept  # noqa: PLW0603
    read = _kept
    if read is None or not read.version or read.version != structure.version:
        read = _kept = _read(structure.version)
    return Rules(structure, read.places, read.switches)


def _read(version: str) -> _Read:
    places = OldPlace.objects.exclude(target=None).values_list("host", "prefix", "target_id")
    switches = LegacyPattern.objects.values_list("site_id", "name", "enabled")
    return _Read(
        version,
        {(host, prefix): int(page or 0) for host, prefix, page in places},
        {(site, name): enabled for site, name, enabled in switches},
    )


def is_old_host(name: str) -> bool:
    """Whether all of a host that a site gave up is an old place: requests for it are let in."""
    host = spelled_host(name)
    rules = current(portal_structure.current())
    return bool(host) and any(host == known for known, _prefix in rules.places)


def is_old_path(path: str) -> bool:
    """``Rules.is_old_path`` of a path as it was asked."""
    found = spelled(path)
    return bool(found) and current(portal_structure.current()).is_old_path(found or "")


def inner_path(url_path: str, structure: Structure) -> str | None:
    """A page's path on the portal's own host, as addresses are compared."""
    return spelled(structure.address_of(url_path))


def site_at_host(host: str, structure: Structure) -> MemberSite | None:
    """The member site whose own host this is."""
    if not host:
        return None
    return structure.hosts.get(host) or structure.hosts.get(f"www.{host}")


def on_portal_host(address: Address, structure: Structure) -> Address | None:
    """The same address below the site's path, if ``address`` is on a member site's own host."""
    home = structure.home_of(site_at_host(address.host, structure))
    path = inner_path(home.url_path, structure) if home else None
    return Address("", below(path, address.path)) if path else None


def below(path: str, rest: str) -> str:
    """``rest`` (which begins with a slash, or is empty) below ``path``."""
    return path.rstrip("/") + rest if rest != "/" else path


def owner_of(address: Address, rules: Rules) -> MemberSite | None:
    """The site to which an address belongs, by its host, its old place or its first parts.

    None for hosts that the portal knows nothing of.
    """
    structure = rules.structure
    if site := site_at_host(address.host, structure):
        return site
    homes = _sites_by_path(structure) if not address.host else {}
    for prefix in _prefixes(address.path.partition("?")[0]):
        if prefix != "/" and prefix in homes:
            return homes[prefix]
        node = structure.nodes_by_id.get(rules.places.get((address.host, prefix), 0))
        if node:
            return structure.site_of(node.path)
    return None if address.host else structure.province


def site_path(address: Address, rules: Rules) -> str:
    """The path of an address within its site: without the site's own part in front."""
    if not address.host:
        for prefix in _prefixes(address.path.partition("?")[0]):
            if prefix in _sites_by_path(rules.structure) or ("", prefix) in rules.places:
                return address.path.removeprefix(prefix if prefix != "/" else "") or "/"
    return address.path


def _sites_by_path(structure: Structure) -> dict[str, MemberSite]:
    """By the paths of their home pages, and by their codes, which stay when a home moves."""
    kept: dict[str, MemberSite] | None = structure.__dict__.get("_sites_by_old_path")
    if kept is None:
        kept = {f"/{site.code}": site for site in structure.sites if not site.is_province}
        for site in structure.sites:
            home = structure.home_of(site)
            if home and (path := inner_path(home.url_path, structure)):
                kept[path] = site
        structure.__dict__["_sites_by_old_path"] = kept
    return kept
