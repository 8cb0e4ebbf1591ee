"""A surface: one kind of place where a plugin can be seen, reached or set to work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.contract.content import blocks_of, page_types

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.sites.models import MemberSite
    from tests.contract.ground import Ground

    See = Callable[[Ground, list[MemberSite]], list[str]]


@dataclass(frozen=True)
class Surface:
    """``see`` tells, for some sites, where the plugin was noticed: an empty list is a closed gate.

    Attributes:
        has: whether the plugin has anything to show on this surface.
        per_site: False for what cannot be told apart by site, such as a list of rights.
    """

    name: str
    see: See
    has: Callable[[str], bool]
    per_site: bool = True


SURFACES: dict[str, Surface] = {}


def surface(
    *points: type[Any], has: Callable[[str], bool] | None = None, per_site: bool = True
) -> Callable[[See], See]:
    """Register the decorated function for plugins that use one of ``points``."""

    def register(see: See) -> See:
        def uses(slug: str) -> bool:
            return any(blocks_of(slug, point) for point in points)

        SURFACES[see.__name__] = Surface(see.__name__, see, has or uses, per_site)
        return see

    return register


def has_pages(slug: str) -> bool:
    return bool(page_types(slug))
