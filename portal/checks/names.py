"""Names and posts against the site's list: wrong accents, and posts that somebody left."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.checks.findings import Finding
from portal.checks.models import KnownName
from portal.text import fold, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.checks.reading import Passage, Reading

_WORD = re.compile(r"\w+")
MOST = 2000
# "đồng chí", "Ủy viên Trung ương Đảng" may stand between a post and a name.
BETWEEN = 12


def spelled(reading: Reading) -> Iterator[Finding]:
    """Names written with other accents than the list has."""
    message = _("“%(found)s”: the list of names has “%(right)s”. Which one is right?")
    keys: defaultdict[str, set[str]] = defaultdict(set)
    right: dict[str, str] = {}
    listing = _Listing.of(reading)
    for plain, row in listing.rows:
        keys[plain].add(_key(row.name))
        right.setdefault(plain, row.name)
    for text in listing.texts:
        for plain, known in keys.items():
            for found in text.written(plain):
                if _key(found) not in known:
                    values = {"found": found, "right": right[plain]}
                    yield Finding(message % values, text.passage.field, text.passage.block)


def posts(reading: Reading) -> Iterator[Finding]:
    """Posts before a name that the person left, has not got yet, or that are misspelt."""
    left = _("“%(post)s” before “%(name)s”: by the list, the post on %(day)s is “%(right)s”.")
    nobody = _("“%(post)s” before “%(name)s”: by the list, not in office on %(day)s.")
    listing, day = _Listing.of(reading), reading.day
    people: defaultdict[str, list[KnownName]] = defaultdict(list)
    for _plain, row in listing.rows:
        if row.post:
            people[row.name].append(row)
    for name, rows in people.items():
        present = [row.post for row in rows if row.holds_on(day)]
        for text in listing.texts:
            if wrong := _wrong_before(text, name, rows, present):
                values = {"post": wrong, "name": name, "day": f"{day:%d/%m/%Y}"}
                words = (left if present else nobody) % {**values, "right": "; ".join(present)}
                yield Finding(words, text.passage.field, text.passage.block)


def _wrong_before(text: _Text, name: str, rows: list[KnownName], present: list[str]) -> str:
    good = {_key(post) for post in present}
    for at in text.places(_folded(name)):
        before = text.before(at)
        # The longest first: "Phó Bí thư Tỉnh ủy" ends with "Bí thư Tỉnh ủy".
        for row in sorted(rows, key=lambda row: -len(row.post)):
            found = before.ending(_folded(row.post))
            if found:
                if _key(found) not in good:
                    return found
                break
    return ""


@dataclass
class _Listing:
    """The names of the list that occur in an article, with or without accents, and its texts."""

    rows: list[tuple[str, KnownName]]
    texts: list[_Text]

    @classmethod
    def of(cls, reading: Reading) -> _Listing:
        kept: _Listing | None = reading.__dict__.get("_names")
        if kept is None:
            kept = reading.__dict__["_names"] = cls._read(reading)
        return kept

    @classmethod
    def _read(cls, reading: Reading) -> _Listing:
        whose = Q(site__is_province=True)
        if reading.site:
            whose |= Q(site=reading.site.pk)
        found = [(_folded(row.name), row) for row in KnownName.objects.filter(whose)[:MOST]]
        texts = [_Text(passage) for passage in reading.passages] if found else []
        everything = "".join(text.plain for text in texts)
        rows = [(plain, row) for plain, row in found if f" {plain} " in everything]
        named = {plain for plain, _row in rows}
        return cls(rows, [text for text in texts if any(f" {n} " in text.plain for n in named)])


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(fold(text).lower()))


def _key(text: str) -> str:
    """The same for "Hòa" and "Hoà": both are in use, and neither is wrong."""
    return sort_key(text, max_length=1000)


@dataclass
class _Text:
    """A passage as folded words, to be searched quickly, and where each stands."""

    passage: Passage

    @cached_property
    def words(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.passage.text))

    @cached_property
    def plain(self) -> str:
        return f" {_folded(self.passage.text)} "

    @cached_property
    def starts(self) -> list[int]:
        return [match.start() + 1 for match in re.finditer(" ", self.plain)]

    def places(self, wanted: str) -> Iterator[int]:
        """Numbers of the words at which the folded words ``wanted`` begin."""
        at = self.plain.find(f" {wanted} ")
        while at >= 0:
            yield bisect_left(self.starts, at + 1)
            at = self.plain.find(f" {wanted} ", at + 1)

    def written(self, wanted: str) -> Iterator[str]:
        """``wanted`` as the text has it, each spelling once."""
        length = wanted.count(" ") + 1
        seen = set()
        for at in self.places(wanted):
            found = self.between(at, at + length)
            # Words of a sentence that only happen to follow each other are no name.
            if found not in seen and all(word[:1].isupper() for word in found.split()):
                seen.add(found)
                yield found

    def before(self, at: int) -> _Before:
        return _Before(self, max(0, at - BETWEEN), at)

    def between(self, first: int, end: int) -> str:
        return self.passage.text[self.words[first].start() : self.words[end - 1].end()]


@dataclass(frozen=True)
class _Before:
    text: _Text
    first: int
    end: int

    def ending(self, wanted: str) -> str:
        """``wanted`` as written right before, but for titles in between; else empty."""
        plain = [fold(word[0]).lower() for word in self.text.words[self.first : self.end]]
        target = wanted.split()
        for gap in (0, 2, 1):
            if gap and plain[-gap:] not in (["dong", "chi"], ["ong"], ["ba"]):
                continue
            stop = len(plain) - gap
            if plain[max(0, stop - len(target)) : stop] == target:
                return self.text.between(self.end - gap - len(target), self.end - gap)
        return ""
