"""Acts on month sheets: close, open again, note the payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from plugins.royalties import budgets, sheets
from plugins.royalties.guards import expect, lock, note
from plugins.royalties.models import Act, Entry, EntryState, Sheet, SheetItem, SheetLine, SheetState
from plugins.royalties.months import closed_months, month_of, open_month
from plugins.royalties.permissions import CLOSE
from plugins.royalties.rates import RateBook
from portal.errors import refuse
from portal.language.templatetags.language import grouped

if TYPE_CHECKING:
    from datetime import date

    from plugins.royalties.sheets import Table
    from portal.accounts.models import User
    from portal.desk.calendar import Month
    from portal.sites.models import MemberSite


@transaction.atomic
def close_month(
    *, actor: User | None, site: MemberSite, month: Month, pay_on: date | None = None
) -> Sheet:
    """Freeze the approved entries of a month; the others go to the next open month.

    The tax rules of the day of payment hold. A sheet that was opened again keeps its number.

    Raises:
        PermissionDenied: ``actor`` may not close there.
        ValidationError: NB-18 it is closed already; NB-19 the month has not begun, the payment lies
            before it, or nothing is approved; NB-20 beyond the budget.
    """
    expect(actor, CLOSE, site)
    lock(site)
    today = timezone.localdate()
    day = pay_on or today
    if month.first > today or day < month.first:
        text = _("A month can be closed once it has begun, and paid on a day after that.")
        raise refuse("NB-19", text)
    sheet = Sheet.objects.filter(site=site, month=month.first).first()
    if sheet and sheet.state != SheetState.REOPENED:
        text = _("The sheet of %(month)s is closed already.")
        raise refuse("NB-18", text % {"month": month.label})
    table = sheets.reckoned(site, month.first, RateBook.load(site), pay_on=day)
    if not table.lines:
        raise refuse("NB-19", _("Nothing of this month is approved, so there is nothing to close."))
    budgets.check(site, month.first)
    sheet = _sheet(sheet, site, month, actor)
    sheet.pay_on, sheet.state = day, SheetState.CLOSED
    sheet.gross, sheet.tax, sheet.net = table.gross, table.tax, table.net
    left = [bar.left for bar in budgets.bars(site, month.first)]
    sheet.budget_left = min(left) if left else None
    sheet.save()
    _freeze(sheet, table)
    _settle(sheet)
    note(actor, site, Act.Kind.CLOSED, _words(sheet))
    return sheet


def _sheet(known: Sheet | None, site: MemberSite, month: Month, actor: User | None) -> Sheet:
    name = str(actor) if actor else "manage.py"
    if known:
        known.edition += 1
        sheet = known
    else:
        same_year = Sheet.objects.filter(site=site, month__year=month.year)
        last = same_year.aggregate(last=Max("number"))["last"] or 0
        sheet = Sheet(site=site, month=month.first, number=last + 1)
    sheet.closed_at, sheet.closed_by = timezone.now(), name[:200]
    return sheet


def _freeze(sheet: Sheet, table: Table) -> None:
    for line in table.lines:
        line.sheet = sheet
    made = SheetLine.objects.bulk_create(table.lines)
    items = []
    for line in made:
        for item in table.shares[line.position]:
            item.line = line
            items.append(item)
    SheetItem.objects.bulk_create(items, batch_size=500)


def _settle(sheet: Sheet) -> None:
    """The month's approved entries are in the sheet; what is still open moves on."""
    rows = Entry.objects.at(sheet.site_id).filter(month=sheet.month)
    rows.filter(state=EntryState.APPROVED).update(state=EntryState.SETTLED, sheet=sheet)
    following = open_month(sheet.month, closed_months(sheet.site))
    rows.filter(state__in=(EntryState.PROPOSED, EntryState.RETURNED)).update(month=following)


@transaction.atomic
def reopen(*, actor: User | None, sheet: Sheet, reason: str) -> Sheet:
    """Open a closed sheet again; its entries are approved ones again.

    What it came to is kept in the book of acts.

    Raises:
        PermissionDenied: ``actor`` may not close there.
        ValidationError: NB-16 no reason; NB-18 it is not closed, or paid already.
    """
    expect(actor, CLOSE, sheet.site)
    if not reason.strip():
        raise refuse("NB-16", _("Give a reason."))
    lock(sheet.site)
    sheet = Sheet.objects.select_related("site").get(pk=sheet.pk)
    if sheet.state != SheetState.CLOSED:
        text = _("This sheet is “%(state)s”; only a closed one can be opened again.")
        raise refuse("NB-18", text % {"state": sheet.get_state_display()})
    if Entry.objects.filter(adjusts__sheet=sheet).exclude(state=EntryState.RETURNED).exists():
        text = _("Some entries of this sheet were adjusted since; take the adjustments back first.")
        raise refuse("NB-18", text)
    note(actor, sheet.site, Act.Kind.REOPENED, f"{_words(sheet)}: {reason.strip()}")
    sheet.lines.all().delete()
    sheet.entries.update(state=EntryState.APPROVED, sheet=None)
    sheet.state = SheetState.REOPENED
    sheet.save(update_fields=["state"])
    return sheet


@transaction.atomic
def mark_paid(*, actor: User | None, sheet: Sheet) -> Sheet:
    """Note that a closed sheet was paid; it cannot be opened again.

    Raises:
        PermissionDenied: ``actor`` may not close there.
        ValidationError: NB-18 it is not closed.
    """
    expect(actor, CLOSE, sheet.site)
    lock(sheet.site)
    sheet = Sheet.objects.select_related("site").get(pk=sheet.pk)
    if sheet.state != SheetState.CLOSED:
        text = _("This sheet is “%(state)s”; only a closed one can be paid.")
        raise refuse("NB-18", text % {"state": sheet.get_state_display()})
    sheet.state = SheetState.PAID
    sheet.save(update_fields=["state"])
    note(actor, sheet.site, Act.Kind.PAID, _words(sheet))
    return sheet


def _words(sheet: Sheet) -> str:
    month = month_of(sheet.month).label
    text = _("Sheet %(number)s of %(month)s: %(gross)s VND, tax %(tax)s, to be paid %(net)s")
    return text % {
        "number": sheet,
        "month": month,
        "gross": grouped(sheet.gross),
        "tax": grouped(sheet.tax),
        "net": grouped(sheet.net),
    }
