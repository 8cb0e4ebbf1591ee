"""The panel of the admin's start page: what waits for the person, and what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.desk.filters import LATE, UNEXPLAINED, WAITING, overdue
from portal.desk.listing import table_of
from portal.desk.models import OPEN
from portal.desk.permissions import rows_seen, sees_desk, waiting_for
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 8


class DeskPanel(Component):  # type: ignore[misc]
    """Two short lists, each with the way to the whole of it."""

    name = "desk"
    order = 100
    template_name = "desk/panel.html"

    class Media:
        css = {"all": ["desk/desk.css"]}

    def __init__(self, request: HttpRequest) -> None:
        self.structure = structure_of(request)
        self.user = request.user

    @property
    def is_for(self) -> bool:
        return sees_desk(self.user, self.structure)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        own = rows_seen(self.user, self.structure)
        nearest = F("due_at").asc(nulls_last=True)
        waiting = own.filter(waiting_for(self.user, self.structure)).order_by(nearest, "pk")
        late = own.filter(overdue(timezone.now()), state__in=OPEN).order_by("-due_at", "pk")
        unexplained = own.filter(lacks_reason=True, owner=self.user.pk).count()
        return {
            "waiting": table_of(waiting[:MOST], self.user, self.structure).lines,
            "late": table_of(late[:MOST], self.user, self.structure).lines,
            "waiting_query": f"viec={WAITING}&xep=han",
            "late_query": f"han={LATE}&xep=han",
            "unexplained": unexplained,
            "unexplained_query": f"han={UNEXPLAINED}&viec=cua-toi",
        }


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For who finds articles of some site."""
    panel = DeskPanel(request)
    if panel.is_for:
        panels.append(panel)
