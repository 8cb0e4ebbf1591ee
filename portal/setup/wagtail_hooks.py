"""What making sites adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.sites.permissions import is_portal_admin

if TYPE_CHECKING:
    from django.http import HttpRequest


class SetupMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return is_portal_admin(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("tao-trang-thanh-vien/", include("portal.setup.urls"))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return SetupMenuItem(
        _("Make a member site"),
        reverse_lazy("setup:new"),
        name="make-a-member-site",
        icon_name="plus-inverse",
        order=252,
    )
