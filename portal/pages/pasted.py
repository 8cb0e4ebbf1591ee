"""Cleaning the text inside a StreamField's raw JSON."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from portal.text import clean_pasted

if TYPE_CHECKING:
    from collections.abc import Iterator

# The tags of rich text itself; any other is text that somebody typed or pasted. None reaches over
# the next "<": of many that never end each would be followed to the end of the text.
TAG = re.compile(r"</?(?:a|b|br|em|h[1-6]|hr|i|li|ol|p|strong|sub|sup|ul)(?:\s[^<>]*)?/?>")
# Structure, not text: the names by which StreamField knows its blocks.
KEYS_KEPT = {"id", "type"}


def cleaned_json(raw: Any) -> tuple[Any, set[str]]:
    """``raw`` with every text cleaned, and the kinds of characters that were removed."""
    removed: set[str] = set()

    def walk(node: Any) -> Any:
        if isinstance(node, str):
            cleaned = clean_pasted(node)
            removed.update(cleaned.removed)
            return cleaned.text
        if isinstance(node, dict):
            return {k: v if k in KEYS_KEPT else walk(v) for k, v in node.items()}
        if isinstance(node, list | tuple):
            return [walk(child) for child in node]
        return node

    return walk(raw), removed


def texts_of(raw: Any) -> Iterator[str]:
    """The visible texts in ``raw``, rich text without its own tags."""
    if isinstance(raw, str):
        yield unescape(TAG.sub(" ", raw))
    elif isinstance(raw, dict):
        for key, value in raw.items():
            if key not in KEYS_KEPT:
                yield from texts_of(value)
    elif isinstance(raw, list | tuple):
        for child in raw:
            yield from texts_of(child)
