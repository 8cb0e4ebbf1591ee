"""A panel on the start page of the admin: what waits for approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from wagtail.admin.ui.components import Component

from plugins.royalties.models import Entry, EntryState
from plugins.royalties.permissions import APPROVE, sites_where

if TYPE_CHECKING:
    from django.http import HttpRequest


class WaitingPanel(Component):  # type: ignore[misc]
    template_name = "plugin_royalties/panel.html"

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"rows": self.rows}


def waiting_panel(request: HttpRequest) -> WaitingPanel | None:
    """Entries to approve at each of the person's sites and months; no panel without any."""
    sites = sites_where(request.user, APPROVE)
    if not sites:
        return None
    rows = Entry.objects.filter(
        site__in=[site.pk for site in sites], state=EntryState.PROPOSED
    ).order_by()
    counted = rows.values("site_id", "site__short_name", "month").annotate(
        count=Count("pk"), sum=Sum("amount")
    )
    found = list(counted.order_by("month", "site__position")[:10])
    return WaitingPanel(found) if found else None
