"""The panel of the admin's start page: the present week of the person's sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component

from portal.dashboard import counts
from portal.dashboard.permissions import sites_seen
from portal.dashboard.weeks import Week
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 10


class WeekPanel(Component):  # type: ignore[misc]
    """Large for one site; a table of at most ten for several."""

    name = "week"
    order = 150
    template_name = "dashboard/panel.html"

    class Media:
        css = {"all": ["dashboard/dashboard.css"]}

    def __init__(self, request: HttpRequest) -> None:
        self.structure = structure_of(request)
        self.user = request.user
        self.sites = sites_seen(request.user, self.structure)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        # The province first, as in the table: the sort is stable.
        shown = sorted(self.sites, key=lambda site: not site.is_province)[:MOST]
        return {
            "table": counts.week_of(shown, Week.present(), self.structure, self.user),
            "week": Week.present(),
            "is_single": len(self.sites) == 1,
            "number": len(self.sites),
            "has_more": len(self.sites) > len(shown),
            "panel_id": "week",
        }


def add_week(request: HttpRequest, panels: list[Any]) -> None:
    """The panel, for who has a role in a site."""
    panel = WeekPanel(request)
    if panel.sites:
        panels.append(panel)
