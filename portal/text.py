"""Vietnamese text: one spelling, accents folded away, slugs, file names, sorting, pasted text.

Pure functions; nothing here touches the database. The browser makes the same slugs with
``portal.pages.widgets.VietnameseSlugInput``, which is built from ``fold`` and ``INVISIBLE``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

SLUG_LENGTH = 100
SORT_KEY_LENGTH = 250

# Characters without a shape of their own: they vanish instead of dividing words.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_EXTENSION = re.compile(r"[a-z0-9]{1,10}")
# "con" is an everyday word here, and a file of that name cannot be opened on Windows.
_WINDOWS_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")

_LETTERS = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_VOWEL_MARKS = {"\u0306", "\u0302", "\u031b"}

_SPACES = {"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n"}
_BIDI = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
# Invisible although Unicode calls them letters or marks: fillers, joiners.
_BLANK = {*"\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"}
_KEPT_CONTROLS = {"\n", "\t"}

_GREEK_LOOKALIKES = set("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχϲϳ")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")

_CODE = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|style|link|meta|svg|form|base)\b"
    r"|<\?php"
    r"|\b(?:java|vb)script:(?=\S)"
    r"|\bdata:text/html"
    r"|\bon(?:abort|blur|change|click|dblclick|drag\w*|error|focus\w*|hover|input|key\w+|load\w*"
    r"|mouse\w+|paste|pointer\w+|resize|scroll|submit|toggle|touch\w+|unload|wheel)\s*=",
    re.IGNORECASE,
)


def gettext_noop(message: str) -> str:
    """Mark for translation only; Django's own would need settings."""
    return message


KIND_INVISIBLE = gettext_noop("invisible characters")
KIND_DIRECTION = gettext_noop("text direction marks")
KIND_SOFT_HYPHEN = gettext_noop("soft hyphens")
KIND_CONTROL = gettext_noop("control characters")
KIND_PRIVATE = gettext_noop("characters of a private font")


class Cleaned(NamedTuple):
    """``removed`` names each kind once, as a message id to be translated, sorted."""

    text: str
    removed: tuple[str, ...]


def nfc(text: str) -> str:
    """The one spelling used in storage: every letter with its marks as one character."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Without accents and with d for đ; case stays. "Đảng bộ" becomes "Dang bo"."""
    return text if text.isascii() else nfc(nfc(text).translate(_FOLDED))


class _Folded(dict[int, str]):
    """What remains of a character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = {"đ": "d", "Đ": "D"}.get(chr(code), chr(code))
        marks_apart = unicodedata.normalize("NFD", char)
        kept = "".join(part for part in marks_apart if unicodedata.category(part) != "Mn")
        return self.setdefault(code, kept)


_FOLDED = _Folded()


def slugify(text: str, max_length: int = SLUG_LENGTH) -> str:
    """Words of a-z and 0-9 joined by single hyphens; "" when nothing of ``text`` remains.

    A longer slug ends after its last whole word, or inside the first when that alone is too long.
    """
    folded = fold(_INVISIBLE.sub("", text)).lower()
    slug = _NOT_SLUG.sub("-", folded).strip("-")
    if len(slug) <= max_length:
        return slug
    head, _, _ = slug[: max_length + 1].rpartition("-")
    return head or slug[:max_length]


def file_name(name: str, max_length: int = 100) -> str:
    """A name that is safe on every system: "Kế hoạch số 5.PDF" becomes "ke-hoach-so-5.pdf".

    Folders in ``name`` are dropped, and so is an extension that is not plain letters or digits.
    """
    base = re.split(r"[/\\]", _INVISIBLE.sub("", name))[-1].strip().strip(".")
    stem, dot, extension = base.rpartition(".")
    extension = extension.strip().lower()
    if not dot or not _EXTENSION.fullmatch(extension):
        stem, extension = base, ""
    tail = f".{extension}" if extension else ""
    slug = slugify(stem, max_length - len(tail)) or "tep"
    if _WINDOWS_DEVICE.fullmatch(slug):
        slug = f"tep-{slug}"
    return slug + tail


def sort_key(text: str, max_length: int = SORT_KEY_LENGTH) -> str:
    """A key whose plain order is the Vietnamese one, on every database and in Python.

    First the letters (a ă â b c d đ e ê … o ô ơ … u ư …), digits before letters; only when all
    are equal the tones, syllable by syllable: level, huyền, hỏi, ngã, sắc, nặng. The key holds
    a-z and 0-9 only, two characters to a letter, so that no collation reads it differently.
    """
    letters: list[str] = []
    tones: list[str] = []
    for syllable in _BETWEEN_WORDS.split(nfc(nfc(_INVISIBLE.sub("", text)).casefold())):
        if syllable:
            codes, tone = _syllable_codes(syllable)
            letters.append(codes)
            tones.append(tone)
    # "02" divides words and "00" ends them: both lie below every digit ("1…") and letter.
    return f"{'02'.join(letters)}00{''.join(tones)}"[:max_length]


def _syllable_codes(syllable: str) -> tuple[str, str]:
    tone = "0"
    codes = ""
    for char in syllable:
        code, own_tone = _SORTED[char]
        codes += code
        tone = own_tone or tone
    return codes, tone


class _Sorted(dict[str, tuple[str, str]]):
    """Code and tone ("" for none of its own) of a letter, worked out when it is first met."""

    def __missing__(self, char: str) -> tuple[str, str]:
        base, *marks = list(unicodedata.normalize("NFD", char))
        tone = next((_TONES[mark] for mark in [*marks[::-1], base] if mark in _TONES), "")
        letter = nfc(base + "".join(mark for mark in marks if mark in _VOWEL_MARKS))
        return self.setdefault(char, (_LETTERS.get(letter) or _letter_code(base), tone))


_SORTED = _Sorted()


def _letter_code(base: str) -> str:
    if "a" <= base <= "z":
        return f"{base}0"
    if base.isdecimal():
        return f"1{unicodedata.decimal(base)}"
    if unicodedata.category(base) == "Mn":
        return ""
    return f"zz{ord(base):06x}"


def person_sort_key(last_name: str, first_name: str) -> str:
    """Key of a person: the given name (the last word of ``first_name``) decides first.

    Args:
        last_name: họ, with or without the middle names.
        first_name: tên, or middle names and tên.
    """
    words = f"{last_name} {first_name}".split()
    return sort_key(" ".join([*words[-1:], *words[:-1]]))


def clean_pasted(text: str) -> Cleaned:
    r"""``text`` in NFC without what cannot be seen; line breaks and tabs stay.

    Special spaces become plain ones and foreign line ends ``\\n``, without mention in ``removed``.
    """
    kept: list[str] = []
    removed: set[str] = set()
    for char in text.replace("\r\n", "\n").replace("\r", "\n"):
        if kind := _kind_to_remove(char):
            removed.add(kind)
        else:
            kept.append(_SPACES.get(char, char))
    return Cleaned(nfc("".join(kept)), tuple(sorted(removed)))


def _kind_to_remove(char: str) -> str | None:
    if " " <= char <= "~" or char in _KEPT_CONTROLS:
        return None
    if char == "\u00ad":
        return KIND_SOFT_HYPHEN
    if char in _BIDI:
        return KIND_DIRECTION
    category = unicodedata.category(char)
    if category == "Cf" or char in _BLANK or "\U000e0100" <= char <= "\U000e01ef":
        return KIND_INVISIBLE
    # Half surrogates and non-characters cannot be stored or sent either.
    is_noncharacter = ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"
    if category in {"Cc", "Cs"} or is_noncharacter:
        return KIND_CONTROL
    return KIND_PRIVATE if category == "Co" else None


def lookalike_words(text: str) -> list[str]:
    """Words that mix Latin letters with Cyrillic ones, or with Greek ones that look Latin."""
    words = _WORD.findall(nfc(text))
    return list(dict.fromkeys(word for word in words if _mixes_scripts(word)))


def _mixes_scripts(word: str) -> bool:
    if word.isascii():
        return False
    has_latin = has_other = False
    for char in fold(word):
        name = unicodedata.name(char, "")
        has_latin |= name.startswith("LATIN ")
        has_other |= name.startswith("CYRILLIC ") or char in _GREEK_LOOKALIKES
    return has_latin and has_other


def code_fragments(text: str) -> list[str]:
    """Program code pasted as visible text: ``<script``, ``javascript:``, ``onerror=`` and the like.

    Empty for ordinary prose; each fragment is given once, as it stands in ``text``.
    """
    return list(dict.fromkeys(match.group().strip() for match in _CODE.finditer(text)))
