"""Walks through the content of an article and gives every reference in it to another site.

Pictures and files become the receiver's own; links to pages become plain addresses, unless the
receiver's people may link there themselves. What nobody here can read stays as it is.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import extract_attrs

from portal.news.models import ArticlePage
from portal.pages.cards import visible_rows

if TYPE_CHECKING:
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure
    from portal.syndication.content import Content
    from portal.syndication.files import Files

LINK = re.compile(r"<a\b([^>]*)>")
EMBED = re.compile(r"<embed\b([^>]*?)\s*/?>")


class Carrier:
    """Rewrites contents for ``receiver``, whose files ``files`` gives."""

    def __init__(self, *, receiver: MemberSite, structure: Structure, files: Files) -> None:
        self.receiver, self.structure, self.files = receiver, structure, files

    def content(self, given: Content) -> Content:
        """The same content with references of the receiver's."""
        found = dict(given)
        found["body"] = self.stream(ArticlePage._meta.get_field("body").stream_block, given["body"])
        found["main_image"] = self.files.image(given["main_image"])
        found["attachments"] = [
            [own, title]
            for own, title in ((self.files.document(key), t) for key, t in given["attachments"])
            if own is not None
        ]
        return found

    def stream(self, block: Any, items: list[Any]) -> list[Any]:
        known = dict(block.child_blocks)
        return [
            {**item, "value": self.value(known[item["type"]], item.get("value"))}
            if item.get("type") in known
            else item
            for item in items
        ]

    def value(self, block: Any, value: Any) -> Any:
        """The value of one block, as it is stored."""
        if value is None:
            return None
        for kind, rewrite in self._kinds:
            if isinstance(block, kind):
                return rewrite(self, block, value)
        return value

    def _struct(self, block: Any, value: dict[str, Any]) -> dict[str, Any]:
        children = block.child_blocks
        return {
            name: self.value(children[name], one) if name in children else one
            for name, one in value.items()
        }

    def _list(self, block: Any, value: list[Any]) -> list[Any]:
        child = block.child_block
        return [
            {**item, "value": self.value(child, item["value"])}
            if isinstance(item, dict) and item.get("type") == "item" and "value" in item
            else self.value(child, item)
            for item in value
        ]

    def _typed_table(self, block: Any, value: dict[str, Any]) -> dict[str, Any]:
        kinds = [block.child_blocks.get(column["type"]) for column in value["columns"]]
        rows = [
            {
                **row,
                "values": [
                    self.value(kind, cell) if kind else cell
                    for kind, cell in zip(kinds, row["values"], strict=False)
                ],
            }
            for row in value["rows"]
        ]
        return {**value, "rows": rows}

    def _chosen(self, block: Any, value: Any) -> Any:
        model = block.model_class
        if model is get_image_model():
            return self.files.image(value)
        if model is get_document_model():
            return self.files.document(value)
        if issubclass(model, Page):
            return value if self._may_link(value) else None
        return value

    def _rich(self, block: Any, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return EMBED.sub(self._embed, LINK.sub(self._link, value))

    def _embed(self, match: re.Match[str]) -> str:
        attrs = extract_attrs(match.group(1))
        if attrs.get("embedtype") != "image":
            return match.group(0)
        key = self.files.image(attrs.get("id"))
        return f"<embed{_written({**attrs, 'id': str(key)})}/>" if key is not None else ""

    def _link(self, match: re.Match[str]) -> str:
        attrs = extract_attrs(match.group(1))
        others = {k: v for k, v in attrs.items() if k not in {"linktype", "id", "href"}}
        kind = attrs.get("linktype")
        if kind == "document":
            key = self.files.document(attrs.get("id"))
            made = {"linktype": "document", "id": str(key)} if key is not None else {}
            return f"<a{_written({**others, **made})}>"
        if kind == "page" and not self._may_link(attrs.get("id")):
            address = self._address(attrs.get("id"))
            return f"<a{_written({**others, **({'href': address} if address else {})})}>"
        return match.group(0)

    def _may_link(self, key: Any) -> bool:
        """A page of the receiver, or one that the province has published."""
        path = Page.objects.filter(pk=_number(key)).values_list("path", flat=True).first()
        site = self.structure.site_of(path) if path else None
        if site is None or site.pk == self.receiver.pk:
            return site is not None
        return site.is_province and bool(self._address(key))

    def _address(self, key: Any) -> str:
        """Where readers find a page of the origin; "" when they do not."""
        rows = visible_rows(self.structure).filter(pk=_number(key))
        url_path = rows.values_list("page__url_path", flat=True).first()
        if url_path is None:
            node = self.structure.nodes_by_id.get(_number(key))
            is_open = node and node.live and not self.structure.is_restricted(node.path)
            url_path = node.url_path if node and is_open else None
        return self.structure.whole(self.structure.url_of(url_path)) if url_path else ""

    _kinds: tuple[tuple[type, Any], ...] = (
        (BaseTypedTableBlock, _typed_table),
        (blocks.BaseStreamBlock, stream),
        (blocks.BaseStructBlock, _struct),
        (blocks.ListBlock, _list),
        (blocks.ChooserBlock, _chosen),
        (blocks.RichTextBlock, _rich),
        (blocks.RawHTMLBlock, _rich),
    )


def _number(key: Any) -> int:
    try:
        return int(key)
    except (TypeError, ValueError):
        return 0


def _written(attrs: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs.items())
