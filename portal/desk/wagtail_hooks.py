"""What the desk adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.desk import editor, panel
from portal.desk.permissions import sees_desk
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.log_actions import LogActionRegistry
    from wagtail.models import Page


class DeskItem(MenuItem):  # type: ignore[misc]
    """For people who find articles of some site."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_desk(request.user, structure_of(request))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("ban-bien-tap/", include("portal.desk.urls"))]


@hooks.register("register_admin_menu_item")
def register_desk() -> MenuItem:
    return DeskItem(
        _("News desk"), reverse_lazy("desk:index"), name="desk", icon_name="list-ul", order=10
    )


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return DeskItem(
        _("News within the limit"),
        reverse_lazy("desk:report"),
        name="desk-report",
        icon_name="history",
        order=40,
    )


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    panel.add_panel(request, panels)


@hooks.register("before_edit_page")
def say_how_it_stands(request: HttpRequest, page: Page) -> None:
    editor.say_how_it_stands(request, page)


@hooks.register("after_edit_page")
def ask_after_edit(request: HttpRequest, page: Page) -> None:
    editor.ask_for_reason(request, page)


@hooks.register("after_create_page")
def ask_after_create(request: HttpRequest, page: Page) -> None:
    editor.ask_for_reason(request, page)


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    actions.register_action("portal.desk.assign", _("Hand over"), _("Handed over"))
