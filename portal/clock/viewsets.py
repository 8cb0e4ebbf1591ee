"""Admin screens of the rules of the clock, for portal administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from portal.clock import services
from portal.clock.models import ClockRule, Holiday, LateReason
from portal.clock.policies import PortalAdminsPolicy

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ClockRuleForm(WagtailAdminModelForm):  # type: ignore[misc]
    class Meta:
        model = ClockRule
        fields = [
            "site",
            "valid_from",
            "valid_to",
            "hours",
            "remind_before",
            "remind_after",
            "counts_weekends",
            "counts_holidays",
            "not_counted",
            "basis",
        ]
        widgets = {"not_counted": CheckboxSelectMultiple}


class CreateView(generic.CreateView):  # type: ignore[misc]
    def save_instance(self) -> Any:
        found = super().save_instance()
        services.tell_rules_changed()
        return found


class EditView(generic.EditView):  # type: ignore[misc]
    def save_instance(self) -> Any:
        found = super().save_instance()
        services.tell_rules_changed()
        return found


class DeleteView(generic.DeleteView):  # type: ignore[misc]
    def delete_action(self) -> None:
        super().delete_action()
        services.tell_rules_changed()


class RuleIndexView(generic.IndexView):  # type: ignore[misc]
    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset()
        return rows.select_related("site")


class _RulesViewSet(ModelViewSet):  # type: ignore[misc]
    """Deadlines follow each change."""

    actions: tuple[str, ...] = ()
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView

    @property
    def permission_policy(self) -> PortalAdminsPolicy:
        return PortalAdminsPolicy(self.model, *self.actions)


class ClockRuleViewSet(_RulesViewSet):
    model = ClockRule
    icon = "time"
    menu_label = _("Rules of the clock")
    index_view_class = RuleIndexView
    ordering = "-valid_from"
    list_display = (
        Column("site", label=_("Member site"), accessor="site.short_name"),
        Column("hours", label=_("Hours")),
        Column("valid_from", label=_("Valid from"), sort_key="valid_from"),
        Column("valid_to", label=_("Valid to"), sort_key="valid_to"),
        BooleanColumn("counts_weekends", label=_("Weekends count")),
        BooleanColumn("counts_holidays", label=_("Holidays count")),
    )

    def get_form_class(self, for_update: bool = False) -> type:  # noqa: FBT001, FBT002
        return ClockRuleForm


class HolidayViewSet(_RulesViewSet):
    model = Holiday
    icon = "date"
    menu_label = _("Holidays")
    ordering = "-first_day"
    form_fields = ("name", "first_day", "last_day", "basis")
    list_display = (
        "name",
        Column("first_day", label=_("First day"), sort_key="first_day"),
        Column("last_day", label=_("Last day"), sort_key="last_day"),
    )


class LateReasonViewSet(_RulesViewSet):
    """One that was ever given stays; it is taken out of use instead."""

    model = LateReason
    actions = ("add", "change", "view")
    icon = "warning"
    menu_label = _("Reasons of lateness")
    ordering = "sort_order"
    form_fields = ("code", "name", "sort_order", "is_active")
    list_display = ("name", "code", BooleanColumn("is_active", label=_("In use")))


class ClockGroup(ModelViewSetGroup):  # type: ignore[misc]
    menu_label = _("The 24-hour clock")
    menu_icon = "time"
    menu_order = 280
    add_to_admin_menu = True
    items = (
        ClockRuleViewSet("clock-rules", url_prefix="dong-ho/quy-dinh"),
        HolidayViewSet("clock-holidays", url_prefix="dong-ho/ngay-nghi"),
        LateReasonViewSet("late-reasons", url_prefix="dong-ho/ly-do-tre"),
    )
