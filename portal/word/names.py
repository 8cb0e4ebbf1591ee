"""Names of elements and attributes in the vocabularies of Word files (ECMA-376 part 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741

_OFF = {"0", "false", "off", "none"}


def local(element: Any) -> str:
    """The name without its vocabulary; "" for comments and the like."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def value(element: Any, name: str = "val") -> str:
    """An attribute of Word's own vocabulary; "" when the element or the attribute is missing."""
    return str(element.get(f"{W}{name}") or "") if element is not None else ""


def is_on(element: Any) -> bool:
    """Whether a switch such as ``w:b`` is there and on."""
    return element is not None and value(element).lower() not in _OFF


def number(text: str, otherwise: int = 0) -> int:
    """A whole number of at most nine digits; anything else is ``otherwise``."""
    return int(text) if len(text) < 10 and text.removeprefix("-").isdecimal() else otherwise


def parsed(content: bytes) -> Any:
    """The root of a part; nothing is fetched and no entity replaced."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(content, parser)


def as_bytes(root: Any) -> bytes:
    """A part as it is stored."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content


def texts(element: Any) -> str:
    """All text inside, deleted and hidden too; paragraphs and breaks divide words."""
    return "".join(_texts(element)).strip()


def _texts(element: Any) -> Iterator[str]:
    for node in element.iter():
        if node.tag in {f"{W}t", f"{W}delText", f"{M}t", f"{A}t"}:
            yield node.text or ""
        elif node.tag in {f"{W}p", f"{W}br", f"{W}tab", f"{W}cr", f"{W}tc"}:
            yield " "
