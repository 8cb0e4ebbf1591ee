"""Which widgets stand where: layouts in memory, and the regions of one request.

The published layouts of all sites belong to the portal's structure: each process keeps their raw
content and reads it anew when the structure's version changed. So the layout of a page costs no
query; a widget may cost one, and all "newest articles" of a page together cost one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.template.loader import get_template
from django.utils.safestring import SafeString

from portal.pages.cards import Card, read_cards, visible_rows
from portal.pages.chrome import Chrome
from portal.pages.models import SiteLayout
from portal.pages.regions import REGIONS, node_of
from portal.plugins import faults
from portal.sites.middleware import structure_of
from portal.sites.structure import Node, Structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from wagtail.blocks import StreamValue

    from portal.sites.models import MemberSite

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Layout:
    """A site's published layout: the stored content of each region."""

    inherits: bool
    raw: dict[str, list[Any]]


NO_LAYOUT = Layout(inherits=True, raw={})
_kept: tuple[str, dict[int, Layout]] = ("", {})


def layouts_of(structure: Structure) -> dict[int, Layout]:
    """Published layouts by site, of the structure's version; no query when it did not change."""
    global _kept  # noqa: PLW0603
    version, layouts = _kept
    if not version or version != structure.version:
        layouts = {
            row.site_id: Layout(row.inherits, {name: _raw(row, name) for name in REGIONS})
            for row in SiteLayout.objects.filter(live=True)
        }
        _kept = (structure.version, layouts)
    return layouts


def _raw(layout: SiteLayout, name: str) -> list[Any]:
    return list(getattr(layout, name).raw_data)


@dataclass(frozen=True)
class Wanted:
    """What one "newest articles" widget shows: of a section, of a site, or of everything."""

    node: Node | None
    site: MemberSite | None
    count: int


class Regions:
    """The regions around one page. Made once per request (``regions_of``)."""

    def __init__(self, request: HttpRequest) -> None:
        self.structure = structure_of(request)
        self.site = Chrome(request).member_site
        if getattr(request, "portal_page", None) is None:
            # Widgets of plugins ask here whose page they stand on.
            request.portal_site = self.site  # type: ignore[attr-defined]
        self.draft: SiteLayout | None = getattr(request, "portal_layout", None)

    @cached_property
    def streams(self) -> dict[str, StreamValue]:
        """The widgets of each region that is not empty."""
        found = {name: self._stream(name) for name in REGIONS}
        return {name: stream for name, stream in found.items() if stream}

    def _stream(self, name: str) -> StreamValue | None:
        layouts = layouts_of(self.structure)
        own = layouts.get(self.site.pk, NO_LAYOUT) if self.site else NO_LAYOUT
        if self.draft and getattr(self.draft, name):
            return getattr(self.draft, name)
        raw = [] if self.draft else own.raw.get(name)
        inherits = self.draft.inherits if self.draft else own.inherits
        province = self.structure.province
        if not raw and inherits and province:
            raw = layouts.get(province.pk, NO_LAYOUT).raw.get(name)
        field: Any = SiteLayout._meta.get_field(name)
        return field.stream_block.to_python(raw) if raw else None

    def render(self, name: str, context: dict[str, Any]) -> SafeString:
        """The region's widgets as HTML; empty when there is nothing to show."""
        widgets = list(self._rendered(name, context))
        if not widgets:
            return SafeString("")
        html = get_template("components/region.html").render({"name": name, "widgets": widgets})
        return SafeString(html)

    def _rendered(self, name: str, context: dict[str, Any]) -> Iterator[dict[str, str]]:
        for kind, child in _children(self.streams.get(name)):
            try:
                html = child.render(context=context)
            except Exception as error:  # one broken widget must not take the page down
                _note(kind, error)
                continue
            if html.strip():
                yield {"kind": kind, "html": SafeString(html)}

    def newest(self, value: Any) -> dict[str, Any]:
        """``cards``, ``heading`` and ``url`` of a "newest articles" widget."""
        wanted = self._wanted(value)
        if wanted is None:
            return {"cards": []}
        place = wanted.node.path if wanted.node else ""
        cards = [card for card in self._newest_cards if card.path.startswith(place)]
        return {
            "cards": cards[: wanted.count],
            "section": wanted.node if value["section"] else None,
        }

    def _wanted(self, value: Any) -> Wanted | None:
        """None for a chosen section that is gone or not published."""
        if value["section"]:
            node = node_of(value["section"], self.structure)
            return Wanted(node, None, value["count"]) if node else None
        site = self.site if self.site and not self.site.is_province else None
        return Wanted(self.structure.home_of(site), site, value["count"])

    @cached_property
    def _newest_cards(self) -> list[Card]:
        """The cards of all such widgets of the page in one query, newest first."""
        rows = visible_rows(self.structure)
        chosen = Q(pk__in=[])
        for stream in self.streams.values():
            for kind, child in _children(stream):
                wanted = self._wanted(child.value) if kind == "newest" else None
                if wanted:
                    chosen |= Q(pk__in=self._rows(wanted).values("pk")[: wanted.count])
        return read_cards(rows.filter(chosen), self.structure)

    def _rows(self, wanted: Wanted) -> Any:
        rows = visible_rows(self.structure)
        if wanted.site:
            return rows.filter(site=wanted.site)
        if wanted.node is None:
            return rows
        nodes = self.structure.nodes.values()
        ids = [node.id for node in nodes if node.path.startswith(wanted.node.path)]
        return rows.filter(section_id__in=ids)


def regions_of(request: HttpRequest) -> Regions:
    """The regions around the page that answers ``request``."""
    found: Regions | None = getattr(request, "portal_regions", None)
    if found is None:
        found = Regions(request)
        request.portal_regions = found  # type: ignore[attr-defined]
    return found


def _children(stream: StreamValue | None) -> Iterator[tuple[str, Any]]:
    """(stored type, widget), leaving out what cannot even be read."""
    if stream is None:
        return
    for index in range(len(stream)):
        try:
            child = stream[index]
        except Exception as error:
            _note(stream.raw_data[index]["type"], error)
            continue
        yield child.block_type, child


def _note(kind: str, error: Exception) -> None:
    slug, is_plugin, _name = kind.partition("__")
    if is_plugin:
        faults.note(slug, error, where=f"widget {kind}")
    else:
        logger.error("Widget %s failed: %s", kind, error, exc_info=error)
