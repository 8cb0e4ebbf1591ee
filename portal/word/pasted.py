"""What Word and spreadsheets put on the clipboard (HTML) as the same pieces as a file.

The editor of rich text has no tables; text pasted with one becomes blocks of its own. Word writes
its lists as paragraphs with "mso-list" in their style.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from portal.word.fields import is_kept
from portal.word.markup import TooMuchError, plain_markup
from portal.word.names import number
from portal.word.parts import Cell, ListPlace, Paragraph, Row, Rule, Span, Table

if TYPE_CHECKING:
    from portal.word.findings import Findings
    from portal.word.parts import Piece

_NO_TEXT = {"style", "script", "title", "meta", "link", "xml", "template", "object", "iframe"}
_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt"}
_MSO_LIST = re.compile(r"mso-list:\s*(l\d+)\s+level(\d{1,2})", re.IGNORECASE)
_FONT = re.compile(r"font-family:\s*[\"']?([^\"';,]+)", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight:\s*(bold|normal|\d{1,4})", re.IGNORECASE)
_MOST_COLUMNS, _DEEPEST = 60, 60
# Of all that reach down together: few elements may ask for millions.
_MOST_CONTINUED = 50_000


def read_html(html: str, findings: Findings) -> list[Piece]:
    """The pieces of a clipboard's HTML; pictures lie on the person's disk and are told.

    Raises:
        TooMuchError: far more elements than an article has.
    """
    soup = BeautifulSoup(plain_markup(html), "html.parser")
    reader = _Reader(findings)
    reader.walk(soup.body or soup, Span(""))
    return reader.finished()


class _Reader:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.pieces: list[Piece] = []
        self.current = Paragraph()
        self.lists: list[str] = []
        self.counts: list[int] = []
        self.depth = 0

    def finished(self) -> list[Piece]:
        self._close()
        return self.pieces

    def walk(self, parent: Any, style: Span) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self._text(parent.get_text(" "), style)
        else:
            for node in parent.children:
                if isinstance(node, PreformattedString):
                    continue  # comments, with which Word hides things from browsers
                if isinstance(node, NavigableString):
                    self._text(str(node), style)
                elif isinstance(node, Tag) and not _is_left_out(node):
                    self._tag(node, style)
        self.depth -= 1

    def _text(self, text: str, style: Span) -> None:
        shown = re.sub(r"[ \t\r\n]+", " ", text)
        if shown.strip() or self.current.spans:
            self.current.spans.append(replace(style, text=shown))

    def _tag(self, tag: Tag, style: Span) -> None:
        name = tag.name
        if name == "br":
            if self.current.spans:
                self.current.spans.append(replace(style, text="\n"))
        elif name == "hr":
            self._close()
            self.pieces.append(Rule())
        elif name == "img":
            self.findings.add("picture_outside", str(tag.get("alt") or tag.get("src") or "")[:300])
        elif name == "table":
            self._close()
            self.pieces.append(self._table(tag))
        elif name in {"ul", "ol"}:
            self._list(tag, style)
        elif name in _BLOCKS:
            self._block(tag, style)
        else:
            self.walk(tag, _styled(tag, style, self.findings))

    def _block(self, tag: Tag, style: Span) -> None:
        self._close()
        if re.fullmatch("h[1-6]", tag.name):
            self.current.role, self.current.level = "heading", int(tag.name[1])
        elif tag.name == "li":
            self.current.place = self._place_of_item()
        elif mark := _MSO_LIST.search(str(tag.get("style") or "")):
            self.current.place = self._place_of_mark(mark, tag)
        self.walk(tag, _styled(tag, style, self.findings))
        self._close()

    def _close(self) -> None:
        if self.current.text:
            self.pieces.append(self.current)
        self.current = Paragraph()

    def _list(self, tag: Tag, style: Span) -> None:
        self._close()
        self.lists.append(tag.name)
        self.counts.append(number(str(tag.get("start") or "1"), 1) - 1)
        self.walk(tag, style)
        self._close()
        self.lists.pop()
        self.counts.pop()

    def _place_of_item(self) -> ListPlace | None:
        if not self.lists:
            return None
        self.counts[-1] += 1
        is_ordered = self.lists[-1] == "ol"
        label = f"{self.counts[-1]}." if is_ordered else "–"
        depth = len(self.lists) - 1
        return ListPlace("html", depth, is_ordered, is_ordered, self.counts[-1], label)

    def _place_of_mark(self, mark: re.Match[str], tag: Tag) -> ListPlace:
        """Word writes the number as text with "mso-list:Ignore"; it tells the kind of list."""
        label = ""
        for node in tag.find_all(style=re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)):
            label = node.get_text("").strip("\u00a0 \n\t")
            node.extract()
        found = re.fullmatch(r"(\d{1,9})[.)]?", label)
        is_ordered = bool(found) or bool(re.fullmatch(r"\(?[\w.]{1,8}[.)]", label))
        count = int(found[1]) if found else 0
        return ListPlace(mark[1], int(mark[2]) - 1, is_ordered, bool(found), count, label or "–")

    def _table(self, tag: Tag) -> Table:
        rows = [
            row
            for row in tag.find_all("tr")
            if row.find_parent("table") is tag and not _is_left_out(row)
        ]
        table = Table(_spread([self._cells(row) for row in rows]))
        for row, given in zip(rows, table.rows, strict=True):
            given.is_header = row.find("th") is not None or row.find_parent("thead") is not None
        if tag.caption:
            table.caption = " ".join(tag.caption.get_text(" ").split())[:500]
        return table

    def _cells(self, row: Tag) -> list[tuple[Cell, int]]:
        found: list[tuple[Cell, int]] = []
        for tag in row.find_all(["td", "th"], recursive=False):
            inner = _Reader(self.findings)
            inner.depth = self.depth + 3
            inner.walk(tag, _styled(tag, Span(""), self.findings))
            width = min(max(number(str(tag.get("colspan") or "1"), 1), 1), _MOST_COLUMNS)
            height = min(max(number(str(tag.get("rowspan") or "1"), 1), 1), 1000)
            found.append((Cell(inner.finished(), width), height))
        return found


def _spread(rows: list[list[tuple[Cell, int]]]) -> list[Row]:
    """Rows in which a cell that reaches down has its continuations, as in a file."""
    found: list[Row] = []
    continued = 0
    reaching: dict[int, tuple[int, int]] = {}  # column -> (rows left, width)
    for cells in rows:
        row = Row([])
        waiting = iter(cells)
        column = 0
        while True:
            if column in reaching:
                left, width = reaching.pop(column)
                row.cells.append(Cell([], width, is_continued=True))
                continued += 1
                if continued > _MOST_CONTINUED:
                    raise TooMuchError
                if left > 1:
                    reaching[column] = (left - 1, width)
                column += width
                continue
            cell, height = next(waiting, (None, 1))
            if cell is None:
                break
            row.cells.append(cell)
            if height > 1:
                cell.is_merged_down = True
                reaching[column] = (height - 1, cell.width)
            column += cell.width
        found.append(row)
    return found


def _is_left_out(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    # "o:p" and its like hold nothing that is seen.
    return tag.name in _NO_TEXT or "display:none" in style or "mso-hide:all" in style


def _styled(tag: Tag, style: Span, findings: Findings) -> Span:
    css = str(tag.get("style") or "")
    bold = style.bold or tag.name in {"b", "strong", "th"}
    if weight := _WEIGHT.search(css):
        bold = weight[1].lower() == "bold" or (weight[1].isdecimal() and int(weight[1]) >= 600)
    italic = style.italic or tag.name in {"i", "em"} or "font-style:italic" in css.replace(" ", "")
    font = _FONT.search(css)
    face = font[1].strip() if font else str(tag.get("face") or style.font)
    return Span("", bold, italic, _link(tag, style, findings), face)


def _link(tag: Tag, style: Span, findings: Findings) -> str:
    target = str(tag.get("href") or "").strip() if tag.name == "a" else ""
    if not target:
        return style.link
    if is_kept(target):
        return target
    findings.add("anchor" if target.startswith("#") else "link", f"{tag.get_text()} → {target}")
    return style.link
