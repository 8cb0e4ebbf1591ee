"""Arithmetic of royalties: whole đồng, half up, decimals only. Nothing here knows the database."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DONG = Decimal(1)
HUNDRED = Decimal(100)
NOTHING = Decimal(0)
WHOLE, PART_ABOVE = "whole", "part"


def half_up(value: Decimal) -> Decimal:
    """To whole đồng; half a đồng goes away from zero."""
    return value.quantize(DONG, rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """1.50 → “1,5”, as it is written here."""
    return f"{Decimal(value).normalize():f}".replace(".", ",")


def unit_of(base_salary: Decimal, percent: Decimal) -> Decimal:
    """What one unit of coefficient is worth, in đồng."""
    return half_up(base_salary * percent / HUNDRED)


def amount_of(unit: Decimal, coefficient: Decimal, quantity: int = 1) -> Decimal:
    """What a work earns, in đồng."""
    return half_up(unit * coefficient * quantity)


def divide(amount: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """``amount`` by ``shares`` in percent, which make 100 together; no đồng is lost or made.

    What rounding leaves goes to the largest share, the first of equal ones.
    """
    parts = [half_up(amount * share / HUNDRED) for share in shares]
    if parts:
        largest = max(range(len(parts)), key=lambda place: (shares[place], -place))
        parts[largest] += amount - sum(parts)
    return parts


@dataclass(frozen=True)
class TaxTerms:
    """How much is withheld.

    Attributes:
        method: ``WHOLE``: of everything once the threshold is reached; ``PART_ABOVE``: of what lies
            above it.
        by_work: the threshold is that of each work, not of the payment.
        spared: whether people who handed in a commitment are not charged.
    """

    rate: Decimal
    threshold: Decimal = NOTHING
    method: str = WHOLE
    by_work: bool = False
    spared: bool = False


def tax_on(
    terms: TaxTerms | None, works: Sequence[Decimal], *, has_commitment: bool = False
) -> Decimal:
    """What is withheld from one payment that is made of ``works``, in đồng, never below zero."""
    if terms is None or (terms.spared and has_commitment):
        return NOTHING
    sums = works if terms.by_work else [sum(works, NOTHING)]
    return sum((_of_one(terms, one) for one in sums), NOTHING)


def _of_one(terms: TaxTerms, sum_of_works: Decimal) -> Decimal:
    if sum_of_works <= 0 or sum_of_works < terms.threshold:
        return NOTHING
    taxed = sum_of_works if terms.method == WHOLE else sum_of_works - terms.threshold
    return half_up(taxed * terms.rate / HUNDRED)
