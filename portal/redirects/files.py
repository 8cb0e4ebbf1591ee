"""Reading files of old addresses, whatever program wrote them."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.text import fold, nfc

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
_SEPARATORS = ",;\t"
# First cells of a heading, without accents.
_HEADINGS = {"dia chi cu", "old address", "old", "from", "tu", "duong dan cu", "old path"}


class Row(NamedTuple):
    """One line as it stands in the file; ``line`` counts from 1."""

    line: int
    old: str
    new: str
    legacy: str


def text_of(data: bytes) -> str:
    """What the file says: UTF-8 with or without its mark, or the UTF-16 of Excel.

    Raises:
        ValidationError: DC-12 it is too big, or no text.
    """
    if len(data) > MOST_BYTES:
        raise refuse("DC-12", _("The file is larger than 10 MB; divide it."))
    coding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeError:
        text = "\x00"
    if "\x00" in text:
        message = _("The file is no text in UTF-8; save it from Excel as “CSV UTF-8”.")
        raise refuse("DC-12", message)
    return nfc(text)


def rows_of(text: str) -> list[Row]:
    """The rows of a file: old address, new address, number in the old system (may be missing).

    Commas, semicolons and tabs divide, as the first lines say. Empty lines and a heading are left
    out.

    Raises:
        ValidationError: DC-12 there are too many rows, or none.
    """
    lines = io.StringIO(text, newline="")
    found: list[Row] = []
    reader = csv.reader(lines, delimiter=_separator(text))
    try:
        for cells in reader:
            row = _row(reader.line_num, cells)
            if row and not (not found and _is_heading(row)):
                found.append(row)
            if len(found) > MOST_ROWS:
                raise refuse("DC-12", _("The file has more than 50,000 rows; divide it."))
    except csv.Error:
        message = _("Line %(line)d cannot be read; look for a quotation mark without its pair.")
        raise refuse("DC-12", message % {"line": reader.line_num}) from None
    if not found:
        raise refuse("DC-12", _("The file holds no rows."))
    return found


def _separator(text: str) -> str:
    first = text.lstrip()[:5].lower()
    if first.startswith("sep=") and first[4:5] in _SEPARATORS:
        return first[4]
    head = text.lstrip().split("\n", 1)[0]
    return max(_SEPARATORS, key=head.count)


def _row(line: int, cells: list[str]) -> Row | None:
    values = [*(cell.strip() for cell in cells), "", "", ""]
    if not any(values) or values[0].lower().startswith("sep="):
        return None
    return Row(line, *values[:3])


def _is_heading(row: Row) -> bool:
    return " ".join(fold(row.old).lower().replace("_", " ").split()) in _HEADINGS
