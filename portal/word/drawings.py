"""Pictures, text boxes, charts and shapes: DrawingML (new) and VML (old)."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from portal.text import clean_pasted
from portal.word.names import DGM, WP, A, C, O, R, V, W, local, parsed, texts, value
from portal.word.parts import Paragraph, PictureRef, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.word.context import Context
    from portal.word.parts import Piece

_TEXT_BOX = f"{W}txbxContent"
_SHAPES = {"shape", "rect", "oval", "line", "roundrect", "polyline", "arc", "curve", "group"}
_DEEPEST = 12


def read_drawing(drawing: Any, context: Context) -> list[Piece]:
    """What a ``w:drawing`` brings into the text; the rest is told."""
    properties = drawing.find(f".//{WP}docPr")
    about = _about(properties)
    found: list[Piece] = []
    seen = False
    for node in _outside_boxes(drawing):
        if node.tag == f"{A}blip":
            found += _blip(node, about, context)
            seen = True
        elif node.tag == f"{C}chart":
            context.findings.add("chart", _text_of_part(node.get(f"{R}id"), context) or about)
            seen = True
        elif node.tag == f"{DGM}relIds":
            context.findings.add("diagram", _text_of_part(node.get(f"{R}dm"), context) or about)
            seen = True
        elif node.tag == f"{A}hlinkClick" and (target := context.target_of(node.get(f"{R}id"))):
            context.findings.add("link", target)
        elif node.tag == _TEXT_BOX:
            found += _text_box(node, context)
            seen = True
    if not seen:
        context.findings.add("shape", about)
    return found


def read_vml(element: Any, context: Context) -> list[Piece]:
    """What a ``w:pict`` brings into the text; the rest is told."""
    found: list[Piece] = []
    seen = has_shape = False
    for node in _outside_boxes(element):
        if node.tag == f"{V}imagedata":
            found += _image_data(node, context)
            seen = True
        elif node.tag == _TEXT_BOX:
            found += _text_box(node, context)
            seen = True
        elif node.tag == f"{V}textpath" and node.get("string"):
            context.findings.add("word_art", node.get("string"))
            seen = True
        elif node.get(f"{O}hr") in {"t", "true"}:
            found.append(Rule())
            seen = True
        has_shape = has_shape or local(node) in _SHAPES
    if has_shape and not seen:
        context.findings.add("shape")
    return found


def read_object(element: Any, context: Context) -> list[Piece]:
    """An embedded or linked object is told; its preview is no picture of the article's."""
    for node in element.iter():
        if local(node) == "OLEObject":
            relation = node.get(f"{R}id") or ""
            part = context.part_of(relation)
            where = context.target_of(relation) or (str(part.partname) if part is not None else "")
            context.findings.add("object", f"{node.get('ProgID') or ''} {where}")
            return []
        if node.tag == f"{W}control":
            context.findings.add("object", value(node, "name"))
            return []
    return read_vml(element, context)


def _outside_boxes(element: Any) -> Iterator[Any]:
    """Everything inside, text boxes as a whole; what has two forms in its first one only."""
    for child in element:
        if local(child) == "Fallback" and local(child.getparent()[0]) == "Choice":
            continue
        yield child
        if child.tag != _TEXT_BOX:
            yield from _outside_boxes(child)


def _about(properties: Any) -> str:
    if properties is None:
        return ""
    return _clean(properties.get("descr") or properties.get("title"))


def _clean(text: str | None) -> str:
    return " ".join(clean_pasted(text or "").text.split())


def _blip(blip: Any, about: str, context: Context) -> list[Piece]:
    embedded, linked = blip.get(f"{R}embed"), blip.get(f"{R}link")
    part = context.part_of(embedded) if embedded else None
    if part is None:
        address = context.target_of(linked or embedded or "")
        context.findings.add("picture_outside" if address else "picture_missing", address or about)
        return []
    crop = blip.getparent().find(f"{A}srcRect")
    is_cropped = crop is not None and any(side.strip("0") for side in crop.attrib.values())
    name = PurePosixPath(str(part.partname)).name
    return [PictureRef(part.blob, name, description=about, is_cropped=is_cropped)]


def _image_data(node: Any, context: Context) -> list[Piece]:
    relation = node.get(f"{R}id") or node.get(f"{R}pict") or node.get(f"{O}relid") or ""
    about = _clean(node.getparent().get("alt") or node.get(f"{O}title"))
    part = context.part_of(relation)
    if part is None:
        address = context.target_of(relation) or context.target_of(node.get(f"{R}href") or "")
        context.findings.add("picture_outside" if address else "picture_missing", address or about)
        return []
    return [PictureRef(part.blob, PurePosixPath(str(part.partname)).name, description=about)]


def _text_box(content: Any, context: Context) -> list[Piece]:
    if context.depth >= _DEEPEST:
        context.findings.add("unknown", texts(content))
        return []
    context.depth += 1
    fields, context.fields = context.fields, []
    try:
        pieces = context.read_blocks(content, context)
    finally:
        context.depth -= 1
        context.fields = fields
    if any(isinstance(piece, Paragraph) and piece.text for piece in pieces):
        context.findings.add("text_box", texts(content))
    return pieces


def _text_of_part(relation: str | None, context: Context) -> str:
    """The words in a chart or diagram, so that they can be written again."""
    part = context.part_of(relation or "")
    if part is None:
        return ""
    root = parsed(part.blob)
    words = [node.text for node in root.iter(f"{A}t", f"{C}v") if node.text]
    return " · ".join(words)
