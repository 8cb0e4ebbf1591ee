"""Which widgets stand where: layouts in memory, and the regions of one request.

The published layouts of all sites belong to the portal's structure: each process keeps their raw
content and reads it anew when the structure's version changed. So the layout of a page costs no
query; what its widgets show is read together (``catalogue.place``).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.template.loader import get_template
from django.utils.safestring import SafeString

from portal.pages.catalogue.base import FULL
from portal.pages.catalogue.place import Place
from portal.pages.catalogue.stream import HOME
from portal.pages.chrome import Chrome
from portal.pages.models import HomePage, SiteLayout
from portal.pages.regions import REGIONS
from portal.plugins import faults
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from wagtail.blocks import StreamValue

    from portal.sites.structure import Structure

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


# The list of a region's widgets; a home page arranges them in two columns.
TEMPLATES = {HOME: "pages/widgets/home.html"}


class Regions:
    """The regions around one page. Made once per request (``regions_of``)."""

    def __init__(self, request: HttpRequest) -> None:
        self.structure = structure_of(request)
        self.site = Chrome(request).member_site
        if getattr(request, "portal_page", None) is None:
            # Widgets of plugins ask here whose page they stand on.
            request.portal_site = self.site  # type: ignore[attr-defined]
        self.draft: SiteLayout | None = getattr(request, "portal_layout", None)
        page = getattr(request, "portal_page", None)
        self.home = page if isinstance(page, HomePage) else None
        self.place = Place(self.structure, self.site, page, self._children)

    @cached_property
    def streams(self) -> dict[str, StreamValue]:
        """The widgets of each region that is not empty."""
        found = {name: self._stream(name) for name in REGIONS}
        found[HOME] = self.home.blocks if self.home else None
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
        template = get_template(TEMPLATES.get(name, "components/region.html"))
        html = template.render({"name": name, "widgets": widgets})
        return SafeString(html)

    def _rendered(self, name: str, context: dict[str, Any]) -> Iterator[dict[str, str]]:
        for kind, child in _children(self.streams.get(name)):
            try:
                html = child.render(context=context)
            except Exception as error:  # one broken widget must not take the page down
                _note(kind, error)
                continue
            if html.strip():
                yield {"kind": kind, "html": SafeString(html), "width": _width(child.value)}

    def _children(self) -> Iterator[tuple[Any, Any]]:
        """(block, value) of everything that stands anywhere on the page."""
        for stream in self.streams.values():
            yield from ((child.block, child.value) for _kind, child in _children(stream))


def regions_of(request: HttpRequest) -> Regions:
    """The regions around the page that answers ``request``."""
    found: Regions | None = getattr(request, "portal_regions", None)
    if found is None:
        found = Regions(request)
        request.portal_regions = found  # type: ignore[attr-defined]
    return found


def _width(value: Any) -> str:
    """What the editor chose; plugins' widgets without that choice take the whole width."""
    chosen = value.get("width") if isinstance(value, Mapping) else None
    return str(chosen or FULL)


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
