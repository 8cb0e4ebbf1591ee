"""The pieces as the blocks of an article's body, in the form in which they are stored."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.word.parts import Paragraph, PictureRef, Rule, Span, Table
from portal.word.rich_text import Headings, html_of
from portal.word.tables import grid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from portal.word.findings import Findings
    from portal.word.parts import Piece
    from portal.word.shape import Shaped

    Block = tuple[str, Any]
    # Gives the key of the stored picture; None if it could not be taken.
    Store = Callable[[PictureRef], int | None]


def blocks_of(shaped: Shaped, findings: Findings, store: Store) -> list[Block]:
    """(type, raw value) of each block: text, picture, table, quotation."""
    headings = Headings.of([piece for piece in shaped.body if isinstance(piece, Paragraph)])
    pieces = [*shaped.body, *_notes(shaped.notes, headings.levels[0])]
    found: list[Block] = []
    for kind, group in groupby(pieces, key=_kind):
        members = list(group)
        if kind == "text":
            found.append(("text", _text(members, headings, findings)))
        else:
            for piece in members:
                found += _block(piece, findings, store)
    return found


def _kind(piece: Piece) -> str:
    if isinstance(piece, Rule):
        return "text"
    if isinstance(piece, Paragraph):
        return "quote" if piece.role == "quote" and not piece.place else "text"
    return "other"


def _text(pieces: Sequence[Piece], headings: Headings, findings: Findings) -> str:
    found = ""
    for is_rule, group in groupby(pieces, key=lambda piece: isinstance(piece, Rule)):
        if is_rule:
            found += "<hr/>"
        else:
            paragraphs = [piece for piece in group if isinstance(piece, Paragraph)]
            found += html_of(paragraphs, headings, findings)
    return found


def _block(piece: Piece, findings: Findings, store: Store) -> list[Block]:
    if isinstance(piece, Paragraph):
        for span in piece.spans:
            if span.link:
                findings.add("link", f"{span.text.strip()} → {span.link}")
        return [("quote", {"text": piece.text, "attribution": ""})]
    if isinstance(piece, PictureRef):
        key = store(piece)
        if key is None:
            return []
        value = {"image": key, "caption": piece.caption, "credit": piece.credit}
        return [("picture", value)]
    return [("table", table_value(piece, findings))] if isinstance(piece, Table) else []


def table_value(table: Table, findings: Findings) -> dict[str, Any]:
    """What the table block stores (Wagtail's own shape)."""
    has_header = bool(table.rows) and (table.rows[0].is_header or _is_bold(table))
    return {
        "cell": [],
        "data": grid(table, findings) or [[""]],
        "mergeCells": [],
        "table_caption": table.caption,
        "first_col_is_header": False,
        "first_row_is_table_header": has_header,
        "table_header_choice": "row" if has_header else "neither",
    }


def _is_bold(table: Table) -> bool:
    """Few mark the first row as a header; many write it in bold letters."""
    first, *others = table.rows
    return bool(others) and _bold(first) and not all(_bold(row) for row in others)


def _bold(row: Any) -> bool:
    paragraphs = [p for cell in row.cells for p in cell.pieces if isinstance(p, Paragraph)]
    return bool(paragraphs) and all(paragraph.all_of("bold") for paragraph in paragraphs)


def _notes(notes: Sequence[Sequence[Piece]], level: int) -> list[Piece]:
    """Footnotes and endnotes at the end, each with the mark that stands in the text."""
    found: list[Piece] = []
    for number, pieces in enumerate(notes, start=1):
        paragraphs = [piece for piece in pieces if isinstance(piece, Paragraph)]
        for at, paragraph in enumerate(paragraphs):
            label = f"[{number}] " if at == 0 else ""
            if paragraph.place:
                label += f"{paragraph.place.label} "
            paragraph.spans[0].text = paragraph.spans[0].text.lstrip()
            paragraph.spans.insert(0, Span(label))
            paragraph.role, paragraph.place = "", None
        found += pieces
    if found:
        found.insert(0, Paragraph([Span(_("Footnotes"))], role="heading", level=level))
    return found
