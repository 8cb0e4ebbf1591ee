"""What approval by link adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from portal.approving import menu
from portal.approving.account import ApproverPanel
from portal.approving.permissions import may_look
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from django.http import HttpRequest


class WithComment(LogFormatter):  # type: ignore[misc]
    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("comment", ""))


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    for name, words in (
        ("approving.approved", _("Approved by link")),
        ("approving.returned", _("Returned by link")),
        ("approving.revoked", _("Approval link withdrawn")),
    ):
        actions.register_action(name)(
            type("Action", (WithComment,), {"label": words, "message": words})
        )
    actions.register_action("approving.pin", _("PIN set"), _("PIN for approval by link set"))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("", include("portal.approving.admin_urls"))]


@hooks.register("construct_page_action_menu")
def change_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    menu.change_menu(items, context)


@hooks.register("register_account_settings_panel")
def add_panel(request: HttpRequest, user: Any, profile: Any) -> ApproverPanel:
    return ApproverPanel(request, user, profile)


class LinksItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(rights_of(user).all_roles) and may_look(user)


@hooks.register("register_reports_menu_item")
def register_links() -> MenuItem:
    return LinksItem(
        _("Approval links"),
        reverse_lazy("approval-links:index"),
        name="approval-links",
        icon_name="link",
        order=75,
    )
