"""What people of sites add to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.people.permissions import may_look

if TYPE_CHECKING:
    from django.http import HttpRequest


class PeopleMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("nguoi-cua-trang/", include("portal.people.urls"))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return PeopleMenuItem(
        _("People of sites"),
        reverse_lazy("people:index"),
        name="people-of-sites",
        icon_name="group",
        order=255,
    )
