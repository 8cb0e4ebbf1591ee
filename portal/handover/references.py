"""Walks through stored content and replaces every reference in it.

Export and import walk alike; what a reference becomes, their ``Targets`` say. Content is in the
form of Wagtail's ``serializable_data``: foreign keys as keys, streams as JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from portal.handover.richtext import rewritten
from portal.pages.catalogue.fields import TargetBlock
from portal.pages.catalogue.member_sites import SitesBlock
from portal.pages.catalogue.texts import LinkBlock

if TYPE_CHECKING:
    from collections.abc import Iterable

    Data = dict[str, Any]

# A text that is an address and nothing else.
ADDRESS = re.compile(r"(?:/|https?://|portal-site:|portal-document:)\S*")


class Targets(Protocol):
    """What references become."""

    def key(self, model: type[models.Model], key: Any, where: str, *, link: bool = False) -> Any:
        """What stands for the object, or None to leave it out (then it has been noted).

        With ``link`` a page that is left out is asked for with ``instead_of``.
        """

    def instead_of(self, key: Any, where: str) -> str:
        """A plain address for a page that ``key`` has refused; "" for none."""

    def address(self, url: str, where: str) -> str:
        """What a plain address becomes."""

    def html(self, text: str, where: str) -> str:
        """What a rich text becomes, before the references in it do."""

    def kept(self, item: Data, where: str) -> Data:
        """What a block becomes that nobody here can read."""


class Walker:
    """Rewrites records, streams and values for ``targets``."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets

    def record(self, model: type[models.Model], data: Data, where: str) -> Data:
        """The fields of one object with those of its child objects."""
        found = dict(data)
        for field in model._meta.fields:
            if field.name in data:
                found[field.name] = self.field(field, data[field.name], where)
        for relation in get_all_child_relations(model):
            name = relation.get_accessor_name()
            if name in data:
                found[name] = self._children(relation, data[name] or [], where)
        for field in get_all_child_m2m_relations(model):
            if field.name in data:
                keys = [self.targets.key(field.related_model, k, where) for k in data[field.name]]
                found[field.name] = [key for key in keys if key is not None]
        return found

    def _children(self, relation: Any, rows: list[Data], where: str) -> list[Data]:
        model, parent = relation.related_model, relation.field.name
        needed = [
            f.name for f in model._meta.fields if f.is_relation and not f.null and f.name != parent
        ]
        found = []
        for row in rows:
            own = {k: v for k, v in row.items() if k != parent}
            made = self.record(model, {**own, "pk": None}, where)
            if all(made.get(name) is not None for name in needed if name in made):
                found.append(made)
        return found

    def field(self, field: Any, value: Any, where: str) -> Any:
        if value is None:
            return None
        if field.is_relation:
            return self.targets.key(field.related_model, value, where)
        if isinstance(field, StreamField):
            items = json.loads(value) if isinstance(value, str) else value
            return json.dumps(self.stream(field.stream_block, items or [], where))
        if isinstance(field, RichTextField):
            return self._html(value, where)
        if isinstance(value, str):
            return self._text(value, where, is_address=isinstance(field, models.URLField))
        return value

    def stream(self, block: Any, items: Iterable[Data], where: str) -> list[Data]:
        known = dict(block.child_blocks)
        found = []
        for item in items:
            child = known.get(item["type"])
            if child is None:
                found.append(self.targets.kept(item, where))
            else:
                value = self.value(child, item.get("value"), where)
                found.append({**item, "value": value})
        return found

    def value(self, block: Any, value: Any, where: str) -> Any:
        """The value of one block, as it is stored."""
        if value is None:
            return None
        for kind, rewrite in self._kinds:
            if isinstance(block, kind):
                return rewrite(self, block, value, where)
        if isinstance(value, str):
            return self._text(value, where, is_address=isinstance(block, blocks.URLBlock))
        return value

    def _struct(self, block: Any, value: Data, where: str) -> Data:
        is_link = isinstance(block, TargetBlock)
        found = {
            name: v if is_link and name == "section" else self._child(block, name, v, where)
            for name, v in value.items()
        }
        section = value.get("section")
        if is_link and section:
            found["section"] = self.targets.key(Page, section, where, link=True)
            if found["section"] is None:
                address = self.targets.instead_of(section, where)
                found["address"] = found.get("address") or address
                if isinstance(block, LinkBlock):
                    found["text"] = found.get("text") or address[:150]
        return found

    def _child(self, block: Any, name: str, value: Any, where: str) -> Any:
        if isinstance(block, TargetBlock) and name == "address" and isinstance(value, str):
            return self._text(value, where, is_address=True)
        child = block.child_blocks.get(name)
        return self.value(child, value, where) if child else value

    def _list(self, block: Any, value: list[Any], where: str) -> list[Any]:
        child = block.child_block
        return [
            {**item, "value": self.value(child, item["value"], where)}
            if isinstance(item, dict) and item.get("type") == "item" and "value" in item
            else self.value(child, item, where)
            for item in value
        ]

    def _typed_table(self, block: Any, value: Data, where: str) -> Data:
        kinds = [block.child_blocks.get(column["type"]) for column in value["columns"]]
        rows = [
            {
                **row,
                "values": [
                    self.value(kind, cell, where) if kind else cell
                    for kind, cell in zip(kinds, row["values"], strict=True)
                ],
            }
            for row in value["rows"]
        ]
        return {**value, "rows": rows}

    def _chosen(self, block: Any, value: Any, where: str) -> Any:
        return self.targets.key(block.model_class, value, where)

    def _sites(self, block: Any, value: list[Any], where: str) -> list[str]:
        """Member sites by their home pages; those of other sites stay behind."""
        del block
        keys = [self.targets.key(Page, key, where) for key in value]
        return [str(key) for key in keys if key is not None]

    def _rich(self, block: Any, value: str, where: str) -> str:
        return self._html(value, where)

    def _html(self, value: str, where: str) -> str:
        return rewritten(self.targets.html(value, where), self.targets, where)

    def _text(self, value: str, where: str, *, is_address: bool) -> str:
        if is_address or ADDRESS.fullmatch(value):
            return self.targets.address(value, where)
        return value

    _kinds: tuple[tuple[type, Any], ...] = (
        (BaseTypedTableBlock, _typed_table),
        (blocks.BaseStreamBlock, lambda self, b, v, w: self.stream(b, v, w)),
        (blocks.BaseStructBlock, _struct),
        (blocks.ListBlock, _list),
        (blocks.ChooserBlock, _chosen),
        (SitesBlock, _sites),
        (blocks.RichTextBlock, _rich),
        (blocks.RawHTMLBlock, _rich),
    )
