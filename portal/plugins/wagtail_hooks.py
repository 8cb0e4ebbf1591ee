"""What plugins add to the admin, each asked at every request. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.models import Permission as PermissionRow
from django.shortcuts import redirect
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem as WagtailMenuItem
from wagtail.models import Page

from portal.plugins import faults, gate, pages, panels, points, registry, settings_views
from portal.plugins.permissions import may_switch
from portal.plugins.urls import admin_urlpatterns
from portal.plugins.viewsets import gated

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class PluginMenuItem(WagtailMenuItem):
    """Shown to people for whom the plugin is on somewhere and who have the permission."""

    def __init__(self, owned: registry.Owned[Any]) -> None:
        point = owned.value
        self.slug = owned.slug
        self.permission = point.permission
        super().__init__(
            point.label,
            reverse_lazy(point.url_name),
            name=f"{owned.slug}-{point.url_name}".replace(":", "-"),
            icon_name=point.icon,
            order=point.order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        if not gate.current().is_open_to(self.slug, request.user):
            return False
        if self.permission and not request.user.has_perm(self.permission):
            return False
        try:
            str(self.label), str(self.url)
        except Exception as error:  # a wrong address must not take the whole menu away
            faults.note(self.slug, error, where="a menu item")
            return False
        return True


def _register_menu(hook: str, point: type[Any]) -> None:
    for owned in registry.extensions(point):
        hooks.register(hook, lambda owned=owned: PluginMenuItem(owned))


_register_menu("register_admin_menu_item", points.MenuItem)
_register_menu("register_reports_menu_item", points.Report)


@hooks.register("register_admin_viewset")
def register_lists_of_plugins() -> list[Any]:
    return [gated(owned) for owned in registry.extensions(points.AdminList)]


@hooks.register("register_admin_urls")
def register_addresses_of_plugins() -> list[Any]:
    return admin_urlpatterns()


@hooks.register("construct_homepage_panels")
def add_panels_of_plugins(request: HttpRequest, shown: list[Any]) -> None:
    now = gate.current()
    shown += [
        panel
        for owned in registry.extensions(points.HomePanel)
        if now.is_open_to(owned.slug, request.user) and (panel := panels.made(owned, request))
    ]


@hooks.register("register_permissions")
def show_permissions_of_open_plugins() -> QuerySet[PermissionRow]:
    now = gate.current()
    names = [
        (f"plugin_{owned.slug}", owned.value.name)
        for owned in registry.extensions(points.Permission)
        if now.is_open(owned.slug)
    ]
    return PermissionRow.objects.filter(
        content_type__app_label__in=[label for label, _name in names],
        codename__in=[name for _label, name in names],
        content_type__model="plugin",
    )


@hooks.register("construct_explorer_page_queryset")
def leave_out_of_the_tree(parent: Any, rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    return rows.exclude(pages.hidden(gate.current()))


@hooks.register("construct_page_chooser_queryset")
def leave_out_of_choosers(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    return rows.exclude(pages.hidden(gate.current()))


@hooks.register("before_delete_page")
@hooks.register("before_copy_page")
def keep_pages_of_removed_plugins(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Their rows lie in tables that nothing here knows: the database would refuse half-way."""
    if request.method == "POST" and pages.holds_orphans([page]):
        messages.error(request, pages.orphans_stay())
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action")
def keep_them_in_bulk_as_well(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    found = [item for item in objects if isinstance(item, Page)]
    if action in {"delete", "copy"} and found and pages.holds_orphans(found):
        messages.error(request, pages.orphans_stay())
        return redirect("wagtailadmin_explore", found[0].get_parent().pk)
    return None


class PluginsPageItem(WagtailMenuItem):
    """Leads administrators of plugins to the Plugins page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_switch(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_menu_item")
def register_plugins_page() -> WagtailMenuItem:
    return PluginsPageItem(
        gettext_lazy("Plugins"),
        reverse_lazy("portal_plugins:index"),
        name="plugins",
        icon_name="cogs",
        order=9000,
    )


@hooks.register("register_admin_urls")
def register_plugins_page_urls() -> list[Any]:
    return [
        *settings_views.urlpatterns(),
        path("phan-mo-rong/", include("portal.plugins.admin_urls")),
    ]


@hooks.register("register_permissions")
def show_permission_to_switch() -> QuerySet[PermissionRow]:
    return PermissionRow.objects.filter(
        content_type__app_label="portal_plugins", codename="change_activation"
    )


def _register_settings() -> None:
    for owned in registry.extensions(points.SettingsPanel):
        hooks.register(
            "register_settings_menu_item",
            lambda owned=owned: settings_views.SettingsMenuItem(owned),
        )


_register_settings()
