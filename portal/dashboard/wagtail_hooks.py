"""What the week adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.dashboard.panel import add_week
from portal.dashboard.permissions import sites_seen
from portal.dashboard.start import count_own_pages, plugins_of
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.sites.models import MemberSite


class OwnSitesItem(MenuItem):  # type: ignore[misc]
    """For people who have a role in a site."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(sites_seen(request.user, structure_of(request)))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("", include("portal.dashboard.urls"))]


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    add_week(request, panels)


@hooks.register("member_site_facts")
def tell_plugins(site: MemberSite) -> tuple[str, str]:
    """In the settings of a site, where its administrators look for them."""
    return str(_("Plugins switched on")), ", ".join(plugins_of(site)) or "–"


@hooks.register("construct_homepage_summary_items", order=10)
def show_own_pages(request: HttpRequest, items: list[Any]) -> None:
    count_own_pages(request, items)


@hooks.register("register_reports_menu_item")
def register_week() -> MenuItem:
    return OwnSitesItem(
        _("The week of the site"),
        reverse_lazy("dashboard:week"),
        name="week",
        icon_name="calendar-alt",
        order=50,
    )


@hooks.register("register_reports_menu_item")
def register_broken_links() -> MenuItem:
    return OwnSitesItem(
        _("Broken links"),
        reverse_lazy("dashboard:broken_links"),
        name="broken-links",
        icon_name="link",
        order=60,
    )
