"""What could not be carried from a Word file, or was changed: nothing is lost silently."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from portal.text import clean_pasted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise

MOST_OF_TEXT = 2000
MOST_ENTRIES = 500

LOST = _("Not carried into the article")
CHECK = _("Please look at")
CHANGED = _("Changed on the way")

# code -> (group, what it was). The codes are stored.
KINDS: dict[str, tuple[_StrPromise, _StrPromise]] = {
    "deleted": (LOST, _("Text deleted in tracked changes (left out, as accepted)")),
    "hidden": (LOST, _("Hidden text")),
    "comment": (LOST, _("Comment in the margin")),
    "header": (LOST, _("Page header")),
    "footer": (LOST, _("Page footer")),
    "letterhead": (LOST, _("Letterhead above the title")),
    "contents": (LOST, _("Table of contents")),
    "chart": (LOST, _("Chart")),
    "diagram": (LOST, _("SmartArt diagram")),
    "object": (LOST, _("Embedded or linked object")),
    "shape": (LOST, _("Drawing without text")),
    "word_art": (LOST, _("Decorated text (WordArt)")),
    "chunk": (LOST, _("Inserted file")),
    "field": (LOST, _("Field that fetches or runs something")),
    "template": (LOST, _("Linked template")),
    "outside": (LOST, _("Part that is not in the file, only linked")),
    "link": (LOST, _("Link that cannot be kept (its text is)")),
    "anchor": (LOST, _("Link to a place in the same document (its text is kept)")),
    "picture_format": (LOST, _("Picture in a format that browsers do not show (EMF, WMF …)")),
    "picture_outside": (LOST, _("Picture that is not in the file, only linked")),
    "picture_refused": (LOST, _("Picture that was not accepted")),
    "picture_missing": (LOST, _("Picture that is missing in the file")),
    "unknown": (LOST, _("Part of the file that is not understood")),
    "strike": (LOST, _("Line through the text (the text is kept)")),
    "cell_format": (LOST, _("Links in cells of a table (the text is kept)")),
    "numbering": (LOST, _("Numbers or letters of a list inside a list (shown as 1, 2, 3)")),
    "look": (LOST, _("Look that the portal decides itself")),
    "script": (LOST, _("Raised or lowered letters (the text is kept)")),
    "note_missing": (LOST, _("Footnote whose text is missing in the file")),
    "file_name_title": (CHECK, _("No title was found; the name of the file stands for it")),
    "long_title": (CHECK, _("The title was too long; the whole of it was")),
    "no_lead": (CHECK, _("No lead was found; write one")),
    "lead": (CHECK, _("The first paragraph became the lead")),
    "event": (CHECK, _("Place and date in the file; enter the time of the event")),
    "author": (CHECK, _("Taken as author or source")),
    "equation": (CHECK, _("Equation, carried as plain text")),
    "text_box": (CHECK, _("Text box, put behind the paragraph it belonged to")),
    "merged": (CHECK, _("Merged cells: the text stands in the first of them")),
    "nested": (CHECK, _("Table within a table, carried as lines of text")),
    "table_picture": (CHECK, _("Picture in a table, put behind the table")),
    "cropped": (CHECK, _("Picture cropped in Word: the whole picture was carried")),
    "no_description": (CHECK, _("Picture without a description for readers who cannot see it")),
    "no_caption": (CHECK, _("Picture without a caption")),
    "main_picture": (CHECK, _("Choose a main picture")),
    "lookalike": (CHECK, _("Word that mixes letters of two scripts; type it again")),
    "code": (CHECK, _("Text that looks like program code")),
    "heading": (CHECK, _("Heading of a lower level, shown as a small heading")),
    "legacy": (CHANGED, _("Text converted to Unicode from")),
    "inserted": (CHANGED, _("Tracked changes: inserted text was taken over")),
    "cleaned": (CHANGED, _("Characters that cannot be seen, removed")),
    "first_picture": (CHANGED, _("The first picture became the main picture")),
    "known_picture": (CHANGED, _("Picture that the library had already")),
    "labels": (CHANGED, _("List whose numbers were kept as text")),
}


class Entry(NamedTuple):
    """One case, in the words of the file."""

    text: str
    times: int


class Findings:
    """Collects entries; the same one twice is one entry with its count."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, text: str = "") -> None:
        """Args: kind: a code of ``KINDS``; text: what it was, in the words of the file."""
        shown = " ".join(clean_pasted(text[: 2 * MOST_OF_TEXT]).text.split())
        if len(shown) > MOST_OF_TEXT:
            shown = f"{shown[:MOST_OF_TEXT]}…"
        key = (kind, shown)
        if key not in self._counts and len(self._counts) >= MOST_ENTRIES:
            key = (kind, "…")
        self._counts[key] += 1

    def rewrite(self, change: Callable[[str], str]) -> None:
        """Put all texts through ``change``; those that become the same are counted together."""
        counts, self._counts = self._counts, Counter()
        for (kind, text), times in counts.items():
            self._counts[kind, change(text)] += times

    def has(self, kind: str) -> bool:
        return any(found == kind for found, _text in self._counts)

    def rows(self) -> list[list[Any]]:
        """For storage: [kind, text, times], in the order of ``KINDS``, then as they were met."""
        order = {kind: number for number, kind in enumerate(KINDS)}
        rows = [[kind, text, times] for (kind, text), times in self._counts.items()]
        return sorted(rows, key=lambda row: order[row[0]])


def grouped(rows: Iterable[list[Any]]) -> list[tuple[str, list[tuple[str, list[Entry]]]]]:
    """Stored rows as people read them: headings, below them what it was, below that each case."""
    found: dict[str, dict[str, list[Entry]]] = {}
    for kind, text, times in rows:
        group, what = KINDS.get(kind, KINDS["unknown"])
        found.setdefault(str(group), {}).setdefault(str(what), []).append(Entry(text, times))
    order = [str(LOST), str(CHECK), str(CHANGED)]
    headings = sorted(found, key=order.index)
    return [(heading, list(found[heading].items())) for heading in headings]


def sentences(rows: Iterable[list[Any]]) -> list[str]:
    """The same in single lines."""
    lines: list[str] = []
    for _heading, kinds in grouped(rows):
        for what, entries in kinds:
            lines += [f"{what}: {entry.text}" if entry.text else what for entry in entries]
    return lines


def lost(rows: Iterable[list[Any]]) -> int:
    """How many of the rows are about what is not in the article; looks apart."""
    return sum(KINDS.get(row[0], KINDS["unknown"])[0] is LOST for row in rows if row[0] != "look")
