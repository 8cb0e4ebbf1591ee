"""Blocks that plugins bring: the gate and the isolation around each of them.

A plugin's block is wrapped once, in a subclass of its own class. So every place that renders,
indexes or converts it meets the gate, whatever the template says, and what goes wrong inside it
stays inside it.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from wagtail.blocks import Block
from wagtail.models import Page

from portal.plugins import faults, gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from portal.plugins.registry import Owned
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure


def site_of(owner: Any, structure: Structure) -> MemberSite | None:
    """The member site of a page (by its place in the tree) or of an object with ``site``."""
    if isinstance(owner, Page):
        return structure.site_of(owner.path or "")
    key = getattr(owner, "site_id", None)
    return next((site for site in structure.sites if site.pk == key), None)


def is_open_here(slug: str, context: Mapping[str, Any] | None, owner: Any = None) -> bool:
    """Whether a plugin is switched on where something is rendered; no query within a request.

    The place is the member site of the context's page, else of the request, else of the object
    that holds the block; without any of them it is enough that the plugin is on anywhere.
    """
    now = gate.current()
    values: Any = context if context is not None else {}
    page = values.get("page")
    if isinstance(page, Page):
        return now.is_open_at(slug, site_of(page, now.structure))
    site = getattr(values.get("request"), "portal_site", None)
    return now.is_open_at(slug, site or site_of(owner, now.structure))


class Unreadable:
    """The value of a plugin's block whose own program cannot read what is stored."""

    def __str__(self) -> str:
        return ""


UNREADABLE = Unreadable()


class PluginBlock:
    """Put before the class of a plugin's block; see ``wrapped``."""

    plugin: str
    original: Any
    name: str

    def _isolated(self, act: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return act()
        except Exception as error:  # whatever a plugin does, the page around it goes on
            faults.note(self.plugin, error, where=f"block {self.name}")
            return otherwise

    def render(self, value: Any, context: Any = None) -> str:
        if is_no_value(value) or not is_open_here(self.plugin, context):
            return ""
        parent: Any = super()
        return str(self._isolated(lambda: parent.render(value, context=context), ""))

    def render_basic(self, value: Any, context: Any = None) -> Any:
        if is_no_value(value) or not is_open_here(self.plugin, context):
            return ""
        parent: Any = super()
        return self._isolated(lambda: parent.render_basic(value, context=context), "")

    def to_python(self, value: Any) -> Any:
        parent: Any = super()
        return self._isolated(lambda: parent.to_python(value), UNREADABLE)

    def bulk_to_python(self, values: Any) -> list[Any]:
        parent: Any = super()
        raw = list(values)
        # One value that cannot be read must not take the others along.
        found = self._isolated(lambda: list(parent.bulk_to_python(raw)), None)
        return found if found is not None else [self.to_python(value) for value in raw]

    def normalize(self, value: Any) -> Any:
        parent: Any = super()
        return value if is_no_value(value) else parent.normalize(value)

    def get_searchable_content(self, value: Any) -> list[str]:
        parent: Any = super()
        if is_no_value(value):
            return []
        return list(self._isolated(lambda: parent.get_searchable_content(value), []))

    def extract_references(self, value: Any) -> Iterator[Any]:
        parent: Any = super()
        if is_no_value(value):
            return
        yield from self._isolated(lambda: list(parent.extract_references(value)), [])

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        parent: Any = super()
        if is_no_value(value):
            return None
        act = lambda: parent.get_api_representation(value, context=context)  # noqa: E731
        return self._isolated(act, None)

    def deconstruct(self) -> Any:
        """As the block itself: migrations and comparisons know no wrapper."""
        return self.original.deconstruct()

    def deconstruct_with_lookup(self, lookup: Any) -> Any:
        return self.original.deconstruct_with_lookup(lookup)


def is_no_value(value: Any) -> bool:
    """Whether ``value`` stands for content that this block does not read."""
    return value is UNREADABLE or getattr(value, "is_kept", False) is True


_wrapped: dict[tuple[type, str], Any] = {}


def wrapped(owned: Owned[Any]) -> Any:
    """The block of a registered point under its stored name, with gate and isolation."""
    key = (type(owned.value), owned.type_name)
    found = _wrapped.get(key)
    if found is None or found.original is not owned.value.block:
        found = _wrap(owned)
        _wrapped[key] = found
    return found


def _wrap(owned: Owned[Any]) -> Any:
    block = owned.value.block
    made = copy(block)
    # Of the same class with one more before it, so Wagtail's adapters and comparisons still fit.
    cls: Any = type(block)
    made.__class__ = type(cls)(cls.__name__, (PluginBlock, cls), {"__module__": cls.__module__})
    made.plugin = owned.slug
    made.original = block
    made.set_name(owned.value.name)
    made.name = owned.type_name
    # The picker's preview looks blocks up here.
    Block.definition_registry[made.definition_prefix] = made
    return made
