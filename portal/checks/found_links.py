"""The links in stored content, read from the raw JSON: no page objects, nothing rendered.

Wagtail's index of references does not serve here: bulk loads switch it off, and it knows neither
the texts of links nor addresses that were typed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.models import Page

from portal.media.models import PortalDocument, PortalImage
from portal.pages.plugin_blocks import PluginBlock
from portal.plugins import faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

LONGEST_ADDRESS = 500
LONGEST_TEXT = 200
# A page with more broken links than this needs no longer list.
MOST = 500

_TAG = re.compile(r"<(a|embed)\s([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_MODELS: dict[str, type[Model]] = {"page": Page, "document": PortalDocument, "image": PortalImage}
# Fields that say what a chosen thing or an address is called, by preference.
_NAMES = ("text", "title", "caption")


@dataclass(frozen=True)
class Link:
    """A link as it is stored: to an object (``model``, key) or (without model) to an address."""

    model: type[Model] | None
    target: str
    text: str = ""


def in_html(html: str) -> Iterator[Link]:
    """Links, files and pictures in rich text as Wagtail stores it."""
    for tag in _TAG.finditer(html):
        values = {n.lower(): unescape(a or b) for n, a, b in _ATTRIBUTE.findall(tag[2])}
        kind = values.get("linktype") or values.get("embedtype")
        text = _text_after(html, tag.end()) if tag[1].lower() == "a" else values.get("alt", "")
        if kind in _MODELS and (key := _key(values.get("id"))):
            yield Link(_MODELS[kind], key, text)
        elif not kind and (address := values.get("href", "").strip()):
            yield Link(None, address[:LONGEST_ADDRESS], text)


def _text_after(html: str, end: int) -> str:
    # A bounded look: text that is never closed must not cost more with each link.
    inner = re.split(r"</a", html[end : end + 600], maxsplit=1, flags=re.IGNORECASE)[0]
    return _short(unescape(strip_tags(inner)))


def _short(text: Any) -> str:
    words = " ".join(str(text or "").split())
    return words if len(words) <= LONGEST_TEXT else f"{words[: LONGEST_TEXT - 1]}…"


def _key(value: Any) -> str:
    """A key as text; empty for what is none."""
    text = str(value or "")
    return text if text.isascii() and text.isdecimal() and len(text) < 19 else ""


class Reader:
    """Walks raw stream content along its block definitions.

    Args:
        is_shown: whether the blocks of a plugin are shown where the content stands.
    """

    def __init__(self) -> None:
        self.is_shown: Callable[[str], bool] = lambda _slug: True
        self._children: dict[int, tuple[Any, dict[str, Any]]] = {}

    def in_json(self, block: Any, text: str | None) -> list[Link]:
        """Links of a whole stream as the database holds it; what is unreadable holds none."""
        try:
            items = json.loads(text or "[]")
        except ValueError:
            return []
        return list(self.walk(block, items, ""))

    def walk(self, block: Any, value: Any, name: str) -> Iterator[Link]:
        """Links of one block's raw value; ``name`` is what the thing around it is called."""
        if value is None or value == "":
            return
        if isinstance(block, PluginBlock):
            yield from self._of_plugin(block, value, name)
        else:
            yield from self._of_block(block, value, name)

    def _of_plugin(self, block: PluginBlock, value: Any, name: str) -> list[Link]:
        if not self.is_shown(block.plugin):
            return []
        try:
            return list(self._of_block(block, value, name))
        except Exception as error:  # content that the plugin stores in a way of its own
            faults.note(block.plugin, error, where=f"links of the block {block.name}")
            return []

    def _of_block(self, block: Any, value: Any, name: str) -> Iterator[Link]:
        if isinstance(block, blocks.RichTextBlock | blocks.RawHTMLBlock):
            yield from in_html(str(value))
        elif isinstance(block, blocks.ChooserBlock):
            if key := _key(value):
                yield Link(block.model_class, key, name)
        elif _is_address(block):
            yield Link(None, str(value).strip()[:LONGEST_ADDRESS], name)
        else:
            for child, inner, own in self._parts(block, value, name):
                yield from self.walk(child, inner, own)

    def _parts(self, block: Any, value: Any, name: str) -> Iterator[tuple[Any, Any, str]]:
        """Each block within a block, its raw value, and what the thing around it is called."""
        if isinstance(block, blocks.StreamBlock):
            children = self._children_of(block)
            for item in _dicts(value):
                if child := children.get(str(item.get("type"))):
                    yield child, item.get("value"), name
        elif isinstance(block, blocks.ListBlock):
            for item in value if isinstance(value, list) else ():
                has_id = isinstance(item, dict) and item.get("type") == "item"
                yield block.child_block, item.get("value") if has_id else item, name
        elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
            own = next((_short(value[key]) for key in _NAMES if value.get(key)), name)
            for key, child in block.child_blocks.items():
                yield child, value.get(key), own

    def _children_of(self, block: Any) -> dict[str, Any]:
        """Asked once: a stream that plugins extend puts them together at every question."""
        kept = self._children.get(id(block))
        if kept is None or kept[0] is not block:
            kept = self._children[id(block)] = (block, dict(block.child_blocks))
        return kept[1]


def _is_address(block: Any) -> bool:
    """A field for addresses: by its kind, or, where paths are taken as well, by its name."""
    is_text = isinstance(block, blocks.CharBlock) and block.name == "address"
    return is_text or isinstance(block, blocks.URLBlock)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
