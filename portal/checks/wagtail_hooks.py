"""What the checks add to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import include, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.checks import editor, stops
from portal.news.wagtail_hooks import RoleItem
from portal.sites.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.admin.menu import MenuItem
    from wagtail.models import Page


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("kiem-tra-truoc-khi-dang/", include("portal.checks.urls"))]


@hooks.register("register_admin_menu_item")
def register_settings() -> MenuItem:
    return RoleItem(
        _("Checks before publishing"),
        reverse_lazy("checks:index"),
        name="checks",
        icon_name="check",
        order=259,
        role=Role.SITE_ADMIN,
    )


@hooks.register("insert_editor_js")
def show_panel() -> str:
    """The panel is fetched after the form: opening the editor takes no longer."""
    return format_html(
        '<script src="{}" data-url="{}" data-style="{}"></script>',
        static("checks/panel.js"),
        reverse("checks:article", args=[0]),
        static("checks/panel.css"),
    )


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def look_at_links(request: HttpRequest, page: Page) -> None:
    editor.look_at_links(page)


@hooks.register("before_bulk_action")
def stop_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    return stops.before_bulk_action(request, action_type, objects, action)


@hooks.register("before_copy_page")
def stop_publishing_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    return stops.before_copy(request, page)


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    actions.register_action("checks.settings", _("Checks changed"), _("Checks changed"))
