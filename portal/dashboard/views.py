"""The week of one's sites, the lists behind its figures, and broken links."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from portal.dashboard import counts, lists, posts
from portal.dashboard.marks import marks_of
from portal.dashboard.models import LinkCheck
from portal.dashboard.permissions import site_or_404, sites_seen
from portal.dashboard.weeks import Week
from portal.language.templatetags.language import vn_date
from portal.sites.middleware import structure_of
from portal.sites.screens import Screen

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

PER_PAGE = 50
BOM = "\ufeff"  # without it Excel takes the file for another encoding
TITLES = {
    "published": gettext_lazy("Posts of the week"),
    "late": gettext_lazy("Late posts"),
    "waiting": gettext_lazy("Waiting for approval"),
    "returned": gettext_lazy("Returned to the author"),
}


class OwnSitesView(Screen):
    """Base of the screens: for people who have a role somewhere."""

    header_icon = "calendar-alt"
    page_title = gettext_lazy("The week of the site")

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

    @cached_property
    def week(self) -> Week:
        """Of the address; a word to the person and the present one for nonsense."""
        try:
            return Week.parse(self.request.GET.get("tuan", ""))
        except ValidationError as error:
            messages.warning(self.request, error.messages[0])
            return Week.present()

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("dashboard:week"), _("The week of the site"))]

    def page_of(self, rows: Any) -> Any:
        return WagtailPaginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))

    def shown(self, **context: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(
            self.get_context_data(week=self.week, **context)
        )
        return answer


class WeekView(OwnSitesView):
    """All sites of the person for one week."""

    template_name = "dashboard/week.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        order = request.GET.get("xep", "")
        table = counts.week_of(self.sites, self.week, self.structure, request.user).sorted_by(order)
        return self.shown(table=table, order=order, keeps_week=not self.week.is_present)


class WeekCsvView(OwnSitesView):
    """The same as a file for spreadsheets."""

    def get(self, request: HttpRequest) -> HttpResponse:
        table = counts.week_of(self.sites, self.week, self.structure, request.user)
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        name = f"tuan-{self.week.key}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.write(BOM)
        writer = csv.writer(answer)
        writer.writerow([_("Week"), f"{vn_date(self.week.monday)} – {vn_date(self.week.sunday)}"])
        columns = [column.label for column in table.columns]
        writer.writerow([_("Site code"), _("Member site"), _("State"), *columns])
        for row in table.rows:
            figures = [cell.figure.value if cell.figure else "" for cell in row.cells]
            marks = ", ".join(str(mark) for mark in marks_of(row.site))
            writer.writerow([row.site.code, _harmless(row.site.short_name), marks, *figures])
        return answer


def _harmless(text: str) -> str:
    """A spreadsheet takes text that begins so for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


class PostsView(OwnSitesView):
    """The pages that one figure of one site counts."""

    template_name = "dashboard/posts.html"
    site: MemberSite
    kind: str

    def get(self, request: HttpRequest, site_id: int, kind: str) -> HttpResponse:
        self.site, self.kind = site_or_404(request.user, site_id, self.structure), kind
        is_of_week = kind in {"published", "late"}
        page = self.page_of(self._rows())
        rows = page.object_list
        if is_of_week:
            rows = lists.posts_of(rows, request.user, self.site, self.structure)  # type: ignore[arg-type]
        return self.shown(site=self.site, kind=kind, posts=rows, page=page, is_of_week=is_of_week)

    def _rows(self) -> Any:
        if self.kind in {"published", "late"}:
            return lists.published(self.site, self.week, only_late=self.kind == "late")
        status = posts.WAITING if self.kind == "waiting" else posts.RETURNED
        user: Any = self.request.user
        return lists.in_workflow(self.site, status, user, self.structure)

    def get_page_subtitle(self) -> str:
        return str(self.site.short_name)

    def trail(self) -> list[tuple[str, str]]:
        url = reverse("dashboard:week")
        url = url if self.week.is_present else f"{url}?tuan={self.week.key}"
        title = f"{self.site.short_name}: {TITLES[self.kind]}"
        return [(url, _("The week of the site")), ("", title)]


class BrokenLinksView(OwnSitesView):
    """Broken links of one site, or of all sites of the person."""

    template_name = "dashboard/broken_links.html"
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    site: MemberSite | None = None

    def get(self, request: HttpRequest, site_id: int | None = None) -> HttpResponse:
        if site_id is not None:
            self.site = site_or_404(request.user, site_id, self.structure)
        sites = [self.site] if self.site else self.sites
        page = self.page_of(lists.broken_links(sites, self.structure))
        # What is chosen may lie in any site that the person sees.
        rows = lists.broken_rows(page.object_list, request.user, self.sites, self.structure)  # type: ignore[arg-type]
        checked_at = LinkCheck.objects.values_list("finished_at", flat=True).first()
        return self.shown(
            site=self.site,
            links=rows,
            page=page,
            checked_at=checked_at,
            names_sites=self.site is None and len(self.sites) > 1,
        )

    def trail(self) -> list[tuple[str, str]]:
        steps = [(reverse("dashboard:broken_links"), _("Broken links"))]
        return [*steps, ("", self.site.short_name)] if self.site else steps
