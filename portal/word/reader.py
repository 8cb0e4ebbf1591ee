"""From a document to pieces: paragraphs, tables and pictures in their order, and the notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.word.context import Context
from portal.word.inline import Inline
from portal.word.names import MC, R, W, local, parsed, texts, value
from portal.word.numbering import Numbering
from portal.word.parts import Paragraph, Piece
from portal.word.styles import Styles
from portal.word.tables import read_table

if TYPE_CHECKING:
    from docx.document import Document

    from portal.word.findings import Findings

_AROUND = {"ins", "moveTo", "customXml", "smartTag", "sdtContent"}
_SAYS_NOTHING = {
    *"sectPr bookmarkStart bookmarkEnd proofErr permStart permEnd commentRangeStart".split(),
    *"commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart".split(),
    *"moveToRangeEnd sdtPr sdtEndPr tcPr Ignorable customXmlPr".split(),
}


@dataclass
class ReadFile:
    """``notes`` are footnotes and endnotes in the order of their marks [1], [2] …"""

    pieces: list[Piece]
    notes: list[list[Piece]] = field(default_factory=list)


def read(document: Document, findings: Findings) -> ReadFile:
    """Everything of the document's body; what is beside it goes to ``findings``."""
    part = document.part
    styles = Styles(part._styles_part.element)  # noqa: SLF001  # the only way to it
    numbering = Numbering(_root(_related(part, "numbering")), styles)
    context = Context(part, styles, numbering, findings, read_blocks)
    pieces = read_blocks(document.element.body, context)
    notes = _read_notes(part, context)
    _tell_surroundings(part, findings)
    return ReadFile(pieces, notes)


def read_blocks(element: Any, context: Context) -> list[Piece]:
    """The pieces of a body, a cell, a text box or a note."""
    found: list[Piece] = []
    waiting: list[Any] = []
    for child in element:
        name = local(child)
        if name == "p":
            waiting.append(child)
            # A deleted end of a paragraph joins it with the next one.
            if child.find(f"{W}pPr/{W}rPr/{W}del") is None:
                found += _paragraph(waiting, context)
                waiting = []
        elif name == "tbl":
            found += read_table(child, context)
        elif name == "sdt":
            found += _control(child, context)
        elif name in _AROUND:
            found += read_blocks(child, context)
        elif name == "AlternateContent":
            choice = child.find(f"{MC}Choice")
            found += read_blocks(child[0] if choice is None else choice, context)
        else:
            _tell_block(child, name, context)
    return found + (_paragraph(waiting, context) if waiting else [])


def _tell_block(element: Any, name: str, context: Context) -> None:
    if name in {"del", "moveFrom"}:
        if name == "del" and (text := texts(element)):
            context.findings.add("deleted", text)
    elif name == "altChunk":
        relation = element.get(f"{R}id") or ""
        part = context.part_of(relation)
        name = context.target_of(relation) if part is None else str(part.partname)
        context.findings.add("chunk", name)
    elif name and name not in _SAYS_NOTHING:
        context.findings.add("unknown", f"{name}: {texts(element)}")


def _control(element: Any, context: Context) -> list[Piece]:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    content = element.find(f"{W}sdtContent")
    if content is None:
        return []
    if value(gallery) == "Table of Contents":
        context.findings.add("contents", texts(content))
        return []
    return read_blocks(content, context)


def _paragraph(elements: list[Any], context: Context) -> list[Piece]:
    """One paragraph, of several ``w:p`` whose ends were deleted between them."""
    properties = elements[-1].find(f"{W}pPr")
    inline = Inline(context, properties)
    for element in elements:
        inline.walk(element)
    role, level = context.styles.role(properties)
    paragraph = Paragraph(inline.spans, role, level, size=inline.size)
    jc = context.styles.property_of_paragraph(properties, "jc")
    paragraph.alignment = value(jc)
    if not paragraph.text:
        return [*inline.before, *inline.after]
    if role == "contents":
        context.findings.add("contents", paragraph.text)
        return [*inline.before, *inline.after]
    paragraph.place = context.numbering.place_of(properties)
    return [*inline.before, paragraph, *inline.after]


def _read_notes(part: Any, context: Context) -> list[list[Piece]]:
    bodies: dict[str, dict[str, Any]] = {}
    parts: dict[str, Any] = {}
    for kind in ("footnote", "endnote"):
        parts[kind] = _related(part, f"{kind}s")
        root = _root(parts[kind])
        found = root.iter(f"{W}{kind}") if root is not None else ()
        bodies[kind] = {value(note, "id"): note for note in found}
    notes: list[list[Piece]] = []
    # A note may hold the mark of another one, so the list may grow.
    while len(notes) < len(context.notes):
        kind, key = context.notes[len(notes)]
        body = bodies[kind].get(key)
        context.part, context.fields = parts[kind], []
        notes.append([] if body is None else read_blocks(body, context))
        if not notes[-1]:
            context.findings.add("note_missing", f"[{len(notes)}]")
    return notes


def _tell_surroundings(part: Any, findings: Findings) -> None:
    for relation in part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if relation.is_external:
            _tell_outside(kind, relation.target_ref, findings)
        elif kind in {"header", "footer"}:
            _tell_margin(kind, _root(relation.target_part), findings)
        elif kind == "comments":
            for comment in _root(relation.target_part).iter(f"{W}comment"):
                findings.add("comment", f"{value(comment, 'author')}: {texts(comment)}")
        elif kind == "settings":
            for outside in relation.target_part.rels.values():
                if outside.is_external:
                    _tell_outside("attachedTemplate", outside.target_ref, findings)


def _tell_outside(kind: str, address: str, findings: Findings) -> None:
    """What Word would fetch. Links, pictures and objects are told where they stand."""
    if kind not in {"hyperlink", "image", "oleObject"}:
        findings.add("template" if kind == "attachedTemplate" else "outside", address)


def _tell_margin(kind: str, root: Any, findings: Findings) -> None:
    text = texts(root)
    words = [node.get("string") for node in root.iter() if local(node) == "textpath"]
    pictures = any(local(node) in {"blip", "imagedata"} for node in root.iter())
    # The number of the page alone is no loss.
    if any(char.isalpha() for char in text):
        findings.add(kind, text)
    elif pictures and not words:
        findings.add(kind)
    for word in filter(None, words):
        findings.add("word_art", word)


def _related(part: Any, kind: str) -> Any:
    for relation in part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] == kind and not relation.is_external:
            return relation.target_part
    return None


def _root(part: Any) -> Any:
    """The parsed part; None for none."""
    if part is None:
        return None
    element = getattr(part, "element", None)
    if element is not None:
        return element
    return parsed(part.blob)
