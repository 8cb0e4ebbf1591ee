"""Texts and addresses from elsewhere: what could act in a reader's browser does not get in.

Rich text is not searched for what is bad but written anew from what is known to be good. What
stands in the result, ``PLAIN`` describes; no browser builds anything else from it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from wagtail.images.formats import get_image_formats

# The last two are those of an archive (layout.py).
SCHEMES = frozenset({"http", "https", "mailto", "tel", "portal-site", "portal-document"})
BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
SCHEME = re.compile(r"([^/?#:]*):")

# What the editor of rich text offers anywhere in the portal and its plugins.
EMPTY = frozenset({"br", "hr"})
BLOCKS = frozenset("blockquote h1 h2 h3 h4 h5 h6 hr li ol p ul".split())
TAGS = EMPTY | BLOCKS | frozenset("a b code del em i s strong sub sup".split())
DEEPEST = 100
NUMBER = re.compile(r"[0-9]{1,18}")
_NAMES = "|".join(sorted(TAGS))
_ATTRIBUTES = r'(?: [a-z]+="[^"<>]*")*+'
# The result: plain text, these tags as we write them, nothing else.
PLAIN = re.compile(
    rf"(?:[^<>]++|</?(?:{_NAMES})>|<(?:br|hr) ?/>|<a{_ATTRIBUTES}>|<embed{_ATTRIBUTES} ?/?>)*+"
)
# Where a browser begins a tag, a comment or something of the kind in a plain text.
MARKUP = re.compile(r"<[a-zA-Z/!?]")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
ATTRIBUTE = re.compile(
    r"""([^\s"'/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=`]+)))?"""  # name, three spellings
)
# What stands inside of these is no text.
RAW = frozenset("iframe noembed noframes noscript script style textarea title xmp".split())


def is_safe_address(url: str) -> bool:
    """Whether a browser that follows ``url`` only goes somewhere."""
    found = SCHEME.match(BLANKS.sub("", url).lower())
    return found is None or found[1] in SCHEMES


def cleaned(html: str) -> str:
    """Rich text with what is known to be harmless only, and balanced; the same when it is so."""
    if "<" not in html and ">" not in html:
        return html
    writer = _Writer()
    writer.read(html)
    if not writer.is_changed and PLAIN.fullmatch(html):
        return html
    return writer.written()


def cleaned_value(value: Any) -> Any:
    """A value of a block that nobody here can read: whatever looks like HTML is cleaned."""
    if isinstance(value, str):
        return cleaned(value) if MARKUP.search(value) else value
    if isinstance(value, dict):
        return {key: cleaned_value(child) for key, child in value.items()}
    if isinstance(value, list):
        return [cleaned_value(child) for child in value]
    return value


def _link(attrs: dict[str, str]) -> dict[str, str]:
    if attrs.get("linktype") in {"page", "document"} and NUMBER.fullmatch(attrs.get("id", "")):
        return {"linktype": attrs["linktype"], "id": attrs["id"]}
    href = attrs.get("href")
    return {"href": href} if href and "linktype" not in attrs and is_safe_address(href) else {}


def _embed(attrs: dict[str, str]) -> dict[str, str]:
    """A picture; films and whatever else can be embedded come from elsewhere."""
    formats = {known.name for known in get_image_formats()}
    is_picture = attrs.get("embedtype") == "image" and NUMBER.fullmatch(attrs.get("id", ""))
    if not (is_picture and attrs.get("format") in formats):
        return {}
    return {name: attrs[name] for name in ("embedtype", "id", "format", "alt") if name in attrs}


class _Writer:
    """Writes anew what it reads; ``is_changed`` when something was left out or closed.

    It only goes forward, so that no text, however odd, takes long.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open: list[str] = []
        self.is_changed = False

    def written(self) -> str:
        return "".join(self.parts) + "".join(f"</{tag}>" for tag in reversed(self.open))

    def read(self, html: str) -> None:
        at = 0
        while (mark := html.find("<", at)) >= 0:
            self._text(html[at:mark])
            found = TAG.match(html, mark)
            if html.startswith(("<!", "<?"), mark):  # a comment or what browsers take for one
                end = "-->" if html.startswith("<!--", mark) else ">"
                at = _after(html, end, mark + 2)
                self.is_changed = True
            elif found is None:
                self._text("<")
                at = mark + 1
            else:
                at = self._tag(html, found)
        self._text(html[at:])
        self.is_changed |= bool(self.open)

    def _tag(self, html: str, found: re.Match[str]) -> int:
        """Take in one tag; returns where to read on."""
        slash, name = found[1], found[2].lower()
        if slash:
            self._end(name)
        elif name in RAW:
            self.is_changed = True
            end = re.compile(f"</{name}[^<>]*>", re.IGNORECASE).search(html, found.end())
            return end.end() if end else len(html)
        else:
            pairs = [(a[1].lower(), a[2] or a[3] or a[4]) for a in ATTRIBUTE.finditer(found[3])]
            self._start(name, {key: unescape(value or "") for key, value in reversed(pairs)})
            self.is_changed |= len({key for key, _value in pairs}) != len(pairs)
        return found.end()

    def _start(self, tag: str, given: dict[str, str]) -> None:
        kept = KEPT[tag](given) if tag in KEPT else {}
        self.is_changed |= kept != given
        if tag == "embed" and kept:
            self.parts.append(f"<embed{_written(kept)}/>")
        elif tag in EMPTY:
            self.parts.append(f"<{tag}/>")
        elif tag in TAGS and len(self.open) < DEEPEST:
            if tag in BLOCKS and self.open[-1:] in (["p"], [tag]):  # as a browser does
                self._end(self.open[-1])
                self.is_changed = True
            self.parts.append(f"<{tag}{_written(kept)}>")
            self.open.append(tag)
        else:
            self.is_changed = True

    def _end(self, tag: str) -> None:
        if tag not in self.open:
            self.is_changed = True
            return
        while (last := self.open.pop()) != tag:
            self.parts.append(f"</{last}>")
            self.is_changed = True
        self.parts.append(f"</{tag}>")

    def _text(self, text: str) -> None:
        self.parts.append(escape(unescape(text)))


def _after(html: str, end: str, at: int) -> int:
    """Where ``end`` ends; the end of all when it is missing, as in a browser."""
    found = html.find(end, at)
    return found + len(end) if found >= 0 else len(html)


KEPT = {"a": _link, "embed": _embed}


def _written(attrs: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs.items())
