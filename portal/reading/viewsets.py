"""Admin screens of series: each site's editors see and change those of their own sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic

from portal.news.models import Series
from portal.reading.forms import SeriesForm
from portal.reading.permissions import SeriesPolicy
from portal.sites.own_rows import OwnRowsViewSet

if TYPE_CHECKING:
    from django.db.models import QuerySet


class SeriesIndexView(generic.IndexView):  # type: ignore[misc]
    def get_base_queryset(self) -> QuerySet[Any]:
        own = self.permission_policy.instances_user_has_any_permission_for
        rows: QuerySet[Any] = own(self.request.user, ["view"])
        return rows.select_related("site").annotate(number=Count("articles"))


class SeriesViewSet(OwnRowsViewSet):
    """Rows of other sites do not exist: neither in the list nor on any screen of one row."""

    model = Series
    policy = SeriesPolicy(Series)
    icon = "list-ol"
    menu_label = _("Series of articles")
    menu_order = 259
    add_to_admin_menu = True
    index_view_class = SeriesIndexView
    search_fields = ("title", "slug")
    ordering = "title"
    list_display = (
        "title",
        Column("site", label=_("Member site"), accessor="site.short_name"),
        Column("slug", label=_("Part of the address")),
        Column("number", label=_("Articles"), sort_key="number"),
        BooleanColumn("is_open", label=_("Takes new articles")),
    )

    def get_form_class(self, for_update: bool = False) -> type:  # noqa: FBT001, FBT002
        return SeriesForm
