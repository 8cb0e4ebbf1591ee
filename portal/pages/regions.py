"""The regions around a page's content. What stands where: ``layouts``; widgets: ``catalogue``."""

from __future__ import annotations

from portal.pages.catalogue.stream import WidgetStream

# The regions of themes/base/theme.toml, in reading order on a phone.
REGIONS = ("top", "aside", "bottom")
MAX_WIDGETS = 12


class RegionBlock(WidgetStream):
    """What may stand in one of ``REGIONS``."""

    class Meta:
        max_num = MAX_WIDGETS
