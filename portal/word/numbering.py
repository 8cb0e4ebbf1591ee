"""The numbers and bullets of lists, counted as Word counts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from portal.word.names import W, number, value
from portal.word.parts import ListPlace

if TYPE_CHECKING:
    from portal.word.styles import Styles

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")
_MOST_LEVELS = 9
# As far as Word itself goes on with aa, bb … zzz (30 letters); and how long what it shows can be.
_MOST_LETTERED, _LONGEST_LABEL = 780, 100


class Level(NamedTuple):
    form: str
    text: str
    start: int


class Numbering:
    """The lists of one document; ``place_of`` must be asked paragraph by paragraph, in order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """Args: root: the element ``w:numbering``, or None."""
        self._styles = styles
        self._lists: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            levels = (_level(one) for one in abstract.iter(f"{W}lvl"))
            self._lists[value(abstract, "abstractNumId")] = dict(levels)
        for one in root.iter(f"{W}num"):
            key = value(one, "numId")
            self._list_of[key] = value(one.find(f"{W}abstractNumId"))
            self._starts[key] = {
                number(value(override, "ilvl")): number(value(start), 1)
                for override in one.iter(f"{W}lvlOverride")
                if (start := override.find(f"{W}startOverride")) is not None
            }

    def place_of(self, properties: Any) -> ListPlace | None:
        """The place of the next paragraph, by its ``w:pPr``; None if it is in no list."""
        mark = self._styles.property_of_paragraph(properties, "numPr")
        if mark is None:
            return None
        key = value(mark.find(f"{W}numId"))
        depth = min(number(value(mark.find(f"{W}ilvl"))), _MOST_LEVELS - 1)
        list_id = self._list_of.get(key)
        if key in {"", "0"} or list_id is None:
            return None
        level = self._level(list_id, depth)
        if level.form == "none" and not _PLACEHOLDER.sub("", level.text).strip():
            return None
        count = self._count(key, list_id, depth)
        is_ordered = level.form not in {"bullet", "none"}
        is_plain = re.fullmatch(r"%\d[.)]?", level.text.strip()) is not None
        return ListPlace(
            list_id=list_id,
            depth=depth,
            is_ordered=is_ordered,
            is_decimal=level.form in {"decimal", "decimalZero"} and is_plain,
            number=count,
            label=self._label(list_id, level) if is_ordered else "–",
        )

    def _level(self, list_id: str, depth: int) -> Level:
        return self._lists.get(list_id, {}).get(depth, Level("bullet", "", 1))

    def _count(self, key: str, list_id: str, depth: int) -> int:
        counts = self._counts.setdefault(list_id, [None] * _MOST_LEVELS)
        if key not in self._begun:
            self._begun.add(key)
            for at in self._starts[key]:
                counts[at] = None
        before = counts[depth]
        start = self._starts[key].get(depth, self._level(list_id, depth).start)
        now = start if before is None else before + 1
        counts[depth] = now
        counts[depth + 1 :] = [None] * (_MOST_LEVELS - depth - 1)
        return now

    def _label(self, list_id: str, level: Level) -> str:
        counts = self._counts[list_id]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = self._level(list_id, at)
            return as_written(counts[at] or one.start, one.form)

        return _PLACEHOLDER.sub(shown, level.text).strip()


def _level(element: Any) -> tuple[int, Level]:
    form = value(element.find(f"{W}numFmt")) or "decimal"
    start = number(value(element.find(f"{W}start")), 1)
    text = value(element.find(f"{W}lvlText"))[:_LONGEST_LABEL]
    return number(value(element, "ilvl")), Level(form, text, start)


def as_written(count: int, form: str) -> str:
    """``count`` in one of Word's forms; in digits if the form is not known."""
    if form in {"lowerLetter", "upperLetter"} and 0 < count <= _MOST_LETTERED:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        letters = ""
        for worth, sign in _ROMAN:
            letters += sign * (count // worth)
            count %= worth
        return letters.upper() if form == "upperRoman" else letters
    return str(count)
