"""What a paragraph or a run looks like once its styles are taken into account."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from portal.text import fold
from portal.word.legacy import code_of_font
from portal.word.names import W, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Styles by the names of Word itself, which every language version stores in English, and by those
# that newsrooms make for themselves (without accents).
_ROLES = {
    "title": "title",
    "tieu de": "title",
    "tieu de bai": "title",
    "tit": "title",
    "subtitle": "subtitle",
    "sapo": "subtitle",
    "sa po": "subtitle",
    "dan de": "subtitle",
    "loi dan": "subtitle",
    "caption": "caption",
    "chu thich": "caption",
    "chu thich anh": "caption",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
}
_BODY_LEVEL = 9
_DEEPEST = 20
_LONGEST_NAME = 100


class Styles:
    """The styles of one document."""

    def __init__(self, root: Any) -> None:
        """Args: root: the element ``w:styles``."""
        self._by_id = {value(style, "styleId"): style for style in root.iter(f"{W}style")}
        self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        default = [s for s in root.iter(f"{W}style") if value(s, "type") == "paragraph"]
        self._normal = next((value(s, "styleId") for s in default if is_default(s)), "")
        self.of_paragraph: Callable[[str], tuple[Any, ...]] = cache(self._of_paragraph)
        self.chain: Callable[[str], tuple[Any, ...]] = cache(self._chain)

    def _chain(self, style_id: str) -> tuple[Any, ...]:
        found: list[Any] = []
        while style_id in self._by_id and len(found) < _DEEPEST:
            style = self._by_id[style_id]
            if style in found:
                break
            found.append(style)
            style_id = value(style.find(f"{W}basedOn"))
        return tuple(found)

    def _of_paragraph(self, style_id: str) -> tuple[Any, ...]:
        return self.chain(style_id if style_id in self._by_id else self._normal)

    def role(self, properties: Any) -> tuple[str, int]:
        """Of a paragraph by its ``w:pPr`` (or None): its role and, for a heading, its level."""
        style_id = value(properties.find(f"{W}pStyle")) if properties is not None else ""
        for style in self.of_paragraph(style_id):
            name = " ".join(fold(value(style.find(f"{W}name"))[:_LONGEST_NAME]).lower().split())
            if name in _ROLES:
                return _ROLES[name], 0
            if name.startswith("toc ") and name[4:].isdecimal():
                return "contents", 0
            if name.startswith("heading ") and name[8:].isdecimal():
                return "heading", number(name[8:], 1)
        level = self.property_of_paragraph(properties, "outlineLvl")
        depth = number(value(level), _BODY_LEVEL)
        return ("heading", depth + 1) if 0 <= depth < _BODY_LEVEL else ("", 0)

    def property_of_paragraph(self, properties: Any, name: str) -> Any:
        """The nearest element of this name: of the paragraph itself or of its styles."""
        if properties is None:
            style_id = ""
        else:
            own = properties.find(f"{W}{name}")
            if own is not None:
                return own
            style_id = value(properties.find(f"{W}pStyle"))
        for style in self.of_paragraph(style_id):
            found = style.find(f"{W}pPr/{W}{name}")
            if found is not None:
                return found
        return None

    def looks(self, run: Any, paragraph: Any) -> Looks:
        """Args: run: ``w:r``; paragraph: the ``w:pPr`` around it, or None."""
        own = run.find(f"{W}rPr")
        found = [own] if own is not None else []
        if own is not None:
            found += _run_parts(self.chain(value(own.find(f"{W}rStyle"))))
        style_id = value(paragraph.find(f"{W}pStyle")) if paragraph is not None else ""
        found += _run_parts(self.of_paragraph(style_id))
        if self._defaults is not None:
            found.append(self._defaults)
        return Looks(found, own)


def is_default(style: Any) -> bool:
    return value(style, "default").lower() in {"1", "true", "on"}


def _run_parts(styles: tuple[Any, ...]) -> Iterator[Any]:
    return (part for style in styles if (part := style.find(f"{W}rPr")) is not None)


class Looks:
    """The looks of one run: its own properties first, then those of its styles."""

    def __init__(self, properties: list[Any], own: Any) -> None:
        self._properties = properties
        self.own = own

    def nearest(self, name: str) -> Any:
        for properties in self._properties:
            found = properties.find(f"{W}{name}")
            if found is not None:
                return found
        return None

    def has(self, name: str) -> bool:
        return is_on(self.nearest(name))

    @property
    def size(self) -> float:
        """In points."""
        return number(value(self.nearest("sz")), 20) / 2

    @property
    def font(self) -> str:
        """For letters beyond English; an old font counts wherever Word would use it."""
        for properties in self._properties:
            fonts = properties.find(f"{W}rFonts")
            if fonts is None:
                continue
            if value(fonts, "hAnsiTheme") or value(fonts, "asciiTheme"):
                return ""
            names = [value(fonts, "hAnsi"), value(fonts, "ascii")]
            if any(names):
                return next((name for name in names if code_of_font(name)), names[0] or names[1])
        return ""
