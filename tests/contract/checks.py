"""The contract as plain functions; each raises AssertionError and says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract import back_office, background, readers
from tests.contract.surface import SURFACES

if TYPE_CHECKING:
    from portal.sites.models import MemberSite
    from tests.contract.ground import Ground

__all__ = ["SURFACES", "back_office", "background", "closed", "opened", "readers"]


def closed(name: str, ground: Ground, sites: list[MemberSite] | None = None) -> None:
    """Nothing of the plugin is noticed on a surface, at any site or at some."""
    seen = SURFACES[name].see(ground, sites or ground.sites)
    assert seen == [], f"{ground.slug} is off, but on “{name}” there is:\n" + "\n".join(seen)


def opened(name: str, ground: Ground, sites: list[MemberSite]) -> None:
    """The plugin is there on a surface; else ``closed`` would prove nothing."""
    seen = SURFACES[name].see(ground, sites)
    assert seen, f"{ground.slug} is on, but nothing of it was noticed on “{name}”"
