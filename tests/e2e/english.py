"""Tells English from Vietnamese: by the words of the catalogues."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "portal" / "locale").rglob("*.po"))
# Names, and words that stand in Vietnamese sentences as they are.
NAMES = set(
    """
    admin alt css csv excel facebook google heic html http https id javascript jpeg json linkedin
    long markdown met mp4 pdf png portal python seo svg tiff url utc uuid wagtail webp word xlsx xml
    youtube zalo
    """.split()
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
# Time zones are called after places.
_TOKEN = re.compile(r".*\bGMT.*|\S*[@/_.=:\d]\S+|%\([^)]*\)\w|\{[^}]*\}|<[^>]*>|&\w+;")


@cache
def vocabulary() -> set[str]:
    """Words of the English messages that no Vietnamese translation uses."""
    english: set[str] = set()
    vietnamese: set[str] = set()
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            english |= words(f"{entry.msgid} {entry.msgid_plural}")
            vietnamese |= words(f"{entry.msgstr} {' '.join(entry.msgstr_plural.values())}")
    return {word for word in english - vietnamese - NAMES if len(word) > 2}


def words(text: str) -> set[str]:
    # A letter with a mark is no word boundary, so "đảng" does not hold "ng".
    bare = _TOKEN.sub(" ", text)
    return {
        match.group().lower()
        for match in _WORD.finditer(bare)
        if not bare[match.start() - 1 : match.start()].isalpha()
        and not bare[match.end() : match.end() + 1].isalpha()
    }


def english_words(text: str) -> set[str]:
    return words(text) & vocabulary()
