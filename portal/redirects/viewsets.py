"""Admin screens: each site's administrators see and change the rows of their own sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import django_filters  # type: ignore[import-untyped]
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import Button

from portal.redirects import services
from portal.redirects.checks import Reach
from portal.redirects.forms import LegacyPatternForm, OldAddressForm, OldPlaceForm
from portal.redirects.models import Kind, LegacyPattern, MissedAddress, OldAddress, OldPlace
from portal.redirects.permissions import sites_for_addresses
from portal.redirects.policies import AddressPolicy, PortalPolicy
from portal.sites.models import MemberSite
from portal.sites.own_rows import OwnRowsViewSet
from portal.sites.structure import current

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def _own_sites(request: HttpRequest) -> QuerySet[MemberSite]:
    return MemberSite.objects.filter(pk__in=sites_for_addresses(request.user))


class SiteFilterSet(WagtailFilterSet):  # type: ignore[misc]
    site = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Member site"), queryset=_own_sites, empty_label=gettext_lazy("All")
    )


class OldAddressFilterSet(SiteFilterSet):
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Origin"), choices=Kind.choices, empty_label=gettext_lazy("All")
    )

    class Meta:
        model = OldAddress
        fields: list[str] = []


class MissedFilterSet(SiteFilterSet):
    class Meta:
        model = MissedAddress
        fields: list[str] = []


class OwnIndexView(generic.IndexView):  # type: ignore[misc]
    def get_base_queryset(self) -> QuerySet[Any]:
        own = self.permission_policy.instances_user_has_any_permission_for
        return own(self.request.user, ["view"]).select_related(*self.related)

    related: tuple[str, ...] = ()


def target_shown(row: OldAddress, reach: Reach) -> str:
    """Where a row leads, for a person; pages of other people's sites are not named."""
    mark = f"#{row.fragment}" if row.fragment else ""
    if row.target_url:
        return f"{row.target_url}{mark}"
    if row.target is None:
        return _("Page deleted")
    structure = current()
    site = structure.site_of(row.target.path)
    if not reach.holds(site.pk if site else None):
        return _("A page of another site")
    return f"{structure.address_of(row.target.url_path)}{mark}"


class TargetColumn(Column):  # type: ignore[misc]
    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["value"] = target_shown(instance, Reach.of(parent_context["request"].user))
        return context

    def get_value(self, instance: Any) -> str:
        return ""


class OldAddressIndexView(OwnIndexView):
    related = ("site", "target")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse("redirects:import")
        button = Button(_("Import from a file"), url=url, icon_name="upload", priority=50)
        return [*super().header_more_buttons, button]

    def to_row_dict(self, item: OldAddress) -> dict[str, Any]:
        item.target_text = target_shown(item, Reach.of(self.request.user))  # type: ignore[attr-defined]
        row: dict[str, Any] = super().to_row_dict(item)
        return row


class OldAddressCreateView(generic.CreateView):  # type: ignore[misc]
    def get_initial(self) -> dict[str, Any]:
        """From a row of the report of misses."""
        return {**super().get_initial(), "address": self.request.GET.get("address", "")[:1000]}


class OldAddressDeleteView(generic.DeleteView):  # type: ignore[misc]
    def delete_action(self) -> None:
        services.delete_address(actor=self.request.user, row=self.object)


class OldAddressViewSet(OwnRowsViewSet):
    """Old addresses: list, search, filter, export, add, change, delete."""

    model = OldAddress
    policy = AddressPolicy(OldAddress)
    icon = "redirect"
    menu_label = gettext_lazy("Old addresses")
    index_view_class = OldAddressIndexView
    add_view_class = OldAddressCreateView
    delete_view_class = OldAddressDeleteView
    filterset_class = OldAddressFilterSet
    search_fields = ("path", "host", "target_url", "legacy_key")
    ordering = "-created_at"
    list_display = (
        "__str__",
        TargetColumn("target", label=gettext_lazy("Leads to")),
        Column("site", label=gettext_lazy("Member site"), accessor="site.short_name"),
        Column("kind", label=gettext_lazy("Origin"), accessor="get_kind_display"),
        Column("created_at", label=gettext_lazy("Since"), sort_key="created_at"),
    )
    list_export = ("address", "target_text", "legacy_key", "site", "kind", "created_at")
    export_headings = {
        "address": gettext_lazy("Old address"),
        "target_text": gettext_lazy("New address"),
        "legacy_key": gettext_lazy("Number in the old system"),
    }
    export_filename = "dia-chi-cu"

    def get_form_class(self, for_update: bool = False) -> type:  # noqa: FBT001, FBT002
        return OldAddressForm


class MissedIndexView(OwnIndexView):
    related = ("site",)
    page_title = gettext_lazy("Addresses without a page")

    def get_list_more_buttons(self, instance: MissedAddress) -> list[Any]:
        url = f"{reverse('old-addresses:add')}?{urlencode({'address': str(instance)})}"
        button = Button(_("Make a redirect"), url=url, icon_name="redirect", priority=5)
        return [button, *super().get_list_more_buttons(instance)]


class MissedDeleteView(generic.DeleteView):  # type: ignore[misc]
    def delete_action(self) -> None:
        services.forget_miss(actor=self.request.user, row=self.object)


class MissedAddressViewSet(OwnRowsViewSet):
    """What readers asked for in vain."""

    model = MissedAddress
    policy = AddressPolicy(MissedAddress, "delete")
    icon = "warning"
    menu_label = gettext_lazy("Addresses without a page")
    index_view_class = MissedIndexView
    delete_view_class = MissedDeleteView
    filterset_class = MissedFilterSet
    search_fields = ("path", "host")
    ordering = "-count"
    form_fields = ("path",)
    list_display = (
        "__str__",
        Column("count", label=gettext_lazy("Asked for"), sort_key="count"),
        Column("site", label=gettext_lazy("Member site"), accessor="site.short_name"),
        Column("first_day", label=gettext_lazy("First on"), sort_key="first_day"),
        Column("last_day", label=gettext_lazy("Last on"), sort_key="last_day"),
        Column("referrer", label=gettext_lazy("Linked from")),
    )
    list_export = ("address", "count", "site", "first_day", "last_day", "referrer")
    export_filename = "dia-chi-khong-co-trang"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing leads to the screens that this list has not."""
        found: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        missing = ("history_url_name", "usage_url_name", "add_url_name", "edit_url_name")
        return {**found, **dict.fromkeys(missing)}

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("delete/<int:pk>/", self.delete_view, name="delete"),
        ]


class OldPlaceDeleteView(generic.DeleteView):  # type: ignore[misc]
    def delete_action(self) -> None:
        services.forget_place(actor=self.request.user, place=self.object)


class OldPlaceViewSet(OwnRowsViewSet):
    """Whole old places: the paths and hosts that sites gave up."""

    model = OldPlace
    policy = PortalPolicy(OldPlace, "add", "delete")
    icon = "folder-inverse"
    menu_label = gettext_lazy("Old places")
    delete_view_class = OldPlaceDeleteView
    index_view_class = OwnIndexView
    search_fields = ("host", "prefix")
    list_display = (
        "__str__",
        Column("target", label=gettext_lazy("Leads to"), accessor="target.title"),
        Column("created_at", label=gettext_lazy("Since"), sort_key="created_at"),
    )

    def get_form_class(self, for_update: bool = False) -> type:  # noqa: FBT001, FBT002
        return OldPlaceForm


class LegacyPatternViewSet(OwnRowsViewSet):
    """Which patterns of old systems are understood where."""

    model = LegacyPattern
    policy = PortalPolicy(LegacyPattern)
    icon = "code"
    menu_label = gettext_lazy("Patterns")
    index_view_class = OwnIndexView
    list_display = (
        "__str__",
        Column("site", label=gettext_lazy("Member site"), accessor="site.short_name"),
        BooleanColumn("enabled", label=gettext_lazy("Understood")),
    )

    def get_form_class(self, for_update: bool = False) -> type:  # noqa: FBT001, FBT002
        return LegacyPatternForm


class OldAddressesGroup(ModelViewSetGroup):  # type: ignore[misc]
    menu_label = gettext_lazy("Old addresses")
    menu_icon = "redirect"
    menu_order = 270
    add_to_admin_menu = True
    items = (
        OldAddressViewSet("old-addresses", url_prefix="dia-chi-cu"),
        MissedAddressViewSet("missed-addresses", url_prefix="dia-chi-khong-co-trang"),
        OldPlaceViewSet("old-places", url_prefix="noi-cu"),
        LegacyPatternViewSet("legacy-patterns", url_prefix="mau-dia-chi-cu"),
    )
