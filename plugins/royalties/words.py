"""Amounts in Vietnamese words, as they are written on vouchers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.errors import refuse

if TYPE_CHECKING:
    from decimal import Decimal

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
MOST = 10**18


def number_in_words(number: int) -> str:
    """1005021 → “một triệu không trăm linh năm nghìn không trăm hai mươi mốt”.

    Raises:
        ValidationError: NB-01 the number has more than 18 digits.
    """
    if abs(number) >= MOST:
        raise refuse("NB-01", _("This number has more than 18 digits."))
    if number < 0:
        return f"âm {number_in_words(-number)}"
    return " ".join(_below_and_above(number)) or DIGITS[0]


def amount_in_words(amount: int | Decimal) -> str:
    """The same for đồng, as a sentence: “Ba trăm bảy mươi chín nghìn năm trăm đồng”."""
    text = f"{number_in_words(int(amount))} đồng"
    return text[0].upper() + text[1:]


def _below_and_above(number: int) -> list[str]:
    """Words of the milliards, then of what is below one."""
    above, below = divmod(number, 10**9)
    found = [*_below_and_above(above), "tỷ"] if above else []
    return found + _nine_digits(below, is_first=not above)


def _nine_digits(number: int, *, is_first: bool) -> list[str]:
    found: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            found += _three_digits(group, is_first=is_first and not found)
            found += [SCALES[place]] if SCALES[place] else []
    return found


def _three_digits(number: int, *, is_first: bool) -> list[str]:
    """``is_first``: nothing stands before, so noughts at the front are not read."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    found = [DIGITS[hundreds], "trăm"] if hundreds or not is_first else []
    if tens == 0:
        if ones:
            found += ["linh", DIGITS[ones]] if found else [DIGITS[ones]]
        return found
    found += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones:
        found.append(_ones(tens, ones))
    return found


def _ones(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    return "lăm" if ones == 5 else DIGITS[ones]
