"""What the clock adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.clock.viewsets import ClockGroup

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry


@hooks.register("register_admin_viewset")
def register_clock() -> Any:
    return ClockGroup()


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    actions.register_action("portal.clock.embargo", _("Embargo"), _("Embargo set or lifted"))
    actions.register_action(
        "portal.clock.late_reason", _("Reason of lateness"), _("Reason of lateness given")
    )
