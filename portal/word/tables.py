"""Tables: read with their merged cells, and laid out on the plain grid of the table block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.word.names import W, is_on, local, number, texts, value
from portal.word.parts import Cell, Paragraph, PictureRef, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.word.context import Context
    from portal.word.findings import Findings
    from portal.word.parts import Piece

MOST_COLUMNS = 60
_DEEPEST = 12


def read_table(element: Any, context: Context) -> list[Piece]:
    """The ``w:tbl`` as one piece; told as text where tables lie in tables without end."""
    if context.depth >= _DEEPEST:
        context.findings.add("unknown", texts(element))
        return []
    context.depth += 1
    rows = [_row(row, context) for row in _inside(element, "tr") if not _is_deleted(row, context)]
    context.depth -= 1
    return [Table([row for row in rows if row.cells])]


def _is_deleted(row: Any, context: Context) -> bool:
    if row.find(f"{W}trPr/{W}del") is None:
        return False
    context.findings.add("deleted", texts(row))
    return True


def _inside(element: Any, wanted: str) -> Iterator[Any]:
    """Rows or cells, also those inside of content controls."""
    for child in element:
        name = local(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _inside(child, wanted)


def _row(element: Any, context: Context) -> Row:
    before = number(value(element.find(f"{W}trPr/{W}gridBefore")))
    header = element.find(f"{W}trPr/{W}tblHeader")
    cells = [_cell(cell, context) for cell in _inside(element, "tc")]
    return Row(cells, is_header=is_on(header), before=min(before, MOST_COLUMNS))


def _cell(element: Any, context: Context) -> Cell:
    properties = element.find(f"{W}tcPr")
    width, merge = 1, None
    if properties is not None:
        width = max(1, min(number(value(properties.find(f"{W}gridSpan")), 1), MOST_COLUMNS))
        merge = properties.find(f"{W}vMerge")
    is_continued = merge is not None and value(merge) != "restart"
    pieces = context.read_blocks(element, context)
    return Cell(pieces, width, is_continued, is_merged_down=merge is not None and not is_continued)


def pictures_of(table: Table) -> Iterator[PictureRef]:
    for row in table.rows:
        for cell in row.cells:
            for piece in cell.pieces:
                if isinstance(piece, PictureRef):
                    yield piece
                elif isinstance(piece, Table):
                    yield from pictures_of(piece)


def paragraphs_of(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row.cells:
            for piece in cell.pieces:
                if isinstance(piece, Paragraph):
                    yield piece
                elif isinstance(piece, Table):
                    yield from paragraphs_of(piece)


def grid(table: Table, findings: Findings) -> list[list[str]]:
    """The texts of the cells as rows of one length. What the grid cannot show is told."""
    lines: list[list[str]] = []
    has_merged = False
    for row in table.rows:
        line = [""] * row.before
        for cell in row.cells:
            text = text_of(cell, findings)
            if cell.is_continued and text:
                # Word does not show what was left in a cell that the one above covers.
                findings.add("hidden", text)
                text = ""
            line += [text, *([""] * (cell.width - 1))]
            has_merged |= cell.width > 1 or cell.is_continued
        lines.append(line[:MOST_COLUMNS])
    width = max((len(line) for line in lines), default=0)
    found = [line + [""] * (width - len(line)) for line in lines]
    # Columns that only merged cells had, as in forms, hold nothing.
    kept = [at for at in range(width) if any(line[at] for line in found)] or [0]
    found = [[line[at] for at in kept] for line in found if any(line)]
    if has_merged and len(kept) > 1 and len(found) > 0:
        findings.add("merged", " | ".join(found[0]))
    return found


def text_of(cell: Cell, findings: Findings) -> str:
    """The text of a cell; its paragraphs and list items are lines."""
    lines: list[str] = []
    for piece in cell.pieces:
        if isinstance(piece, Paragraph):
            label = f"{piece.place.label} " if piece.place else ""
            lines.append(label + piece.text)
            for span in piece.spans:
                if span.link:
                    findings.add("cell_format", f"{span.text.strip()} → {span.link}")
        elif isinstance(piece, Table):
            inner = grid(piece, findings)
            inner_lines = [" | ".join(filter(None, line)) for line in inner]
            findings.add("nested", " / ".join(inner_lines))
            lines += inner_lines
    return "\n".join(filter(None, lines))
