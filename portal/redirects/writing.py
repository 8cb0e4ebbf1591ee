"""Rows of old addresses written in bulk; ``services.py`` and ``importing.py`` say when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from wagtail.models import Page

from portal.redirects import checks, legacy
from portal.redirects import rules as portal_rules
from portal.redirects.addresses import Address, parse
from portal.redirects.models import Kind, MissedAddress, OldAddress
from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from portal.redirects.rules import Rules
    from portal.redirects.targets import Target
    from portal.sites.models import MemberSite

BATCH = 500
WRITTEN = ["site", "target", "target_url", "target_key", "fragment", "kind"]


def row_of(
    address: Address, target: Target, rules: Rules, *, kind: Kind, legacy_key: str = ""
) -> OldAddress:
    """An unsaved row; addresses of hosts that belong to no site go with their target."""
    owner = portal_rules.owner_of(address, rules)
    return OldAddress(
        site_id=owner.pk if owner else target.site_id,
        host=address.host,
        path=address.path,
        legacy_key=checks.clean_legacy_key(legacy_key, address, rules),
        target_id=target.page_id,
        target_url=target.url,
        target_key=target.key,
        fragment=target.fragment,
        kind=kind,
    )


def write(rows: Sequence[OldAddress], *, with_keys: bool = False) -> None:
    """Insert rows or overwrite those of the same addresses."""
    OldAddress.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["host", "path"],
        update_fields=[*WRITTEN, "legacy_key"] if with_keys else WRITTEN,
    )
    after_writing(rows)


def after_writing(rows: Sequence[OldAddress]) -> None:
    """Keep the table free of chains, and the report of misses free of what is led on now."""
    new = {row.path: row for row in rows if not row.host}
    for chunk in _chunks(sorted(new)):
        for other in OldAddress.objects.filter(target_key__in=chunk):
            led = new[other.target_key]
            if other.address == led.address:
                continue
            for name in ("target_id", "target_url", "target_key", "fragment"):
                setattr(other, name, getattr(led, name))
            other.save(update_fields=["target", "target_url", "target_key", "fragment"])
    known = {row.address for row in rows}
    for chunk in _chunks(sorted({row.path for row in rows})):
        misses = MissedAddress.objects.filter(path__in=chunk).values_list("pk", "host", "path")
        done = [pk for pk, host, path in misses if Address(host, path) in known]
        MissedAddress.objects.filter(pk__in=done).delete()


def remember(pairs: Iterable[tuple[str, int]], *, kind: Kind, site: MemberSite | None) -> int:
    """See ``services.remember_addresses``."""
    structure = portal_structure.current()
    rules = portal_rules.current(structure)
    wanted = _read(pairs, rules)
    pages = _places_of(set(wanted.values()))
    now = {
        pk: portal_rules.inner_path(url_path, structure) for pk, (_tree, url_path) in pages.items()
    }
    taken = {Address("", path) for path in now.values() if path}
    _forget_hidden(taken)
    rows = [
        OldAddress(
            site=site or _owner(address, pages[page_id][0], rules),
            host=address.host,
            path=address.path,
            legacy_key=_key(address, rules),
            target_id=page_id,
            kind=kind,
        )
        for address, page_id in wanted.items()
        if page_id in pages and address not in taken
    ]
    write(rows)
    return len(rows)


def _key(address: Address, rules: Rules) -> str:
    trace = legacy.trace_of(portal_rules.site_path(address, rules))
    return trace.key if trace else ""


def _read(pairs: Iterable[tuple[str, int]], rules: Rules) -> dict[Address, int]:
    """Addresses on the portal's own host; what is too long to be stored is left out."""
    found: dict[Address, int] = {}
    for text, page_id in pairs:
        try:
            address = parse(text)
        except ValidationError:
            continue
        address = portal_rules.on_portal_host(address, rules.structure) or address
        if address != Address("", "/"):
            found[address] = page_id
    return found


def _places_of(page_ids: set[int]) -> dict[int, tuple[str, str]]:
    """Tree path and url path of the pages that exist, by key."""
    found: dict[int, tuple[str, str]] = {}
    for chunk in _chunks(sorted(page_ids)):
        rows = Page._base_manager.filter(pk__in=chunk).values_list("pk", "path", "url_path")
        found |= {pk: (path, url_path) for pk, path, url_path in rows}
    return found


def _owner(address: Address, tree_path: str, rules: Rules) -> MemberSite | None:
    """The site of the address; when that is gone (a path given up), the site of the page."""
    owner = portal_rules.owner_of(address, rules)
    return rules.structure.site_of(tree_path) if owner is None or owner.is_province else owner


def _forget_hidden(addresses: set[Address]) -> None:
    """Rows at addresses where pages lie again would come back to life when these move away."""
    for chunk in _chunks(sorted(address.path for address in addresses)):
        OldAddress.objects.filter(host="", path__in=chunk).delete()


def _chunks(items: Sequence[object]) -> Iterable[list[object]]:
    return (list(items[start : start + BATCH]) for start in range(0, len(items), BATCH))
