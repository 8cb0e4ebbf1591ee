"""What is wrong with a Vietnamese translation: placeholders, punctuation, spelling, terms."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polib

TERMS = Path(__file__).with_name("terms.toml")

# Of shorter ones "may" is not "May".
SHORTEST_COMPARED = 4

_PLACEHOLDER = re.compile(r"%\([^)]+\)[#0 +-]*[\d.]*[a-zA-Z]|%[sdrif]|%%|\{[^{}\s]*\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&[a-zA-Z]+;|&#\d+;")
_ENDINGS = {".": ".", "…": "…", "...": "…", ":": ":", "?": "?", "!": "!", ",": ",", ";": ";"}
# The tone mark stands on the first vowel of oa, oe, uy when no consonant follows.
_MODERN_TONE = re.compile(r"(?:o[àáảãạ]|o[èéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)
_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
# "Why not add one?" is an invitation in Vietnamese; "Jan." and "a.m." have no dot.
_SPEAKS_OTHERWISE = re.compile(r"\bWhy not\b|^(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec|[ap]\.m)\.$")
_CARELESS = re.compile(r"\S {2,}\S|\s[.,;!?](?:\s|$)")


class Term(NamedTuple):
    english: re.Pattern[str]
    vietnamese: tuple[str, ...]
    exceptions: tuple[str, ...]


class Terms(NamedTuple):
    """The rows of terms.toml, ready to be looked for."""

    required: tuple[Term, ...]
    forbidden: tuple[tuple[re.Pattern[str], str], ...]
    same: frozenset[str]


@cache
def terms() -> Terms:
    rows = tomllib.loads(TERMS.read_text("utf-8"))
    return Terms(
        tuple(
            Term(
                re.compile(rf"\b(?:{row['en']})\b", re.IGNORECASE),
                tuple(row["vi"]),
                tuple(row.get("except", ())),
            )
            for row in rows["term"]
        ),
        tuple(
            (re.compile(rf"(?<!\w)(?:{'|'.join(row['say'])})(?!\w)", re.IGNORECASE), row["instead"])
            for row in rows["forbidden"]
        ),
        frozenset(rows["same"]),
    )


def of_catalogue(entries: Iterable[polib.POEntry]) -> Iterator[tuple[polib.POEntry, str]]:
    """Each flaw with its message; then messages that are alike but translated differently."""
    seen: dict[tuple[str | None, str], tuple[str, str]] = {}
    for entry in entries:
        for flaw in of_entry(entry):
            yield entry, flaw
        text = entry.msgstr or "".join(entry.msgstr_plural.values())
        key = (entry.msgctxt, _plain(entry.msgid))
        if len(entry.msgid) < SHORTEST_COMPARED:
            continue
        other, english = seen.setdefault(key, (_plain(text), entry.msgid))
        if other != _plain(text):
            yield entry, f"translated differently from “{english}”"


def of_entry(entry: polib.POEntry) -> Iterator[str]:
    """The flaws of one message, each a short English phrase for developers."""
    if entry.fuzzy:
        yield "fuzzy"
    if entry.msgid_plural:
        if set(entry.msgstr_plural) != {0}:
            yield "Vietnamese has one plural form"
        source, text = entry.msgid_plural, entry.msgstr_plural.get(0, "")
    else:
        source, text = entry.msgid, entry.msgstr
    if not text.strip():
        yield "missing"
        return
    yield from _broken(source, text)
    yield from _misspelt(text)
    yield from _misnamed(source, text)


def has_vietnamese_letters(text: str) -> bool:
    return bool(_VIETNAMESE.search(text))


def _broken(source: str, text: str) -> Iterator[str]:
    if Counter(_PLACEHOLDER.findall(source)) != Counter(_PLACEHOLDER.findall(text)):
        if set(_PLACEHOLDER.findall(source)) != set(_PLACEHOLDER.findall(text)):
            yield f"placeholders differ: {_PLACEHOLDER.findall(source)}"
        elif "%s" in source or "{}" in source:
            yield "placeholders without names are repeated"
    if Counter(_TAG.findall(source)) != Counter(_TAG.findall(text)):
        yield f"HTML differs: {_TAG.findall(source)}"
    if Counter(_ENTITY.findall(source)) != Counter(_ENTITY.findall(text)):
        yield "HTML entities differ"
    for cut in (lambda s: s[: len(s) - len(s.lstrip())], lambda s: s[len(s.rstrip()) :]):
        if cut(source) != cut(text):
            yield "white space at the ends differs"
    if _ending(source) != _ending(text) and not _SPEAKS_OTHERWISE.search(source):
        yield f"ends with “{_ending(text)}”, not “{_ending(source)}”"
    first, initial = source.strip()[:1], text.strip()[:1]
    if first.isalpha() and initial.isalpha() and first.isupper() != initial.isupper():
        yield "first letter: capital and small differ"


def _ending(text: str) -> str:
    bare = _TAG.sub("", text).strip()
    return next((_ENDINGS[end] for end in ("...", *_ENDINGS) if bare.endswith(end)), "")


def _misspelt(text: str) -> Iterator[str]:
    if unicodedata.normalize("NFC", text) != text:
        yield "not in NFC"
    if match := _MODERN_TONE.search(text):
        yield f"tone mark: write hòa, xóa, ủy, not “{match.group()}”"
    if _CARELESS.search(text):
        yield "double space, or space before a sign"


def _misnamed(source: str, text: str) -> Iterator[str]:
    words, said = _words(source), _words(text)
    if words and source == text and source not in terms().same and re.search(r"[a-z]{2}", words):
        yield "left in English"
    folded = said.casefold()
    for term in terms().required:
        rest = words
        for phrase in term.exceptions:
            rest = re.sub(phrase, " ", rest, flags=re.IGNORECASE)
        if (match := term.english.search(rest)) and not any(
            word.casefold() in folded for word in term.vietnamese
        ):
            yield f"“{match.group()}” is “{'” or “'.join(term.vietnamese)}”"
    for pattern, instead in terms().forbidden:
        if match := pattern.search(said):
            yield f"“{match.group()}”: write {instead}"


def _words(text: str) -> str:
    return _ENTITY.sub(" ", _TAG.sub(" ", _PLACEHOLDER.sub(" ", text))).strip()


def _plain(text: str) -> str:
    return re.sub(r"[\s.…:!?\"'“”‘’]+", " ", text).strip().casefold()
