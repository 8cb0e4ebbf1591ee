"""What a Word file is read into, before it becomes an article."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Span:
    """A stretch of text that looks the same; a line break is a newline in ``text``."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    font: str = ""


@dataclass(frozen=True)
class ListPlace:
    """Where a list item stands. ``label`` is what Word shows before it ("b)", "2.1.", "•")."""

    list_id: str
    depth: int
    is_ordered: bool
    is_decimal: bool
    number: int
    label: str


@dataclass
class PictureRef:
    """A picture of the file; ``content`` is its bytes as they stand there."""

    content: bytes
    name: str
    description: str = ""
    caption: str = ""
    credit: str = ""
    is_cropped: bool = False


@dataclass
class Paragraph:
    spans: list[Span] = field(default_factory=list)
    # "title", "subtitle", "heading", "caption", "quote", "contents" or "".
    role: str = ""
    level: int = 0
    place: ListPlace | None = None
    alignment: str = ""
    size: float = 0.0

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans).strip()

    def all_of(self, quality: str) -> bool:
        """Whether every visible letter is "bold" or "italic"."""
        seen = [span for span in self.spans if span.text.strip()]
        return bool(seen) and all(getattr(span, quality) for span in seen)


@dataclass
class Cell:
    pieces: list[Piece]
    width: int = 1
    # Whether it goes on from the cell above.
    is_continued: bool = False
    is_merged_down: bool = False


@dataclass
class Row:
    cells: list[Cell]
    is_header: bool = False
    # Columns of the grid that the row leaves free before its first cell.
    before: int = 0


@dataclass
class Table:
    rows: list[Row]
    caption: str = ""


@dataclass(frozen=True)
class Rule:
    """A horizontal line."""


Piece = Paragraph | PictureRef | Table | Rule
