"""What news adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from portal.news import editing, notices, outcomes, urgent_views
from portal.news.mentions import tell_mentioned
from portal.sites.models import Role
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page


class WithComment(LogFormatter):  # type: ignore[misc]
    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("comment", ""))


class TookOver(LogFormatter):  # type: ignore[misc]
    label = _("Lock taken over")

    def format_message(self, log_entry: Any) -> str:
        name = log_entry.data.get("former", {}).get("name", "")
        return str(_("Lock taken over from %(person)s") % {"person": name})


def _action(words: Any) -> type[WithComment]:
    return type("Action", (WithComment,), {"label": words, "message": words})


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    actions.register_action("news.take_over")(TookOver)
    actions.register_action("news.settings", _("Workflow chosen"), _("Workflow chosen"))
    for name, words in (
        ("news.as_deputy", _("Published as a deputy")),
        ("news.urgent", _("Published urgently")),
        ("news.urgent_approved", _("Approved afterwards")),
        ("news.urgent_withdrawn", _("Withdrawn after an urgent publication")),
    ):
        actions.register_action(name)(_action(words))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("", include("portal.news.admin_urls"))]


@hooks.register("before_edit_page")
def before_editing(request: HttpRequest, page: Page) -> HttpResponse | None:
    return editing.before_editing(request, page)


@hooks.register("construct_page_action_menu")
def change_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    editing.change_menu(items, context)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_happened(request: HttpRequest, page: Page) -> None:
    tell_mentioned(page=page)
    outcomes.tell_outcome(request, page)


@hooks.register("after_publish_page")
def note_deputy(request: HttpRequest, page: Page) -> None:
    outcomes.note_deputy(request, page)


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    notices.show(request)
    urgent_views.add_panel(request, panels)


class RoleItem(MenuItem):  # type: ignore[misc]
    """For people who hold a role, or one that contains it, in some site; no query of its own."""

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role = role

    def is_shown(self, request: HttpRequest) -> bool:
        rights = rights_of(request.user)
        return any(rights.holds(self.role, pk) for pk in (None, *rights.in_site))


@hooks.register("register_reports_menu_item")
def register_after_check() -> MenuItem:
    return RoleItem(
        _("To be checked afterwards"),
        reverse_lazy("after-check:index"),
        name="after-check",
        icon_name="warning",
        order=70,
        role=Role.EDITOR,
    )


@hooks.register("register_admin_menu_item")
def register_delegations() -> MenuItem:
    return RoleItem(
        _("Deputies during leave"),
        reverse_lazy("delegations:index"),
        name="delegations",
        icon_name="user",
        order=257,
        role=Role.EDITOR,
    )


@hooks.register("register_admin_menu_item")
def register_settings() -> MenuItem:
    return RoleItem(
        _("Workflow of the newsroom"),
        reverse_lazy("newsroom:settings"),
        name="newsroom-settings",
        icon_name="clipboard-list",
        order=258,
        role=Role.SITE_ADMIN,
    )
