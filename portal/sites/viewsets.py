"""Admin screens of member sites: the list, and the settings of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.sites.details import change_details
from portal.sites.forms import SettingsForm, link_formsets
from portal.sites.models import MemberSite, Role, RoleGrant
from portal.sites.permissions import (
    is_portal_admin,
    reads_somewhere,
    sites_to_read,
    sites_with_role,
)
from portal.sites.rights import rights_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from portal.accounts.models import User

PLUGINS = "portal_plugins.change_activation"


class OwnSitesPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Administrators change their own sites; sites come into being and end by services only."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action == "view":
            return reads_somewhere(user, Role.SITE_ADMIN)
        return action == "change" and rights_of(user).holds_somewhere(Role.SITE_ADMIN)

    def user_has_permission_for_instance(
        self, user: User, action: str, instance: MemberSite
    ) -> bool:
        own = self.instances_user_has_any_permission_for(user, [action])
        return own.filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: MemberSite
    ) -> bool:
        return any(self.user_has_permission_for_instance(user, name, instance) for name in actions)

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[MemberSite]:
        if "view" in actions:
            return sites_to_read(user, Role.SITE_ADMIN)
        if "change" in actions:
            return sites_with_role(user, Role.SITE_ADMIN)
        return MemberSite.objects.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        from portal.accounts.models import User

        return User.objects.filter(is_active=True, is_superuser=True)


class SiteColumn(Column):
    cell_template_name = "member_sites/site_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        home = current().home_of(instance)
        return context | {"path": home.address if home else "", "url": home.url if home else ""}


class StateColumn(SiteColumn):
    cell_template_name = "member_sites/state_cell.html"


class AddressColumn(SiteColumn):
    cell_template_name = "member_sites/address_cell.html"


class AdministratorsColumn(Column):
    cell_template_name = "member_sites/administrators_cell.html"


class LinksColumn(Column):
    """The way to everything else of the site, as far as the person may go there."""

    cell_template_name = "member_sites/links_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"links": screens_of(instance, parent_context["request"].user)}


def screens_of(site: MemberSite, user: User) -> list[tuple[str, str]]:
    """(address, words) of the other screens of ``site``; their rooms lie above this one."""
    found = [
        (_address("people:index", query=f"?site={site.pk}"), _("People")),
    ]
    if rights_of(user).holds(Role.SITE_ADMIN, site.pk):
        found.append((_address("newsroom:site", site.pk), _("Workflow of the newsroom")))
        found.append((_address("theming:site", site.pk), _("Look")))
    if rights_of(user).holds(Role.EDITOR, site.pk):
        found.append((_layout_address(site), _("Side widgets")))
    if is_portal_admin(user):
        found += [
            (_address("lifecycle:site", site.pk), _("Life of the site")),
            (_address("handover:site", site.pk), _("Hand-over")),
        ]
    if user.has_perm(PLUGINS):
        found.append((_address("portal_plugins:index"), _("Plugins")))
    return [(url, words) for url, words in found if url]


def _layout_address(site: MemberSite) -> str:
    """The side widgets of the site itself, where it has its own."""
    layout = getattr(site, "layout", None)
    screen = "wagtailsnippets_pages_sitelayout"
    return _address(f"{screen}:edit", layout.pk) if layout else _address(f"{screen}:list")


def _address(name: str, *args: Any, query: str = "") -> str:
    try:
        return reverse(name, args=args) + query
    except NoReverseMatch:
        return ""


def _shown_only(form: Any) -> Any:
    for field in form.fields.values():
        field.disabled = True
    return form


class SiteListView(IndexView):  # type: ignore[misc]
    """All sites, or the own ones."""

    template_name = "member_sites/index.html"
    page_title = gettext_lazy("Member sites")
    columns = [
        SiteColumn("name", label=gettext_lazy("Name"), sort_key="name"),
        StateColumn("state", label=gettext_lazy("State"), sort_key="state"),
        AddressColumn("code", label=gettext_lazy("Address")),
        Column("responsible", label=gettext_lazy("Person responsible")),
        AdministratorsColumn("administrators", label=gettext_lazy("Administrators")),
        LinksColumn("pk", label=gettext_lazy("More")),
    ]

    def get_base_queryset(self) -> QuerySet[MemberSite]:
        admins = (
            RoleGrant.objects.in_force()
            .filter(role=Role.SITE_ADMIN, person__is_active=True)
            .select_related("person")
            .order_by("person__sort_key", "person__username")
        )
        own = sites_to_read(self.request.user, Role.SITE_ADMIN)
        layouts = [name for name in ("layout",) if hasattr(MemberSite, name)]
        return own.select_related(*layouts).prefetch_related(
            Prefetch("role_grants", admins, to_attr="administrators")
        )

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Making a site is another room's screen; it is offered when that room is there."""
        from wagtail.admin.widgets.button import HeaderButton

        url = _address("setup:new") if is_portal_admin(self.request.user) else ""
        return [HeaderButton(_("Make a member site"), url=url, icon_name="plus")] if url else []


class SiteSettingsView(EditView):  # type: ignore[misc]
    """Details and links of one site; a foreign one does not exist. Auditors look and save not."""

    permission_required = "view"
    template_name = "member_sites/settings.html"
    page_title = gettext_lazy("Settings of a site")
    success_message = gettext_lazy("The settings of “%(object)s” were saved.")
    error_message = gettext_lazy("The settings could not be saved due to errors.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        except PermissionDenied as error:
            raise Http404 from error
        return answer

    def get_queryset(self) -> QuerySet[MemberSite]:
        return sites_to_read(self.request.user, Role.SITE_ADMIN)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if self.is_read_only:
            raise PermissionDenied
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    @cached_property
    def is_read_only(self) -> bool:
        own = sites_with_role(self.request.user, Role.SITE_ADMIN)
        return not own.filter(pk=self.object.pk).exists()

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        return _shown_only(form) if self.is_read_only else form

    def get_object(self, queryset: Any = None) -> MemberSite:
        if not self.object_pk.isdecimal() or len(self.object_pk) > 18:
            raise Http404
        found: MemberSite = super().get_object(queryset)
        return found

    @cached_property
    def formsets(self) -> list[Any]:
        data = self.request.POST if self.request.method == "POST" else None
        found = link_formsets(self.object, data)
        if self.is_read_only:
            for _place, formset in found:
                formset.forms[:] = [_shown_only(form) for form in formset.forms]
        return found

    def is_valid(self, form: Any) -> bool:
        results = [formset.is_valid() for _place, formset in self.formsets]  # every line is told
        links_are_good = all(results)
        form_is_good = super().is_valid(form)
        if not links_are_good:
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
        return form_is_good and links_are_good

    def save_instance(self) -> MemberSite:
        site = change_details(
            actor=self.request.user,
            site=self.object,
            values=self.form.values(),
            links={place: formset.links() for place, formset in self.formsets},
        )
        log(instance=site, action="wagtail.edit", content_changed=True)
        return site

    def get_success_url(self) -> str:
        return str(self.get_edit_url())

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_history_url(self) -> None:
        return None

    def get_usage_url(self) -> None:
        return None

    def get_delete_url(self) -> None:
        return None

    def get_side_panels(self) -> Any:
        return MediaContainer([])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        home = current().home_of(self.object)
        return context | {
            "site": self.object,
            "formsets": self.formsets,
            "links": screens_of(self.object, self.request.user),
            "is_read_only": self.is_read_only,
            "facts": [tell(self.object) for tell in hooks.get_hooks("member_site_facts")],
            "path": home.address if home else "",
            "names_url": _address("lifecycle:site", self.object.pk)
            if is_portal_admin(self.request.user)
            else "",
        }


class MemberSiteViewSet(ModelViewSet):  # type: ignore[misc]
    """The list of sites and their settings; nothing else of Wagtail's screens of a model."""

    model = MemberSite
    menu_label = gettext_lazy("Member sites")
    icon = "site"
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    permission_policy = OwnSitesPolicy(MemberSite)
    index_view_class = SiteListView
    edit_view_class = SiteSettingsView
    list_per_page = 50
    ordering = ("position", "code")
    search_fields = ("name", "short_name", "code", "organisation", "host")

    def get_form_class(self, for_update: bool = False) -> type[SettingsForm]:  # noqa: FBT001, FBT002
        return SettingsForm

    def get_urlpatterns(self) -> list[Any]:
        kept = {"index", "index_results", "edit"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]
