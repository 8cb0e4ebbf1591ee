"""Blocks whose stored JSON goes through everything as it is.

A stream keeps what it cannot or may not read: blocks of plugins that are switched off for the
page's member site, of plugins that are gone, and of plugins whose program fails.
"""

from __future__ import annotations

import json
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from weakref import ref

from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.admin.compare import BlockComparison, diff_text
from wagtail.blocks import Block, StreamValue

from portal.errors import refuse
from portal.pages.plugin_blocks import UNREADABLE, is_open_here
from portal.plugins import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

# No name of a block's field has a colon, so no value of a block can be taken for this.
STATE_KEY = "portal:kept"


def as_text(raw: Any) -> str:
    """A stored block as one text, the same for the same content."""
    return json.dumps(raw, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Kept:
    """What stands for the value of a block that is kept as it is.

    Attributes:
        raw: the whole stored item: ``{"type": …, "value": …, "id": …}`` and whatever else is in it.
        is_stored: False for an item that a form sent and the page does not hold.
    """

    raw: dict[str, Any]
    is_stored: bool = True
    is_kept = True

    def __str__(self) -> str:
        return ""


class KeptBlock(Block):  # type: ignore[misc]
    """Stands for the type of such a block; ``original`` is the plugin's block if there is one."""

    original: Any = None

    def clean(self, value: Kept) -> Kept:
        if not value.is_stored:
            message = _(
                "The block “%(block)s” cannot be added: its plugin is not switched on here. "
                "Delete the block, or ask an administrator to switch the plugin on."
            )
            raise refuse("PLG-20", message % {"block": self.label})
        return value

    def render(self, value: Any, context: Any = None) -> str:
        return ""

    render_basic = render

    def get_prep_value(self, value: Kept) -> Any:
        return value.raw.get("value")

    def get_form_state(self, value: Kept) -> dict[str, Any]:
        text = self.notice() if value.is_stored else ""
        return {STATE_KEY: as_text(value.raw), "label": str(self.label), "text": text}

    def extract_references(self, value: Kept) -> Iterator[Any]:
        """A picture in a block of a plugin that is switched off is still in use."""
        if self.original is not None:
            read = self.original.to_python(deepcopy(value.raw.get("value")))
            yield from self.original.extract_references(read)

    def get_comparison_class(self) -> type[BlockComparison]:
        return KeptComparison

    def notice(self) -> str:
        """One sentence for the editor."""
        if self.original is None:
            text = _("The content of the block “%(block)s” is kept; its plugin is missing.")
            return text % {"block": self.name}
        if self.is_faulty:
            text = _(
                "The content of the plugin “%(plugin)s” is kept; a fault in the plugin keeps it "
                "from being shown."
            )
        else:
            text = _("The content of the plugin “%(plugin)s” is kept; it is switched off here.")
        return text % {"plugin": plugin_name(self.original.plugin)}

    is_faulty = False


class KeptComparison(BlockComparison):  # type: ignore[misc]
    """Kept blocks in the comparison of two versions: the sentence, or what changed in the JSON."""

    def htmlvalue(self, val: Kept) -> str:
        return str(escape(self.block.notice()))

    def htmldiff(self) -> str:
        html: str = diff_text(as_text(self.val_a.raw), as_text(self.val_b.raw)).to_html()
        return html


def plugin_name(slug: str) -> str:
    config = registry.installed().get(slug)
    return str(config.verbose_name) if config else slug


_prototype = KeptBlock()


def kept_block(name: str, original: Any = None, *, is_faulty: bool = False) -> KeptBlock:
    """The stand-in for blocks stored as ``name``.

    A copy, because Wagtail remembers every block that is made and a page may hold any names.
    """
    block = copy(_prototype)
    block.set_name(name)
    block.label = original.label if original is not None else name
    block.original = original
    block.is_faulty = is_faulty
    return block


class _Unread:
    """Not converted yet."""


class StoredChild(StreamValue.StreamChild):  # type: ignore[misc]
    """A block as it was stored, converted when somebody asks for its value.

    Its JSON stays what it was, also keys nobody knows, until somebody changes the value.
    """

    def __init__(self, block: Any, raw: dict[str, Any], stream: Stream) -> None:
        self.raw = raw
        self.stream = stream
        self._value: Any = _Unread
        self._prepared: Any = None
        super().__init__(block, _Unread, id=raw.get("id"))

    @classmethod
    def kept(cls, block: KeptBlock, value: Kept, stream: Stream) -> StoredChild:
        child = cls(block, value.raw, stream)
        child.value = value
        return child

    @property
    def value(self) -> Any:
        if self._value is _Unread:
            self.stream.read(self.block)
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        self._value = value

    @property
    def is_unread(self) -> bool:
        return self._value is _Unread

    def take(self, value: Any) -> None:
        """Take the converted value, and remember what it looks like while nobody changes it."""
        try:
            self._prepared = self.block.get_prep_value(value)
            self._value = value
        except Exception:  # it cannot be written back: the stored JSON stands
            self._value = UNREADABLE

    def get_prep_value(self) -> dict[str, Any]:
        if self.is_unread or self._value is UNREADABLE or isinstance(self._value, Kept):
            return self.raw
        now = self.block.get_prep_value(self._value)
        return self.raw if now == self._prepared else {**self.raw, "value": now}

    def render(self, context: Any = None) -> str:
        slug = getattr(self.block, "plugin", None)
        if slug is None or not is_open_here(slug, context, self.stream.owner):
            return ""
        return str(self.block.render(self.value, context=context))

    render_as_block = render

    def __str__(self) -> str:
        return self.render()


class Stream(StreamValue):  # type: ignore[misc]
    """The value of an extensible stream: keeps every item that was stored."""

    _owner: Any = None

    @property
    def owner(self) -> Any:
        """The object whose field this is, as long as it lives; None for a value of its own."""
        return self._owner() if self._owner else None

    def owned_by(self, owner: Any) -> Stream:
        """The value itself, or one with the same blocks if it is another object's already."""
        if self.owner is owner:
            return self
        stream = self
        if self.owner is not None:
            stream = type(self).__new__(type(self))
            stream.__dict__ = {k: v for k, v in self.__dict__.items() if k != "raw_data"}
        stream.__dict__["_owner"] = ref(owner)
        return stream

    def kept_items(self) -> list[dict[str, Any]]:
        """Everything that is not a block of the portal itself, as it is stored."""
        items = self.get_prep_value()
        return [item for item in items if item["type"] not in self.stream_block.core_blocks]

    def read(self, block: Any) -> None:
        """Convert all blocks of one type at once, as Wagtail does."""
        waiting = [
            child
            for child in self._bound_blocks
            if isinstance(child, StoredChild) and child.block is block and child.is_unread
        ]
        if isinstance(block, KeptBlock):
            values: list[Any] = [Kept(child.raw) for child in waiting]
        else:
            values = block.bulk_to_python([deepcopy(c.raw.get("value")) for c in waiting])
        for child, value in zip(waiting, values, strict=True):
            child.take(value)

    def get_prep_value(self) -> list[dict[str, Any]]:
        return [self._item(child, raw) for child, raw in self._pairs()]

    def _item(self, child: Any, raw: Any) -> dict[str, Any]:
        """One item to store. As in Wagtail, the portal's own blocks get an id if they have none."""
        if isinstance(child, StoredChild):
            return child.get_prep_value()
        if child is not None:
            child.id = child.id or str(uuid4())
            item: dict[str, Any] = child.get_prep_value()
            return item
        if raw["type"] in self.stream_block.core_blocks and not raw.get("id"):
            raw["id"] = str(uuid4())
        return dict(raw)

    def _pairs(self) -> Iterator[tuple[Any, Any]]:
        """Each place's block (None while nobody asked for it) and stored item (None if new)."""
        return zip(self._bound_blocks, self._raw_data, strict=True)

    def _is_core_only(self) -> bool:
        core = self.stream_block.core_blocks
        return all(
            (child.block_type if child else raw["type"]) in core for child, raw in self._pairs()
        )

    def _prefetch_blocks(self, type_name: str) -> None:
        if type_name in self.stream_block.core_blocks:
            super()._prefetch_blocks(type_name)
            return
        block = self.stream_block.block_for(type_name)
        for i, raw in enumerate(self._raw_data):
            if self._bound_blocks[i] is None and raw["type"] == type_name:
                self._bound_blocks[i] = StoredChild(block, raw, self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Stream) or self._is_core_only():
            return bool(super().__eq__(other))
        return self.get_prep_value() == other.get_prep_value()

    __hash__ = None  # type: ignore[assignment]
