"""The list of widgets, and the stream that offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.pages.catalogue import member_sites, news, statistics, texts, work
from portal.pages.catalogue.base import width_field
from portal.pages.streams import ExtensibleStreamBlock
from portal.plugins import points

if TYPE_CHECKING:
    from portal.pages.catalogue.base import Widget
    from portal.plugins.registry import Owned

HOME = "home"
# Stored names: they never change.
CATALOGUE: dict[str, type[Widget]] = {
    "headline": news.HeadlineWidget,
    "section_news": news.SectionNewsWidget,
    "newest": news.NewestWidget,
    "member_sites": member_sites.MemberSitesWidget,
    "photo_report": news.PhotoReportWidget,
    "videos": news.VideoPagerWidget,
    "notices": news.NoticesWidget,
    "calendar": work.WorkCalendarWidget,
    "documents": texts.DocumentsWidget,
    "statistics": statistics.StatisticsWidget,
    "poll": texts.PollWidget,
    "banners": texts.BannersWidget,
    "links": texts.LinksWidget,
    "text": texts.TextWidget,
}


class WidgetStream(ExtensibleStreamBlock):
    """What may stand in ``region``: the portal's own widgets and those of plugins."""

    extension_point = points.SideWidget

    def __init__(self, region: str, local_blocks: Any = None, **kwargs: Any) -> None:
        self.region = region
        super().__init__(local_blocks, **kwargs)
        for name, kind in CATALOGUE.items():
            self.offer(name, kind)

    def offer(self, name: str, kind: type[Widget]) -> None:
        """Add a widget under its stored name; on a home page it may be wide or half."""
        width = [("width", width_field(kind.home_width))] if self.region == HOME else []
        block = kind(width)
        block.set_name(name)
        self.core_blocks[name] = block

    def accepts(self, extension: Owned[points.SideWidget]) -> bool:
        return self.region in extension.value.regions
