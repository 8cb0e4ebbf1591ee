"""What is written into the search index, and what a query asks of it. Pure functions.

Every text is indexed twice over: as words without accents, and, for each word that has accents,
as an accent word that spells them in ASCII ("đảng" is ``dang`` and ``xdang12``). So a query
without accents finds everything, a query with accents can put what is written exactly so
first, and no database's own idea of accents, stop words or word stems has a say.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from portal.text import clean_pasted, fold, nfc

QUERY_LENGTH = 200
QUERY_TERMS = 12
# PostgreSQL takes at most 1 MB for one text; nobody searches the end of a longer one.
INDEXED_LENGTH = 200_000
# Longer ones are too long however much of them is quotes or spaces; they are not even read.
READ_LENGTH = 10_000

_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
# Document numbers (79-KL/TW, 12/2026/NĐ-CP): their letters are also typed without signs.
_NUMBER = re.compile(r"[0-9]+(?:[-/][^\W_]+)+")
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_VARIANTS = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}


@dataclass(frozen=True)
class Terms:
    """A query in words of the index: ``folded`` in order, ``accented`` those with accents."""

    folded: tuple[str, ...]
    accented: tuple[str, ...]


def clean_query(raw: str) -> str:
    """What a person typed, in NFC, without quotes, control characters and repeated spaces."""
    return " ".join(clean_pasted(raw).text.replace('"', " ").split())


def is_too_long(raw: str) -> bool:
    return len(raw) > READ_LENGTH or len(clean_query(raw)) > QUERY_LENGTH


def terms_of(query: str) -> Terms:
    """The first words of ``query``; none when it holds no letter or digit."""
    words = _words(clean_query(query[:READ_LENGTH])[:QUERY_LENGTH])[:QUERY_TERMS]
    accented = dict.fromkeys(filter(None, map(accent_word, words)))
    return Terms(tuple(_plain(word) for word in words), tuple(accented))


def index_text(text: str) -> str:
    """The words of ``text`` for the index, in order; then what is additional to them."""
    plain = nfc(text[:INDEXED_LENGTH])
    words = _words(plain)
    folded = [_plain(word) for word in words]
    numbers = [
        "".join(re.findall(r"[^\W\d_]+", fold(match.group()).lower()))
        for match in _NUMBER.finditer(plain)
    ]
    return " ".join([*folded, *filter(None, numbers), *filter(None, map(accent_word, words))])


# A language has few syllables, and an index sees them again and again.
@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    return fold(word).lower()


@lru_cache(maxsize=20_000)
def accent_word(word: str) -> str:
    """The ASCII spelling of an accented word; "" for a word without accents.

    The place of the tone mark makes no difference: hòa and hoà are one word.
    """
    if word.isascii():
        return ""
    letters, variants, tone = [], [], 0
    for char in word.lower():
        base, *marks = list(unicodedata.normalize("NFD", "d\u0306" if char == "đ" else char))
        letters.append(base)
        variants.append(next((_VARIANTS[mark] for mark in marks if mark in _VARIANTS), "0"))
        tone = next((_TONES[mark] for mark in marks if mark in _TONES), tone)
    plain = "".join(letters)
    return f"x{plain}{''.join(variants).rstrip('0')}{tone}" if plain.isascii() else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(nfc(text))
