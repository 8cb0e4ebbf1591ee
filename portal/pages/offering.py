"""For rooms above: one more widget of the portal, on home pages and in side regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.pages.models import HomePage, SiteLayout
from portal.pages.regions import REGIONS

if TYPE_CHECKING:
    from portal.pages.catalogue.base import Widget


def offer(name: str, kind: type[Widget]) -> None:
    """Offer a widget everywhere; called once, when Django has started.

    Args:
        name: under which it is stored; never changed later.
    """
    fields: list[Any] = [SiteLayout._meta.get_field(region) for region in REGIONS]
    for field in [HomePage._meta.get_field("blocks"), *fields]:
        field.stream_block.offer(name, kind)
