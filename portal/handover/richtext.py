"""References inside rich text, as Wagtail stores them: ``<a linktype>``, ``<embed embedtype>``."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from wagtail.models import Page
from wagtail.rich_text.rewriters import extract_attrs

from portal.media.models import PortalDocument, PortalImage

if TYPE_CHECKING:
    from portal.handover.references import Targets

LINK = re.compile(r"<a\b([^>]*)>")
EMBED = re.compile(r"<embed\b([^>]*?)(\s*/?)>")


def rewritten(html: str, targets: Targets, where: str) -> str:
    """``html`` with every reference replaced; everything else stays, byte for byte."""

    def link(match: re.Match[str]) -> str:
        attrs = extract_attrs(match.group(1))
        changed = _link(attrs, targets, where)
        return match.group(0) if changed == attrs else f"<a{_written(changed)}>"

    def embed(match: re.Match[str]) -> str:
        attrs = extract_attrs(match.group(1))
        if attrs.get("embedtype") != "image":
            return match.group(0)
        key = targets.key(PortalImage, attrs.get("id"), where)
        return f"<embed{_written({**attrs, 'id': str(key)})}/>" if key is not None else ""

    return EMBED.sub(embed, LINK.sub(link, html))


def _link(attrs: dict[str, str], targets: Targets, where: str) -> dict[str, str]:
    others = {k: v for k, v in attrs.items() if k not in {"linktype", "id", "href"}}
    kind = attrs.get("linktype")
    if kind == "page":
        key = targets.key(Page, attrs.get("id"), where, link=True)
        if key is not None:
            return {**others, "linktype": "page", "id": str(key)}
        address = targets.instead_of(attrs.get("id"), where)
        return {**others, "href": address} if address else others
    if kind == "document":
        key = targets.key(PortalDocument, attrs.get("id"), where)
        return others if key is None else {**others, "linktype": "document", "id": str(key)}
    if "href" in attrs and kind is None:
        href = targets.address(attrs["href"], where)
        return {**others, "href": href} if href else others
    return attrs


def _written(attrs: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs.items())
