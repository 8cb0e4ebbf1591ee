"""Acts on what royalties are reckoned with: payees, rates, budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from plugins.royalties.guards import expect, lock, lock_rates, note
from plugins.royalties.models import Act, Payee
from plugins.royalties.permissions import CLOSE, PROPOSE, SET_RATES, may

if TYPE_CHECKING:
    from plugins.royalties.models import Budget
    from plugins.royalties.rate_rows import DatedRow
    from portal.accounts.models import User
    from portal.sites.models import MemberSite

# Columns that only those see and write who close and pay.
PRIVATE = ("tax_code", "id_number", "bank_account", "bank_name", "commitment_until", "group")


@transaction.atomic
def save_payee(
    *, actor: User | None, site: MemberSite, values: dict[str, Any], payee: Payee | None = None
) -> Payee:
    """Add a payee to ``site``, or change one.

    Editors write names; tax, card and bank numbers are written by those who close months.

    Raises:
        PermissionDenied: ``actor`` may not do that there, or the payee is another site's.
        ValidationError: a column is wrong.
    """
    expect(actor, PROPOSE, site)
    if payee and payee.site_id != site.pk:
        raise PermissionDenied
    if not set(values).isdisjoint(PRIVATE):
        expect(actor, CLOSE, site)
    lock(site)
    row = payee or Payee(site=site)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    note(actor, site, Act.Kind.PAYEE, str(row))
    return row


@transaction.atomic
def save_rate(*, actor: User | None, row: DatedRow | Budget, kinds: Any = None) -> Any:
    """Write a rate or a budget of a site, or (``row.site`` None) a rate of the whole portal.

    Closed sheets do not change; entries keep the unit that they were proposed with.

    Raises:
        PermissionDenied: ``actor`` may not set rates there, or not those of where it was before.
        ValidationError: NB-02 to NB-04, NB-22, or a column is wrong.
    """
    expect(actor, SET_RATES, row.site)
    if row.pk:
        before = type(row)._base_manager.select_related("site").get(pk=row.pk)  # type: ignore[attr-defined]
        expect(actor, SET_RATES, before.site)
    # Whether another row holds on the same days is asked once nobody else can add one.
    lock_rates(row.site)
    row.full_clean()
    row.save()
    if kinds is not None:
        row.article_kinds.set(kinds)  # type: ignore[union-attr]
    note(actor, row.site, Act.Kind.RATES, f"{row._meta.verbose_name}: {row}")
    return row


@transaction.atomic
def remove_rate(*, actor: User | None, row: DatedRow | Budget) -> None:
    """Delete a rate or budget. Figures that were reckoned with it stay.

    Raises:
        PermissionDenied: ``actor`` may not set rates there.
    """
    expect(actor, SET_RATES, row.site)
    note(actor, row.site, Act.Kind.RATES, f"{row._meta.verbose_name}: {row} –")
    row.delete()


def sees_private(user: Any, site: MemberSite) -> bool:
    """Whether numbers of payees are shown whole."""
    return may(user, CLOSE, site)
