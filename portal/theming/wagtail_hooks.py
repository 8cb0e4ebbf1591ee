"""What the studio adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.sites.models import Role
from portal.sites.permissions import reads_somewhere

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLResolver


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("giao-dien/", include("portal.theming.admin_urls"))]


class LookItem(MenuItem):  # type: ignore[misc]
    """For administrators of sites and for auditors; no query of its own."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reads_somewhere(request.user, Role.SITE_ADMIN)  # type: ignore[arg-type]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return LookItem(
        _("Look"), reverse_lazy("theming:index"), name="theming", icon_name="view", order=256
    )
