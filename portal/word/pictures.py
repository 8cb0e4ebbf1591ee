"""Pictures find their captions, and leave the tables that only laid them out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from portal.word.parts import Paragraph, PictureRef, Table
from portal.word.tables import pictures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.word.findings import Findings
    from portal.word.parts import Piece

MOST_OF_CAPTION, MOST_OF_CREDIT = 500, 150
_SHORT = 300
_MOST_COLUMNS_OF_LAYOUT = 4
_CREDIT = re.compile(
    r"[\s.;,(–-]*\b(?:ảnh|nguồn ảnh|nguồn|hình)\s*:\s*([^:]{2,100}?)\s*[).]*$", re.IGNORECASE
)


def with_captions(pieces: list[Piece], findings: Findings) -> list[Piece]:
    """Pieces in which captions belong to their pictures and tables are tables."""
    flat: list[Piece] = []
    for piece in pieces:
        flat += _unpacked(piece, findings) if isinstance(piece, Table) else [piece]
    found: list[Piece] = []
    for piece in flat:
        before = found[-1] if found else None
        if isinstance(piece, Paragraph) and _captions(before, piece):
            caption(before, piece.text)  # type: ignore[arg-type]
        elif isinstance(piece, Table) and isinstance(before, Paragraph) and _is_role(before):
            piece.caption = found.pop().text  # type: ignore[union-attr]
            found.append(piece)
        else:
            found.append(piece)
    return found


def _is_role(paragraph: Paragraph) -> bool:
    return paragraph.role == "caption" and len(paragraph.text) <= MOST_OF_CAPTION


def _captions(picture: Piece | None, paragraph: Paragraph) -> bool:
    if not isinstance(picture, PictureRef) or picture.caption or paragraph.place:
        return False
    if paragraph.role:
        return _is_role(paragraph)
    text = paragraph.text
    if len(text) > _SHORT:
        return False
    is_centred = paragraph.alignment == "center" and not paragraph.all_of("bold")
    return is_centred or paragraph.all_of("italic") or _CREDIT.search(text) is not None


def caption(picture: PictureRef, text: str) -> None:
    """Give a picture its caption; "Ảnh: …" at its end is who took it."""
    shown = " ".join(text.split())
    credit = _CREDIT.search(shown)
    if credit and len(credit[1]) <= MOST_OF_CREDIT:
        picture.credit = credit[1].strip()
        shown = shown[: credit.start()].rstrip(" (") + ("." if "." in credit[0][:2] else "")
    picture.caption = shown[:MOST_OF_CAPTION]


def _unpacked(table: Table, findings: Findings) -> list[Piece]:
    """A table that is a frame or a layout gives what is in it; any other its pictures only."""
    cells = [cell for row in table.rows for cell in row.cells]
    if len(cells) == 1:
        return with_captions(cells[0].pieces, findings)
    pictures = list(pictures_of(table))
    if not pictures:
        return [table]
    laid_out = _layout(table)
    if laid_out is not None:
        return laid_out
    for picture in pictures:
        findings.add("table_picture", picture.caption or picture.description or picture.name)
    return [table, *pictures]


def _layout(table: Table) -> list[Piece] | None:
    """Pictures with the texts below them, column by column; None if it is a real table."""
    found: list[Piece] = []
    width = max(len(row.cells) for row in table.rows)
    if width > _MOST_COLUMNS_OF_LAYOUT:
        return None
    for column in range(width):
        current: PictureRef | None = None
        for piece in _column(table, column):
            if isinstance(piece, PictureRef):
                current = piece
                found.append(piece)
            elif current is not None and _may_caption(current, piece):
                caption(current, _text(piece))
            else:
                return None
    return found


def _may_caption(picture: PictureRef, piece: Piece) -> bool:
    return isinstance(piece, Paragraph) and not picture.caption and len(piece.text) <= _SHORT


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Paragraph) else ""


def _column(table: Table, column: int) -> Iterator[Piece]:
    for row in table.rows:
        if column < len(row.cells):
            yield from row.cells[column].pieces
