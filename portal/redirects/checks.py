"""What an old address must not be: somebody else's, in use, or its own target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.errors import refuse
from portal.redirects import legacy
from portal.redirects import rules as portal_rules
from portal.redirects.addresses import Address
from portal.redirects.permissions import may_manage_all, sites_for_addresses
from portal.sites.models import SiteState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.redirects.rules import Rules
    from portal.redirects.targets import Target

BATCH = 500
GONE = frozenset({SiteState.REDIRECTED, SiteState.CLOSED})
# Below these addresses nothing ever gives way to the table.
OWN = ("/quan-tri", "/static", "/suc-khoe", "/_util")


@dataclass(frozen=True)
class Reach:
    """What a person may write: ``sites`` None means everything."""

    sites: frozenset[int] | None

    @classmethod
    def of(cls, actor: Any) -> Reach:
        if actor is None or may_manage_all(actor):
            return cls(None)
        return cls(sites_for_addresses(actor))

    def holds(self, site_id: int | None) -> bool:
        return self.sites is None or site_id in self.sites


def refuse_wrong(*, actor: Any, address: Address, target: Target, rules: Rules) -> None:
    """Refuse one old address; see ``problem`` for the codes."""
    in_use = addresses_in_use([address], rules)
    if error := problem(Reach.of(actor), address, target, rules, in_use):
        raise error


def problem(
    reach: Reach, address: Address, target: Target, rules: Rules, in_use: dict[Address, int]
) -> ValidationError | None:
    """Why the row cannot be written, or None.

    DC-04 it leads to itself; DC-05 a page answers there; DC-06 the old address, DC-07 the new one
    belongs to another site; DC-08 it is an address of the portal itself.
    """
    values = {"address": str(address)[:120]}
    owner = portal_rules.owner_of(address, rules)
    if not reach.holds(owner.pk if owner else None):
        text = _("“%(address)s” is no address of your sites.")
        return refuse("DC-06", text % values)
    if address.host == "" and (address.path == "/" or _is_own(address.path)):
        text = _("“%(address)s” is an address of the portal itself.")
        return refuse("DC-08", text % values)
    if target.key and target.key == _inner(address, rules).path:
        text = _("“%(address)s” would lead to itself.")
        return refuse("DC-04", text % values)
    if address in in_use:
        text = _("A published page answers at “%(address)s”; readers would never be led on.")
        return refuse("DC-05", text % values)
    if target.site_id is not None and not reach.holds(target.site_id):
        text = _("The new address of “%(address)s” belongs to another site.")
        return refuse("DC-07", text % values)
    return None


def _is_own(path: str) -> bool:
    return any(path == own or path.startswith(f"{own}/") for own in OWN)


def _inner(address: Address, rules: Rules) -> Address:
    return portal_rules.on_portal_host(address, rules.structure) or address


def addresses_in_use(addresses: Iterable[Address], rules: Rules) -> dict[Address, int]:
    """Those at which a page answers, with the page's key; a site that is gone answers nothing."""
    structure = rules.structure
    inner = {address: _inner(address, rules) for address in addresses}
    wanted = {
        structure.default_root + found.path.lstrip("/") + "/": address
        for address, found in inner.items()
        if not found.host and found.path != "/"
    }
    paths = sorted(wanted)
    used: dict[Address, int] = {}
    for start in range(0, len(paths), BATCH):
        rows = Page._base_manager.filter(url_path__in=paths[start : start + BATCH], live=True)
        for pk, path, url_path in rows.values_list("pk", "path", "url_path"):
            site = structure.site_of(path)
            if site is None or site.state not in GONE:
                used[wanted[url_path]] = pk
    return used


def clean_legacy_key(given: str, address: Address, rules: Rules) -> str:
    """The key to store: the given one, completed from the address, or what the address tells.

    Raises:
        ValidationError: DC-11 it does not say of which system the number is.
    """
    trace = legacy.trace_of(portal_rules.site_path(address, rules))
    key = given.strip().lower()
    if not key:
        return trace.key if trace else ""
    if key.isdecimal() and trace and trace.slug:
        key = f"{trace.key.partition(':')[0]}:{key}"
    prefix, _colon, rest = key.partition(":")
    known = {pattern.prefix for pattern in legacy.CATALOGUE}
    if prefix not in known or not rest or len(key) > legacy.KEY_LENGTH:
        text = _("“%(key)s” is no number of an old system; write it like dnn:1520.")
        raise refuse("DC-11", text % {"key": given.strip()[:40]})
    return key
