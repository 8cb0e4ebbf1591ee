"""What hand-over adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.sites.models import Role
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLResolver


class HandoverMenuItem(MenuItem):
    """For portal administrators and administrators of a site."""

    def is_shown(self, request: HttpRequest) -> bool:
        return rights_of(request.user).holds_somewhere(Role.SITE_ADMIN)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("ban-giao/", include("portal.handover.urls"))]


@hooks.register("register_settings_menu_item")
def register_menu_item() -> MenuItem:
    return HandoverMenuItem(
        _("Hand-over of sites"),
        reverse("handover:index"),
        name="handover",
        icon_name="folder-inverse",
        order=1200,
    )
