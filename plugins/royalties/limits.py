"""How large figures may be: beyond any that is paid, and far from what no column holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.language.templatetags.language import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from django.core.exceptions import ValidationError

# In đồng. Columns of money hold 15 digits, and sheets and reports sum what thousands of works earn.
MOST_UNIT = 10**9
MOST_OF_WORK = 10**9
MOST_BUDGET = 10**12
MOST_COEFFICIENT = 10_000


def expect_within(row: Any, ceilings: Mapping[str, int]) -> None:
    """``ceilings``: the highest value of each of these columns of ``row``.

    Raises:
        ValidationError: NB-22 one is higher.
    """
    for name, most in ceilings.items():
        if (value := getattr(row, name)) is not None and value > most:
            raise too_large(str(row._meta.get_field(name).verbose_name), most)


def too_large(column: str, most: int) -> ValidationError:
    text = _("“%(column)s” is too large: at most %(most)s; check the number of noughts.")
    return refuse("NB-22", text % {"column": column, "most": grouped(most)})


def expect_payable(amount: Decimal) -> None:
    """To be called before an amount is saved: no database keeps one of any length.

    Raises:
        ValidationError: NB-23 more than one work can earn.
    """
    if abs(amount) > MOST_OF_WORK:
        text = _(
            "One entry can be %(most)s VND at most; check the unit, the coefficient and the "
            "number of works."
        )
        raise refuse("NB-23", text % {"most": grouped(MOST_OF_WORK)})
