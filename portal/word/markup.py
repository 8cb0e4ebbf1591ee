"""Pasted HTML, made harmless for the parser before it sees it: it must cost what its length costs.

The parser of the standard library goes through all the rest again at each tag that never ends.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ELEMENTS, DEEPEST = 50_000, 200
# A value holds no "<" in what Word and browsers write: the look for the end of a tag stops there.
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][^\s/<>"']*+)"""
    r"""(?P<rest>[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+)*+)>"""
)
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])([^\s"'=/]{1,60}+)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"']++)"""
)
_READ = {"style", "href", "src", "alt", "colspan", "rowspan", "start", "face"}
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class TooMuchError(ValueError):
    """More elements, or deeper in each other, than any article has."""


def plain_markup(html: str) -> str:
    """``html`` with whole tags and the attributes that are read; other "<" are text.

    Raises:
        TooMuchError: it holds more than ``MOST_ELEMENTS``, or some lie deeper than ``DEEPEST``.
    """
    found: list[str] = []
    opened: list[str] = []
    elements = 0
    for text, tag in _parts(_without_comments(html)):
        found.append(text.replace("<", "&lt;"))
        if tag is None:
            break
        name = tag["name"].lower()
        if tag["end"]:
            found.append(f"</{name}>")
            _close(opened, name)
            continue
        elements += 1
        is_empty = name in _VOID or tag["rest"].endswith("/")
        found.append(f"<{name}{_attributes(tag['rest'])}{'/' if is_empty else ''}>")
        if not is_empty:
            opened.append(name)
        if elements > MOST_ELEMENTS or len(opened) > DEEPEST:
            raise TooMuchError
    return "".join(found)


def _parts(html: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Each tag with the text before it; behind the last one the rest."""
    at = 0
    for tag in _TAG.finditer(html):
        yield html[at : tag.start()], tag
        at = tag.end()
    yield html[at:], None


def _without_comments(html: str) -> str:
    """Comments hide things from browsers; declarations ("<!DOCTYPE", "<?xml") say nothing."""
    found: list[str] = []
    at = 0
    while (start := html.find("<", at)) >= 0:
        kind = html[start + 1 : start + 4]
        if kind[:1] not in {"!", "?"}:
            found.append(html[at : start + 1])
            at = start + 1
            continue
        found.append(html[at:start])
        mark = "-->" if kind == "!--" else ">"
        end = html.find(mark, start)
        if end < 0:
            return "".join(found)  # never ended: hidden like everything behind it
        at = end + len(mark)
    return "".join([*found, html[at:]])


def _attributes(rest: str) -> str:
    values = {name.lower(): value for name, value in _ATTRIBUTE.findall(rest)}
    kept = ((name, _unquoted(value)) for name, value in values.items() if name in _READ)
    # References such as "&quot;" stay what they are.
    return "".join(f' {name}="{escape(value).replace("&amp;", "&")}"' for name, value in kept)


def _unquoted(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else value


def _close(opened: list[str], name: str) -> None:
    """As the parser does: everything within ends too. What was not open is no end."""
    if name in opened:
        while opened.pop() != name:
            pass
