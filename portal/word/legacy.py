"""Text in TCVN3 or VNI becomes Unicode, run by run: by the name of its font, and by what it says.

Names of fonts lie: Unicode text stands under ".VnTime" after somebody chose that font, and old text
under "Times New Roman". So each name is checked against what the text would be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from portal.text import nfc
from portal.word.codes import ALONE, MARKS, TCVN3
from portal.word.syllables import accented_words, is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.word.parts import Span

TCVN3_NAME = "TCVN3 (ABC)"
VNI_NAME = "VNI"
# How much of what has marks must read as Vietnamese before text without an old font is changed.
MOST_SURE, LEAST_WORDS = 0.8, 2
_UNICODE_ONLY = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_VNI_CODES = {*ALONE, *(mark for marks in MARKS.values() for mark in marks)}


class Piece(NamedTuple):
    """One converted letter and the number of the old character that it began with."""

    text: str
    at: int


def code_of_font(font: str) -> str:
    """The old code that a font of this name was made for; "" for any other font."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return TCVN3_NAME
    return VNI_NAME if name.startswith(("vni-", "vni ")) else ""


def is_capital_font(font: str) -> bool:
    """Whether the font shows small letters as capitals: .VnTimeH, .VnArialH …"""
    name = font.strip()
    return code_of_font(name) == TCVN3_NAME and name.endswith("H")


def from_tcvn3(text: str) -> list[Piece]:
    return [Piece(TCVN3.get(char, char), at) for at, char in enumerate(text)]


def from_vni(text: str) -> list[Piece]:
    """Letters with the marks behind them; the case of a letter decides, not that of its mark."""
    pieces: list[Piece] = []
    at = 0
    while at < len(text):
        char = text[at]
        small = char.lower()
        mark = MARKS.get(small, {}).get(text[at + 1 : at + 2].lower())
        base = ALONE.get(small, small)
        letter = nfc(base + (mark or ""))
        pieces.append(Piece(letter.upper() if char.isupper() else letter, at))
        at += 1 if mark is None else 2
    return pieces


def text_of(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def share_of_syllables(text: str) -> tuple[float, int]:
    """How much of the words with marks can be Vietnamese, and how many different ones are."""
    words = accented_words(text)
    good = [word for word in words if is_syllable(word)]
    # A sign such as ½ or © becomes one letter, which says nothing.
    telling = {word.lower() for word in good if len(word) > 1}
    return (len(good) / len(words) if words else 0.0), len(telling)


def code_of_text(text: str, *, known: str = "") -> str:
    """The old code that ``text`` is written in, told by its words alone; "" if by none surely.

    Args:
        known: a code found elsewhere in the same document: one word is enough then.
    """
    if text.isascii() or _UNICODE_ONLY.search(text):
        return ""
    share_now, words_now = share_of_syllables(text)
    best = ""
    best_rank = (share_now, words_now)
    for code, convert in ((TCVN3_NAME, from_tcvn3), (VNI_NAME, from_vni)):
        share, words = share_of_syllables(text_of(convert(text)))
        enough = 1 if code == known else LEAST_WORDS
        if share >= MOST_SURE and words >= enough and (share, words) > best_rank:
            best, best_rank = code, (share, words)
    return best if best and share_now < MOST_SURE else ""


def is_unicode(text: str, code: str) -> bool:
    """Whether text under an old font is Unicode all the same."""
    if _UNICODE_ONLY.search(text):
        return True
    if text.isascii():
        return False
    convert = from_tcvn3 if code == TCVN3_NAME else from_vni
    return share_of_syllables(text) > share_of_syllables(text_of(convert(text)))


def convert_spans(spans: Sequence[Span], *, known: str = "") -> dict[str, str]:
    """Change the texts of one paragraph's spans in place.

    Returns:
        a sample of the new text for each old code that was found.
    """
    found: dict[str, str] = {}
    for group, code in _groups(spans, known):
        whole = "".join(span.text for span in group)
        if not code or not whole.strip():
            continue
        before = [span.text for span in group]
        _convert_group(group, code)
        if before != [span.text for span in group]:
            found.setdefault(code, "".join(span.text for span in group).strip())
    return found


def _groups(spans: Sequence[Span], known: str) -> list[tuple[list[Span], str]]:
    """Neighbours of one code: a letter of VNI and its mark may stand in different spans."""
    groups: list[tuple[list[Span], str]] = []
    for span in spans:
        code = code_of_font(span.font)
        # Signs and spaces say nothing; they must not divide a word from its marks.
        if groups and (groups[-1][1] == code or not span.text.strip()):
            groups[-1][0].append(span)
        else:
            groups.append(([span], code))
    decided: list[tuple[list[Span], str]] = []
    for group, code in groups:
        # Old text may stand beside Unicode in one paragraph without a font that tells.
        is_mixed = not code and _UNICODE_ONLY.search("".join(span.text for span in group))
        parts = [[span] for span in group] if is_mixed else [group]
        decided += [(part, _decided(part, code, known)) for part in parts]
    return decided


def _decided(group: list[Span], code: str, known: str) -> str:
    whole = "".join(span.text for span in group)
    if code:
        return "" if is_unicode(whole, code) else code
    return code_of_text(whole, known=known)


def _convert_group(group: list[Span], code: str) -> None:
    whole = "".join(span.text for span in group)
    owners = [number for number, span in enumerate(group) for _char in span.text]
    pieces = from_tcvn3(whole) if code == TCVN3_NAME else from_vni(whole)
    texts = ["" for _span in group]
    for piece in pieces:
        owner = owners[piece.at]
        letter = piece.text.upper() if is_capital_font(group[owner].font) else piece.text
        texts[owner] += letter
    for span, text in zip(group, texts, strict=True):
        span.text, span.font = text, ""
