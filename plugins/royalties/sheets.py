"""What a month comes to: the lines of its sheet, reckoned anew while open, read when closed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from plugins.royalties import reckoning
from plugins.royalties.models import EntryState, Part, SheetItem, SheetLine
from portal.text import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from plugins.royalties.models import Sheet
    from plugins.royalties.rates import RateBook
    from portal.sites.models import MemberSite

ZERO = Decimal(0)


@dataclass
class Table:
    """The lines of a sheet with their shares (``line.shares``), and the sums."""

    lines: list[SheetLine]
    shares: dict[int, list[SheetItem]] = field(default_factory=dict)

    @property
    def gross(self) -> Decimal:
        return sum((line.gross for line in self.lines), ZERO)

    @property
    def tax(self) -> Decimal:
        return sum((line.tax for line in self.lines), ZERO)

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), ZERO)

    @property
    def works(self) -> int:
        """Entries, not shares: what two people did together counts once."""
        return len(
            {item.entry_id or -(item.pk or 0) for items in self.shares.values() for item in items}
        )

    def with_items(self) -> list[tuple[SheetLine, list[SheetItem]]]:
        return [(line, self.shares.get(line.position, [])) for line in self.lines]

    def by_kind(self) -> list[tuple[str, int, Decimal]]:
        """Name of the kind, entries, sum; the largest first."""
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        entries: defaultdict[str, set[int | None]] = defaultdict(set)
        for items in self.shares.values():
            for item in items:
                sums[item.kind_name] += item.amount
                entries[item.kind_name].add(item.entry_id)
        rows = [(kind, len(entries[kind]), total) for kind, total in sums.items()]
        return sorted(rows, key=lambda row: (-row[2], row[0]))


def reckoned(site: MemberSite, month: date, book: RateBook, *, pay_on: date) -> Table:
    """The approved entries of a month that is not closed; one query. Nothing is written."""
    parts = Part.objects.filter(
        entry__site=site, entry__month=month, entry__state=EntryState.APPROVED
    )
    parts = parts.select_related("entry", "payee").order_by("entry__published_on", "entry_id", "pk")
    by_payee: defaultdict[int, list[Part]] = defaultdict(list)
    for part in parts:
        by_payee[part.payee_id or 0].append(part)
    ordered = sorted(by_payee.values(), key=_order)
    table = Table([])
    for position, own in enumerate(ordered, start=1):
        table.lines.append(_line(position, own, book, pay_on))
        table.shares[position] = [_item(part) for part in own]
    return table


def frozen(sheet: Sheet) -> Table:
    """The sheet as it was closed; two queries."""
    lines = list(sheet.lines.all())
    positions = {line.pk: line.position for line in lines}
    shares: defaultdict[int, list[SheetItem]] = defaultdict(list)
    for item in SheetItem.objects.filter(line__sheet=sheet):
        shares[positions[item.line_id]].append(item)
    return Table(lines, dict(shares))


def _order(parts: list[Part]) -> tuple[str, int]:
    payee = parts[0].payee
    name = payee.real_name if payee else ""
    # Vietnamese names are sorted by the last word, the given name.
    given = name.split()[-1] if name.split() else ""
    return f"{sort_key(given)} {sort_key(name)}", parts[0].payee_id or 0


def _line(position: int, parts: Iterable[Part], book: RateBook, day: date) -> SheetLine:
    own = list(parts)
    payee = own[0].payee
    works = [part.amount for part in own]
    rule = book.tax(payee.group, day) if payee else None
    has_commitment = bool(payee and payee.has_commitment(day))
    gross = sum(works, ZERO)
    tax = reckoning.tax_on(rule.terms if rule else None, works, has_commitment=has_commitment)
    return SheetLine(
        payee=payee,
        position=position,
        pen_name=payee.pen_name if payee else "",
        real_name=payee.real_name if payee else "",
        tax_code=payee.tax_code if payee else "",
        bank_account=payee.bank_account if payee else "",
        bank_name=payee.bank_name if payee else "",
        works=len({part.entry_id for part in own}),
        gross=gross,
        tax=tax,
        net=gross - tax,
        tax_note=str(rule)[:200] if rule else "",
    )


def _item(part: Part) -> SheetItem:
    entry = part.entry
    return SheetItem(
        entry=entry,
        title=entry.title,
        published_on=entry.published_on,
        kind_name=entry.kind_name,
        grade=entry.grade,
        coefficient=entry.coefficient,
        quantity=entry.quantity,
        unit=entry.unit,
        role=part.role,
        share=part.share,
        amount=part.amount,
        is_adjustment=entry.adjusts_id is not None,
    )
