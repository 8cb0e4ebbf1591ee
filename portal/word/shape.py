"""Which of the pieces is the title, which the lead, who wrote it; the rest is the body."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from portal.word import letterhead
from portal.word.parts import Paragraph, PictureRef, Table
from portal.word.pictures import with_captions
from portal.word.tables import paragraphs_of

if TYPE_CHECKING:
    from portal.word.findings import Findings
    from portal.word.parts import Piece
    from portal.word.reader import ReadFile

MOST_OF_TITLE, MOST_OF_LEAD = 255, 1000
# How far into the file a letterhead, and then a title, is looked for.
_HEAD, _TITLE_WITHIN = 16, 6
_SHORT, _LEAST_OF_LEAD, _MOST_TITLE_LINES = 80, 30, 4


@dataclass
class Shaped:
    """``event_hint`` is the line with place and date, if the file had one."""

    title: str = ""
    lead: str = ""
    author: str = ""
    source: str = ""
    event_hint: str = ""
    main_picture: PictureRef | None = None
    body: list[Piece] = field(default_factory=list)
    notes: list[list[Piece]] = field(default_factory=list)

    @property
    def pictures(self) -> list[PictureRef]:
        """All of them, in order."""
        everything = [self.main_picture, *self.body, *chain.from_iterable(self.notes)]
        return [piece for piece in everything if isinstance(piece, PictureRef)]


def shape(file: ReadFile, findings: Findings, *, name: str) -> Shaped:
    """Args: name: the file's own name without extension, for a text without a title."""
    shaped = Shaped(notes=file.notes)
    rest = _without_letterhead(list(file.pieces), shaped, findings)
    rest = with_captions(rest, findings)
    rest = _take_title(rest, shaped, findings)
    if not shaped.title:
        shaped.title = name[:MOST_OF_TITLE]
        findings.add("file_name_title", name)
    rest = _without_dates(rest, shaped, findings)
    rest = _take_signature(rest, shaped, findings)
    rest = _take_lead(rest, shaped, findings)
    shaped.body = _take_main_picture(rest, shaped, findings)
    return shaped


def _without_letterhead(pieces: list[Piece], shaped: Shaped, findings: Findings) -> list[Piece]:
    """What stands above and beside a line that only official papers have."""
    sure = [at for at, piece in enumerate(pieces[:_HEAD]) if _is_sure(piece)]
    if not sure:
        return pieces
    end = _end_of_letterhead([_text(piece) for piece in pieces[: 2 * _HEAD]], sure[-1] + 1)
    for piece in pieces[:end]:
        text = _text(piece)
        if text:
            findings.add("letterhead", text)
        hint = letterhead.place_and_date_in(text)
        if hint and letterhead.has_day(hint):
            findings.add("event", hint)
            shaped.event_hint = shaped.event_hint or hint
    kept = [piece for piece in pieces[:end] if isinstance(piece, PictureRef)]
    return kept + pieces[end:]


def _text(piece: Piece) -> str:
    if isinstance(piece, Table):
        return "\n".join(paragraph.text for paragraph in paragraphs_of(piece))
    return piece.text if isinstance(piece, Paragraph) else ""


def _is_sure(piece: Piece) -> bool:
    if isinstance(piece, Table):
        # A table with a text of its own is none, even if it quotes the line.
        lines = [paragraph.text for paragraph in paragraphs_of(piece)]
        return len(lines) <= _HEAD and any(letterhead.is_sure(line) for line in lines)
    return isinstance(piece, Paragraph) and letterhead.is_sure(piece.text)


def _end_of_letterhead(lines: list[str], end: int) -> int:
    """Who writes is named before a number or a date; else that line is a title."""
    at = end
    while at < len(lines) and (letterhead.is_beside(lines[at]) or letterhead.is_body(lines[at])):
        at += 1
        if letterhead.is_beside(lines[at - 1]):
            end = at
    return end


def _take_title(pieces: list[Piece], shaped: Shaped, findings: Findings) -> list[Piece]:
    at = _place_of_title(pieces)
    if at is None:
        return pieces
    first = pieces[at]
    lines = [first]
    while len(lines) < _MOST_TITLE_LINES and _goes_on(first, lines, pieces, at + len(lines)):
        lines.append(pieces[at + len(lines)])
    text = " ".join(" ".join(_text(line).split()) for line in lines)
    if len(text) > MOST_OF_TITLE:
        findings.add("long_title", text)
        text = f"{text[: MOST_OF_TITLE - 1].rsplit(' ', 1)[0]}…"
    shaped.title = text
    _tell_links(lines, findings)
    return pieces[:at] + pieces[at + len(lines) :]


def _place_of_title(pieces: list[Piece]) -> int | None:
    head = [(at, p) for at, p in enumerate(pieces[:_HEAD]) if isinstance(p, Paragraph)]
    for at, paragraph in head:
        if paragraph.role == "title":
            return at
    if head and head[0][1].role == "heading":
        return head[0][0]
    usual = _usual_size(pieces)
    for at, paragraph in head[:_TITLE_WITHIN]:
        text = paragraph.text
        if letterhead.is_place_and_date(text):
            continue
        if len(text) <= MOST_OF_TITLE and _stands_out(paragraph, usual):
            return at
        if len(text) > _SHORT or text.endswith("."):
            break
    if head and len(head[0][1].text) <= 2 * _SHORT and not head[0][1].text.endswith((".", ":")):
        return head[0][0] if not head[0][1].place else None
    return None


def _usual_size(pieces: list[Piece]) -> float:
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if isinstance(piece, Paragraph):
            sizes[piece.size] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _stands_out(paragraph: Paragraph, usual: float) -> bool:
    if paragraph.place or paragraph.role in {"caption", "quote", "subtitle"}:
        return False
    is_large = paragraph.size > usual
    is_centred = paragraph.alignment == "center"
    return paragraph.all_of("bold") or is_large or is_centred


def _goes_on(first: Piece, lines: list[Piece], pieces: list[Piece], at: int) -> bool:
    """Whether the title has another line: it looks just like the first one."""
    following = pieces[at] if at < len(pieces) else None
    if not isinstance(first, Paragraph) or not isinstance(following, Paragraph):
        return False
    if sum(len(_text(line)) for line in lines) + len(following.text) > MOST_OF_TITLE:
        return False
    if first.role == "title":
        return following.role == "title"
    is_alike = (first.role, first.size, first.alignment) == (
        following.role,
        following.size,
        following.alignment,
    )
    is_title = first.alignment == "center" and first.all_of("bold") and not first.role
    return is_alike and is_title and following.all_of("bold") and not following.place


def _without_dates(pieces: list[Piece], shaped: Shaped, findings: Findings) -> list[Piece]:
    """Lines of place and date around the title are hints, no text."""
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        text = _text(piece) if isinstance(piece, Paragraph) else ""
        near = at < _TITLE_WITHIN or at >= len(pieces) - _TITLE_WITHIN
        if near and letterhead.is_place_and_date(text) and letterhead.has_day(text):
            findings.add("event", text)
            shaped.event_hint = shaped.event_hint or " ".join(text.split())
        else:
            found.append(piece)
    return found


def _take_signature(pieces: list[Piece], shaped: Shaped, findings: Findings) -> list[Piece]:
    """At most two lines at the end: who wrote it, where it is from."""
    for _line in range(2):
        last = pieces[-1] if pieces else None
        if len(pieces) < 2 or not isinstance(last, Paragraph) or last.role or last.place:
            break
        is_aside = last.alignment in {"right", "end"}
        found = letterhead.signature(
            last.text, stands_out=is_aside or last.all_of("bold") or last.all_of("italic")
        )
        if found is None or (found.author and shaped.author) or (found.source and shaped.source):
            break
        shaped.author = shaped.author or found.author
        shaped.source = shaped.source or found.source
        findings.add("author", last.text)
        pieces = pieces[:-1]
    return pieces


def _take_lead(pieces: list[Piece], shaped: Shaped, findings: Findings) -> list[Piece]:
    texts = [at for at, piece in enumerate(pieces) if isinstance(piece, Paragraph)]
    first = pieces[texts[0]] if texts else None
    if not isinstance(first, Paragraph):
        findings.add("no_lead")
        return pieces
    text = " ".join(first.text.split())
    is_marked = first.role == "subtitle" or (
        len(text) >= _LEAST_OF_LEAD and (first.all_of("bold") or first.all_of("italic"))
    )
    is_plain = first.role in {"", "subtitle"} and not first.place
    is_plain = is_plain and not letterhead.is_place_and_date(text)
    if len(text) > MOST_OF_LEAD or not is_plain or not (is_marked or len(pieces) > 1):
        findings.add("no_lead")
        return pieces
    if not is_marked:
        findings.add("lead", text)
    shaped.lead = text
    _tell_links([first], findings)
    return pieces[: texts[0]] + pieces[texts[0] + 1 :]


def _take_main_picture(pieces: list[Piece], shaped: Shaped, findings: Findings) -> list[Piece]:
    """A picture above all text stands above the body anyway."""
    if pieces and isinstance(pieces[0], PictureRef):
        shaped.main_picture = pieces[0]
        return pieces[1:]
    if any(isinstance(piece, PictureRef) for piece in pieces):
        findings.add("main_picture")
    return pieces


def _tell_links(pieces: list[Piece], findings: Findings) -> None:
    for piece in pieces:
        if isinstance(piece, Paragraph):
            for span in piece.spans:
                if span.link:
                    findings.add("link", f"{span.text.strip()} → {span.link}")
