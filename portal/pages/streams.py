"""A stream of blocks that plugins extend and that never loses a block it does not know.

Its blocks are those of its class and, looked up whenever they are needed, those that plugins have
registered at ``extension_point``. Field definitions are made before plugins are loaded, and
plugins come and go, so nothing is copied and migrations hold nothing.

In a form the stream is bound to the member site of the object being edited: blocks of plugins
that are switched off there are not offered, and those that exist are shown as a notice.
"""

from __future__ import annotations

import json
from copy import copy
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core import checks
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter

from portal.pages.kept import STATE_KEY, Kept, KeptBlock, StoredChild, Stream, as_text, kept_block
from portal.pages.plugin_blocks import PluginBlock, is_no_value, is_open_here, wrapped
from portal.pages.received import check_blocks
from portal.plugins import faults, gate, registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from portal.plugins.registry import Owned
    from portal.sites.models import MemberSite

    Item = dict[str, Any]

# Added to the name of a block's field in a form: its content comes back as it is stored.
KEPT_SUFFIX = "--kept"


class ChildBlocks(dict[str, Any]):
    """Blocks by stored name; a name nobody knows has a block that keeps what is stored."""

    def __missing__(self, name: str) -> KeptBlock:
        return kept_block(name)


class ExtensibleStreamBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Base of the portal's streams.

    Attributes:
        extension_point: the registration point (of ``portal.plugins.points``) whose blocks belong
            here, stored as ``<slug>__<name>``; None for a stream that plugins do not extend.
    """

    extension_point: ClassVar[type | None] = None
    core_blocks: dict[str, Any]
    # What forms are told of the blocks (fields.py); shared by all bound copies.
    descriptions: dict[Any, Any]
    # Set by ``bound_to``.
    is_bound = False
    site: MemberSite | None = None
    stored: Callable[[], Iterable[list[Item]]] | None = None
    only: frozenset[str] | None = None

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(None, **kwargs)
        self.descriptions = {}
        for name, block in local_blocks or ():
            block.set_name(name)
            self.core_blocks[name] = block

    def accepts(self, extension: Owned[Any]) -> bool:
        """Whether a registered block belongs into this stream; to be overridden."""
        return True

    @property
    def child_blocks(self) -> ChildBlocks:
        """All blocks that can be read, whether switched on or not."""
        found = ChildBlocks(self.core_blocks)
        if self.extension_point is not None:
            extensions: list[Owned[Any]] = registry.extensions(self.extension_point)
            for owned in extensions:
                if self.accepts(owned):
                    found[owned.type_name] = wrapped(owned)
        if self.only is not None:
            return ChildBlocks({name: found[name] for name in found if name in self.only})
        return found

    @child_blocks.setter
    def child_blocks(self, blocks: dict[str, Any]) -> None:
        self.core_blocks = blocks

    def bound_to(
        self, site: MemberSite | None, stored: Callable[[], Iterable[list[Item]]] | None = None
    ) -> ExtensibleStreamBlock:
        """The stream as it is in the editor of one object.

        Args:
            site: the object's member site; None if it has none (what is open anywhere is open).
            stored: gives lists of stored items which a form may send back as they are.
        """
        bound = copy(self)
        bound.is_bound, bound.site, bound.stored = True, site, stored
        return bound

    def is_open(self, block: Any) -> bool:
        """Whether a block may be used: one of the portal, or of a plugin that is on here."""
        if not isinstance(block, PluginBlock):
            return not isinstance(block, KeptBlock)
        return gate.current().is_open_at(block.plugin, self.site)

    def block_for(self, name: str) -> Any:
        """The block that reads items stored as ``name``; in an editor only if it is open."""
        block = self.child_blocks[name]
        if not self.is_bound or self.is_open(block) or isinstance(block, KeptBlock):
            return block
        return kept_block(name, block)

    def offered(self) -> ExtensibleStreamBlock:
        """The stream with those blocks only that the editor may add."""
        view = copy(self)
        names = [name for name, b in self.child_blocks.items() if self.is_open(b) and _works(b)]
        view.only = frozenset(names)
        return view

    # Values

    def empty_value(self, raw_text: str | None = None) -> Stream:
        return Stream(self, [], raw_text=raw_text)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, blocks.StreamValue):
            return value
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return self.empty_value(raw_text=value)
        if not value:
            return self.empty_value()
        items = list(value)
        if isinstance(items[0], dict):
            return Stream(self, items, is_lazy=True)
        return Stream(self, list(super().to_python(items)))

    def bulk_to_python(self, values: Iterable[Any]) -> list[Stream]:
        return [self.to_python(value) for value in values]

    # Forms

    def get_form_state(self, value: Any) -> list[Item]:
        if not value:
            return []
        if value.stream_block is not self:
            value = self.to_python(value.get_prep_value())
        return [self._state_of(child) for child in value]

    def _state_of(self, child: Any) -> Item:
        state = None
        if not is_no_value(child.value) or isinstance(child.block, KeptBlock):
            try:
                state = child.block.get_form_state(child.value)
            except Exception as error:
                if not isinstance(child.block, PluginBlock):
                    raise
                faults.note(child.block.plugin, error, where=f"block {child.block.name}")
        if state is None and isinstance(child.block, PluginBlock):
            faulty = kept_block(child.block.name, child.block, is_faulty=True)
            state = faulty.get_form_state(Kept(child.get_prep_value()))
        return {"type": child.block.name, "value": state, "id": child.id}

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Stream:
        check_blocks(data, prefix, with_type=True)
        pool = _Pool(self.stored() if self.stored else None)
        found = [
            (int(data[f"{prefix}-{i}-order"]), self._sent(data, files, f"{prefix}-{i}", pool))
            for i in range(int(data[f"{prefix}-count"]))
            if not data[f"{prefix}-{i}-deleted"]
        ]
        found.sort(key=itemgetter(0))
        stream = Stream(self, [item for _order, item in found if not isinstance(item, Kept)])
        for place, (_order, item) in enumerate(found):
            if isinstance(item, Kept):
                name = item.raw["type"]
                block = kept_block(name, dict(self.child_blocks).get(name))
                stream.insert(place, StoredChild.kept(block, item, stream))
        return stream

    def _sent(self, data: Any, files: Any, at: str, pool: _Pool) -> Any:
        """One block of a form: a tuple as ``StreamValue`` takes it, or what is kept."""
        name, number = data[f"{at}-type"], data.get(f"{at}-id") or None
        block = self.child_blocks[name]
        marked = None if name in self.core_blocks else data.get(f"{at}-value{KEPT_SUFFIX}")
        if marked is None and self.is_open(block):
            return (name, block.value_from_datadict(data, files, f"{at}-value"), number)
        raw = pool.take(name, number, marked)
        if raw is not None:
            return Kept(raw)
        again = _parsed(marked, name)
        if again is not None and self.is_open(block):
            # It was refused, came back as a notice, and its plugin was switched on meanwhile.
            value = block.to_python(again.get("value"))
            if not is_no_value(value):
                return (name, value, number)
        if again is not None:
            return Kept({**again, "id": number}, is_stored=False)
        value = _loosely_read(block, data, files, f"{at}-value")
        return Kept({"type": name, "value": value, "id": number}, is_stored=False)

    def clean(self, value: Any) -> Stream:
        cleaned = super().clean(value)
        both = zip(value, cleaned, strict=True)
        return Stream(self, [old if isinstance(old.value, Kept) else new for old, new in both])

    # Readers

    def _shown(self, value: Any, context: Any = None) -> Iterator[Any]:
        owner = getattr(value, "owner", None)
        for child in value:
            plugin = getattr(child.block, "plugin", None)
            if isinstance(child.block, KeptBlock):
                continue
            if plugin is None or is_open_here(plugin, context, owner):
                yield child

    def render_basic(self, value: Any, context: Any = None) -> Any:
        rendered = (
            (child.render(context=context), child.block_type, child.block)
            for child in self._shown(value, context)
        )
        # A block of a plugin that shows nothing leaves no empty box either.
        shown = [r[:2] for r in rendered if not isinstance(r[2], PluginBlock) or r[0].strip()]
        return format_html_join("\n", '<div class="w-block-{1} block-{1}">{0}</div>', shown)

    def get_searchable_content(self, value: Any) -> list[str]:
        if not self.search_index:
            return []
        found: list[str] = []
        for child in self._shown(value):
            found.extend(child.block.get_searchable_content(child.value))
        return found

    def get_api_representation(self, value: Any, context: Any = None) -> list[Item]:
        return [
            {
                "type": child.block.name,
                "value": child.block.get_api_representation(child.value, context=context),
                "id": child.id,
            }
            for child in self._shown(value or [], context)
        ]

    # Migrations

    def check(self, field: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
        errors: list[checks.CheckMessage] = super().check(field=field, **kwargs)
        if field is not None and not getattr(field, "leaves_blocks_out", False):
            message = "The field would write the blocks of all plugins into its migrations."
            hint = "Use portal.pages.fields.BodyField."
            errors.append(checks.Error(message, hint=hint, obj=field, id="portal_pages.E001"))
        return errors

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Only its own blocks: no plugin's block gets into another's migrations."""
        return "wagtail.blocks.StreamBlock", [list(self.core_blocks.items())], self._given()

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, list[Any], dict[str, Any]]:
        own = [(name, lookup.add_block(block)) for name, block in self.core_blocks.items()]
        return "wagtail.blocks.StreamBlock", [own], self._given()

    def _given(self) -> dict[str, Any]:
        given: dict[str, Any] = self._constructor_kwargs
        return given


class _Pool:
    """Stored items that a form may send back, each once."""

    def __init__(self, lists: Iterable[list[Item]] | None) -> None:
        # A stream inside another block has no form of its own: what is sent back is taken.
        self.is_open = lists is None
        self.lists = iter(lists or ())
        self.items: list[Item] = []
        self.taken: set[tuple[str, str]] = set()

    def take(self, name: str, number: str | None, marked: str | None) -> Item | None:
        """The stored item of a type with an id; ``marked`` tells those without an id apart."""
        if self.is_open:
            return _parsed(marked, name)
        key = (name, number or "")
        while True:
            same = [i for i in self.items if (i["type"], i.get("id") or "") == key]
            if same:
                item = next((i for i in same if as_text(i) == marked), same[0])
                self.items = [i for i in self.items if i is not item]
                self.taken.add(key)
                return item
            more = next(self.lists, None)
            if more is None:
                return None
            self.items += [i for i in more if (i["type"], i.get("id") or "") not in self.taken]


def _parsed(marked: str | None, name: str) -> Item | None:
    try:
        item = json.loads(marked or "")
        as_text(item).encode()  # half characters cannot be stored
    except (ValueError, RecursionError):
        return None
    return item if isinstance(item, dict) and item.get("type") == name else None


def _loosely_read(block: Any, data: Any, files: Any, prefix: str) -> Any:
    """What somebody typed into a block that was switched off meanwhile, as well as it goes."""
    if not isinstance(block, PluginBlock):
        return None
    reader: Any = block
    try:
        return reader.get_prep_value(reader.value_from_datadict(data, files, prefix))
    except Exception:  # nothing of it is saved; the sentence matters more
        return None


def _works(block: Any) -> bool:
    """Whether a block can be offered; a plugin's fault must not close the editor."""
    if not isinstance(block, PluginBlock):
        return True
    made: Any = block
    try:
        made.get_form_state(made.get_default())
    except Exception as error:
        faults.note(block.plugin, error, where=f"block {made.name}")
        return False
    return True


class ExtensibleStreamBlockAdapter(StreamBlockAdapter):  # type: ignore[misc]
    js_constructor = "portal.pages.ExtensibleStreamBlock"

    def js_args(self, block: ExtensibleStreamBlock) -> list[Any]:
        name, groups, states, meta = super().js_args(block.offered())
        return [name, groups, states, {**meta, "keptKey": STATE_KEY, "keptSuffix": KEPT_SUFFIX}]

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["portal/pages/streams.js"])


register(ExtensibleStreamBlockAdapter(), ExtensibleStreamBlock)
