"""Correcting entries of closed sheets: the difference is an entry of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from plugins.royalties import budgets, reckoning
from plugins.royalties.guards import expect, lock, note
from plugins.royalties.limits import MOST_COEFFICIENT, expect_payable
from plugins.royalties.models import Act, Entry, EntryState
from plugins.royalties.months import closed_months, open_month
from plugins.royalties.permissions import PROPOSE
from plugins.royalties.rates import RateBook
from plugins.royalties.services import Done, Share, Work, expect_exception, words_of, write_parts
from portal.errors import refuse
from portal.language.templatetags.language import grouped

if TYPE_CHECKING:
    from decimal import Decimal

    from portal.accounts.models import User


@transaction.atomic
def adjust(*, actor: User | None, entry: Entry, coefficient: Decimal, reason: str) -> Done:
    """Correct a settled entry: the difference goes, as an entry of its own, into an open month.

    Shares and unit stay those of the entry; a lower coefficient gives a negative difference.

    Raises:
        PermissionDenied: ``actor`` may not propose there.
        ValidationError: NB-16 no reason; NB-17 the entry is in no closed sheet, or nothing
            changes; NB-08 the coefficient is below 0 or too large; NB-20 beyond the budget; NB-23
            it comes to too much.
    """
    expect(actor, PROPOSE, entry.site)
    if not reason.strip():
        raise refuse("NB-16", _("Give a reason."))
    if not 0 <= coefficient <= MOST_COEFFICIENT:
        text = _("The coefficient must be from 0 to %(most)s.")
        raise refuse("NB-08", text % {"most": grouped(MOST_COEFFICIENT)})
    lock(entry.site)
    entry = Entry.objects.select_related("site", "adjusts").get(pk=entry.pk)
    root = entry.adjusts or entry
    if root.state != EntryState.SETTLED:
        raise refuse("NB-17", _("Only entries in a closed sheet are adjusted; change this one."))
    kind = RateBook.load(root.site).kind(root.kind_code, root.published_on)
    if coefficient > kind.most:
        work = Work(kind.code, coefficient, (), over_reason=reason)
        expect_exception(root, kind.name, kind.most, work, actor)
    parts = list(root.parts.select_related("payee"))
    if any(part.payee is None for part in parts):
        raise refuse("NB-12", _("A person named here is not among the payees of the site."))
    made = _difference(root, coefficient)
    made.note, made.proposed_by = reason.strip()[:300], actor
    made.save()
    write_parts(made, [Share(p.payee, p.share, p.role) for p in parts if p.payee])
    note(actor, root.site, Act.Kind.ADJUSTED, f"{words_of(made)}: {reason.strip()}")
    return Done(made, budgets.check(root.site, made.month))


def _difference(root: Entry, coefficient: Decimal) -> Entry:
    """What is missing to ``coefficient`` after all adjustments so far; not saved."""
    earlier = root.adjustments.exclude(state=EntryState.RETURNED)
    sums = earlier.aggregate(c=Sum("coefficient"), a=Sum("amount"))
    difference = coefficient - root.coefficient - (sums["c"] or 0)
    if not difference:
        raise refuse("NB-17", _("This is the coefficient that it has already."))
    amount = reckoning.amount_of(root.unit, coefficient, root.quantity)
    expect_payable(amount)
    return Entry(
        site=root.site,
        article_id=root.article_id,
        title=root.title,
        published_on=root.published_on,
        month=open_month(root.month, closed_months(root.site)),
        kind_code=root.kind_code,
        kind_name=root.kind_name,
        grade=root.grade,
        unit=root.unit,
        coefficient=difference,
        quantity=root.quantity,
        amount=amount - root.amount - (sums["a"] or 0),
        adjusts=root,
    )
