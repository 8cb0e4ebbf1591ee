"""What background work adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.tasks.permissions import may_manage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import URLResolver
    from django.utils.safestring import SafeString


class BackgroundWorkMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_manage(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("cong-viec-nen/", include("portal.tasks.urls"))]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return BackgroundWorkMenuItem(
        _("Background work"),
        reverse("tasks:index"),
        name="background-work",
        icon_name="tasks",
        order=1100,
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Any]:
    return Permission.objects.filter(
        content_type__app_label="tasks", codename="manage_background_work"
    )


@hooks.register("insert_global_admin_js")
def progress_script() -> SafeString:
    return format_html(
        '<script src="{}" data-busy="{}" defer></script>',
        static("tasks/progress.js"),
        _("The portal is working, please wait…"),
    )


@hooks.register("insert_global_admin_css")
def progress_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("tasks/progress.css"))
