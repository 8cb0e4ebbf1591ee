"""Acts on old addresses: remember them when pages and sites move, type, change and delete them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.redirects import checks, writing
from portal.redirects import rules as portal_rules
from portal.redirects.addresses import Address, parse, spelled_host
from portal.redirects.models import Kind, LegacyPattern, MissedAddress, OldAddress, OldPlace
from portal.redirects.permissions import may_manage_all, own_rows
from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wagtail.models import Page

    from portal.redirects.targets import Target
    from portal.sites.models import MemberSite


@transaction.atomic
def remember_addresses(
    pairs: Iterable[tuple[str, int]],
    *,
    kind: Kind = Kind.MOVED,
    site: MemberSite | None = None,
) -> int:
    """Lead readers from addresses that pages had to these pages, wherever they lie later.

    Who may is asked by the act that moved the pages. A row that exists is overwritten; one at an
    address where one of the pages lies now is removed, since nobody could reach it.

    Args:
        pairs: old path without host ("/tuy-phong/tin-tuc/bai/") or whole address, and page key.
        site: whose the addresses are; found by the addresses themselves when left out.

    Returns:
        How many addresses lead somewhere else than to where they are.
    """
    return writing.remember(pairs, kind=kind, site=site)


@transaction.atomic
def remember_place(*, prefix: str, page: Page, host: str = "") -> OldPlace:
    """Lead readers of everything below ``prefix`` to the same place below ``page``.

    Single old addresses count before it, and pages that exist before both. ``page`` must be a
    home page or a section. A place that is remembered already gets the new page.

    Raises:
        ValidationError: DC-01 no address; DC-10 no home page or section; DC-08 the whole portal.
    """
    address = parse(f"//{host}{prefix}" if host else prefix)
    if address.host == "" and address.path == "/":
        raise refuse("DC-08", _("The portal’s own front page cannot be an old address."))
    if page.pk not in portal_structure.current().nodes_by_id:
        raise refuse("DC-10", _("A whole old place leads to a home page or a section only."))
    place, _created = OldPlace.objects.update_or_create(
        host=address.host, prefix=address.path, defaults={"target": page}
    )
    portal_structure.bump()
    return place


def remember_host(*, host: str, page: Page) -> OldPlace:
    """The same for all addresses of a host that a site gave up."""
    return remember_place(host=host, prefix="/", page=page)


@transaction.atomic
def hand_on(heirs: Mapping[int, int]) -> None:
    """Old addresses and places that lead to emptied pages lead to those that took their content.

    Args:
        heirs: keys of pages, emptied to taking.
    """
    for emptied, heir in heirs.items():
        OldAddress.objects.filter(target_id=emptied).update(target_id=heir)
        OldPlace.objects.filter(target_id=emptied).update(target_id=heir)
    portal_structure.bump()


@transaction.atomic
def forget_host(*, host: str) -> None:
    """A host is in use again (a site got it back): nothing of it is an old place any more."""
    OldPlace.objects.filter(host=spelled_host(host)).delete()
    portal_structure.bump()


@transaction.atomic
def forget_place(*, actor: Any, place: OldPlace) -> None:
    """Delete an old place.

    Raises:
        PermissionDenied: the actor is no portal administrator.
    """
    _demand_portal_admin(actor)
    place.delete()
    portal_structure.bump()


def prepare_address(
    *,
    actor: Any,
    address: Address,
    target: Target,
    legacy_key: str = "",
    row: OldAddress | None = None,
) -> OldAddress:
    """The row that ``save_address`` would write; see there for arguments and errors."""
    if row is not None:
        _demand_own(actor, row)
    rules = portal_rules.current(portal_structure.current())
    checks.refuse_wrong(actor=actor, address=address, target=target, rules=rules)
    taken = OldAddress.objects.filter(host=address.host, path=address.path)
    if (taken.exclude(pk=row.pk) if row else taken).exists():
        message = _("“%(address)s” is in the list already; change that row.")
        raise refuse("DC-09", message % {"address": address})
    prepared = writing.row_of(address, target, rules, kind=Kind.TYPED, legacy_key=legacy_key)
    if row is not None:
        prepared.pk, prepared.created_at = row.pk, row.created_at
    return prepared


@transaction.atomic
def save_address(
    *,
    actor: Any,
    address: Address,
    target: Target,
    legacy_key: str = "",
    row: OldAddress | None = None,
) -> OldAddress:
    """Write a typed old address, or change ``row``.

    Args:
        actor: None is the command line.

    Raises:
        PermissionDenied: ``row`` is not the actor's to change.
        ValidationError: DC-04 … DC-08, see ``checks.problem``; DC-09 another row has the address;
            DC-11 the number of the old system is none.
    """
    saved = prepare_address(
        actor=actor, address=address, target=target, legacy_key=legacy_key, row=row
    )
    saved.save(force_insert=row is None, force_update=row is not None)
    writing.after_writing([saved])
    return saved


@transaction.atomic
def delete_address(*, actor: Any, row: OldAddress) -> None:
    """Delete an old address; readers get 404 there again.

    Raises:
        PermissionDenied: the row is not the actor's to change.
    """
    _demand_own(actor, row)
    row.delete()


@transaction.atomic
def forget_miss(*, actor: Any, row: MissedAddress) -> None:
    """Strike an address from the report of misses; it returns when readers miss it again.

    Raises:
        PermissionDenied: the row is not the actor's.
    """
    _demand_own(actor, row)
    row.delete()


@transaction.atomic
def switch_pattern(
    *, actor: Any, name: str, enabled: bool, site: MemberSite | None = None
) -> LegacyPattern:
    """Let addresses of a pattern be understood or not, in one site or (None) in all.

    Raises:
        PermissionDenied: the actor is no portal administrator.
    """
    _demand_portal_admin(actor)
    switch, _created = LegacyPattern.objects.update_or_create(
        site=site, name=name, defaults={"enabled": enabled}
    )
    portal_structure.bump()
    return switch


def _demand_own(actor: Any, row: OldAddress | MissedAddress) -> None:
    if actor is None:
        return
    if not type(row)._default_manager.filter(own_rows(actor), pk=row.pk).exists():
        raise PermissionDenied


def _demand_portal_admin(actor: Any) -> None:
    if actor is not None and not may_manage_all(actor):
        raise PermissionDenied
