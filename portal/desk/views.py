"""The desk: its list, the filters people keep, and the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk import calendar, filters, services
from portal.desk.bulk import acts_of
from portal.desk.listing import table_of
from portal.desk.models import SavedFilter, State
from portal.desk.paging import CheapPaginator
from portal.desk.permissions import sites_seen
from portal.news.models import ArticleKind
from portal.sites.middleware import structure_of
from portal.sites.screens import Screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure


class DeskBase(Screen):
    """Base of the screens: for people who find articles of some site."""

    header_icon = "list-ul"
    page_title = gettext_lazy("News desk")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.sites:
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @cached_property
    def structure(self) -> Structure:
        return structure_of(self.request)

    @cached_property
    def sites(self) -> list[MemberSite]:
        return sites_seen(self.request.user, self.structure)

    def way(self) -> list[tuple[str, Any]]:
        return [(reverse("desk:index"), _("News desk"))]


class DeskView(DeskBase):
    """The list."""

    template_name = "desk/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = filters.Filter.parse(request.GET)
        for problem in chosen.problems:
            messages.warning(request, problem.messages[0])
        rows = chosen.rows(request.user, self.structure)
        pages = CheapPaginator(rows, chosen.order, reads_all=chosen.has_words)
        page = pages.get_page(request.GET.get("p"))
        part: Any = page.object_list
        table = table_of(part, request.user, self.structure)
        return self.render(
            filter=chosen,
            page=page,
            table=table,
            acts=acts_of(request.user),
            saved=list(SavedFilter.objects.filter(person_id=request.user.pk)),
            **self._choices(chosen),
        )

    def _choices(self, chosen: filters.Filter) -> dict[str, Any]:
        site_id = int(chosen.values.get("trang", 0))
        if len(self.sites) == 1:
            site_id = self.sites[0].pk
        is_own = any(site.pk == site_id for site in self.sites)
        states = {state: key for key, state in filters.STATE_KEYS.items()}
        return {
            "chosen": _chosen(chosen),
            "states": [(states[State(value)], label) for value, label in State.choices],
            "work": filters.WORK.items(),
            "deadlines": filters.DEADLINES.items(),
            "days": [(key, label) for key, (_column, label) in filters.DAYS.items()],
            "orders": [(key, label) for key, (_columns, label) in filters.ORDERS.items()],
            "site_choices": [(site.pk, site.short_name) for site in self.sites],
            "section_choices": filters.sections_of(site_id, self.structure) if is_own else [],
            "kind_choices": list(ArticleKind.objects.values_list("pk", "name")),
        }


def _chosen(given: filters.Filter) -> dict[str, Any]:
    """What the fields of the filter's form hold; keys of rows as numbers."""
    values = given.values
    found: dict[str, Any] = {
        "state": values.get("trang-thai"),
        "work": values.get("viec"),
        "deadline": values.get("han"),
        "author": values.get("tac-gia", ""),
        "day": values.get("ngay"),
        "first": values.get("tu", ""),
        "last": values.get("den", ""),
        "order": values.get("xep"),
    }
    for name, key in (("site", "trang"), ("section", "muc"), ("kind", "loai")):
        found[name] = int(values[key]) if key in values else None
    found["more"] = bool({"tac-gia", "loai", "tu", "den"} & set(values))
    return found


def filter_of(query: str) -> filters.Filter:
    """A filter that a form carries along; only what a filter may say is understood."""
    return filters.Filter.parse(QueryDict(query[:2000]))


def desk_url(query: str = "") -> str:
    return f"{reverse('desk:index')}?{query}" if query else reverse("desk:index")


class SaveFilterView(DeskBase):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        query = filter_of(request.POST.get("loc", "")).query
        try:
            user: Any = request.user
            services.save_filter(actor=user, name=request.POST.get("name", ""), query=query)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("The filter was kept."))
        return redirect(desk_url(query))


class ForgetFilterView(DeskBase):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        user: Any = request.user
        services.forget_filter(actor=user, pk=pk)
        return redirect(desk_url(filter_of(request.POST.get("loc", "")).query))


class CalendarView(DeskBase):
    """A month of what will appear and what will vanish."""

    template_name = "desk/calendar.html"
    header_icon = "calendar-alt"

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            month = calendar.Month.parse(request.GET.get("thang", ""))
        except ValidationError as error:
            messages.warning(request, error.messages[0])
            month = calendar.Month.present()
        weeks = calendar.weeks_of(month, request.user, self.structure)
        return self.render(month=month, weeks=weeks, names=calendar.day_names(), sites=self.sites)

    def trail(self) -> list[tuple[str, str]]:
        return [("", _("Calendar"))]
