"""Admin screens of series: each site's editors see and change those of their own sites."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from portal.news.models import Series
from portal.reading.forms import SeriesForm
from portal.reading.permissions import SeriesPolicy

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class SeriesIndexView(generic.IndexView):  # type: ignore[misc]
    def get_base_queryset(self) -> QuerySet[Any]:
        own = self.permission_policy.instances_user_has_any_permission_for
        rows: QuerySet[Any] = own(self.request.user, ["view"])
        return rows.select_related("site").annotate(number=Count("articles"))


class SeriesViewSet(ModelViewSet):  # type: ignore[misc]
    """Rows of other sites do not exist: neither in the list nor on any screen of one row."""

    model = Series
    policy = SeriesPolicy(Series)
    icon = "list-ol"
    menu_label = _("Series of articles")
    menu_order = 259
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
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

    @property
    def permission_policy(self) -> SeriesPolicy:
        return self.policy

    def get_form_class(self, for_update: bool = False) -> type:  # noqa: FBT001, FBT002
        return SeriesForm

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponse]:
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def for_own_rows(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs:
                own = self.policy.instances_user_has_any_permission_for(request.user, ["view"])
                if not own.filter(pk=kwargs["pk"]).exists():
                    raise Http404
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        return for_own_rows
