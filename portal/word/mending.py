"""Making packages common: those that Word opens, but the library that reads them does not.

Files in the strict variant differ by the names of their vocabularies; some programs leave relations
to parts that they did not write.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any
from urllib.parse import unquote

from portal.word.names import as_bytes, parsed

_NAMES = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    b"drawingml/chart": b"http://schemas.openxmlformats.org/drawingml/2006/chart",
    b"drawingml/diagram": b"http://schemas.openxmlformats.org/drawingml/2006/diagram",
    b"drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}
_RELATIONSHIPS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z/]+)")


def _name(match: re.Match[bytes]) -> bytes:
    name = match[1]
    if name in _NAMES:
        return _NAMES[name]
    before, found, after = name.partition(b"officeDocument/relationships")
    return _RELATIONSHIPS + after if found and not before else match[0]


def is_relations(name: str) -> bool:
    return name.lower().endswith(".rels")


def dangling(name: str, root: Any, names: set[str]) -> list[Any]:
    """The relations of the part ``name`` ("word/_rels/document.xml.rels") that lead to no part."""
    folder = posixpath.dirname(posixpath.dirname(name))
    return [
        relation
        for relation in root
        if relation.get("TargetMode") != "External"
        and _place(folder, relation.get("Target") or "") not in names
    ]


def _place(folder: str, target: str) -> str:
    joined = posixpath.join("/", folder, unquote(target))
    return posixpath.normpath(joined).lstrip("/")


def as_common(package: zipfile.ZipFile) -> bytes:
    """A copy of ``package`` with the common names and without relations that lead nowhere."""
    names = set(package.namelist())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                content = _STRICT.sub(_name, content)
            if is_relations(entry.filename):
                root = parsed(content)
                for relation in dangling(entry.filename, root, names):
                    root.remove(relation)
                content = as_bytes(root)
            copy.writestr(entry.filename, content)
    return out.getvalue()
