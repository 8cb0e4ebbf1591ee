"""A plugin's panel on the admin's start page, which must not take the page down with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Media
from wagtail.admin.ui.components import Component

from portal.plugins import faults

if TYPE_CHECKING:
    from portal.plugins.points import HomePanel
    from portal.plugins.registry import Owned

WHERE = "the panel of the start page"


def made(owned: Owned[HomePanel], request: Any) -> GuardedPanel | None:
    """The panel for this request, or None when there is nothing to show."""
    try:
        panel = owned.value.make(request)
    except Exception as error:
        faults.note(owned.slug, error, where=WHERE)
        return None
    return GuardedPanel(owned, panel) if panel else None


class GuardedPanel(Component):  # type: ignore[misc]
    """Shows nothing where the plugin's own component fails."""

    def __init__(self, owned: Owned[HomePanel], panel: Any) -> None:
        self.slug = owned.slug
        self.order = owned.value.order
        self.panel = panel

    def render_html(self, parent_context: Any = None) -> str:
        try:
            return str(self.panel.render_html(parent_context))
        except Exception as error:
            faults.note(self.slug, error, where=WHERE)
            return ""

    @property
    def media(self) -> Media:
        try:
            media: Media = Media() + self.panel.media
        except Exception as error:
            faults.note(self.slug, error, where=WHERE)
            return Media()
        return media
