"""Letters that Word marks instead of storing them as such: raised, lowered, of symbol fonts."""

from __future__ import annotations

_PLAIN = "0123456789+-=()"
_RAISED = dict(zip(_PLAIN + "n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
# By the last byte of the code, as the fonts have them (Unicode consortium, SYMBOL.TXT).
_SYMBOL = {0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷"}
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪",
    0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def raised(text: str) -> str | None:
    """``text`` in raised digits and signs; None if one of them does not exist."""
    return _each(text, _RAISED)


def lowered(text: str) -> str | None:
    return _each(text, _LOWERED)


def _each(text: str, table: dict[str, str]) -> str | None:
    found = [table.get(char, " " if char.isspace() else "") for char in text]
    return "".join(found) if all(found) else None


def of_font(font: str, code: int) -> str:
    """The sign that a symbol font shows for a code; "" if it is not known."""
    return _FONTS.get(font.strip().lower(), {}).get(code & 0xFF, "")
