"""Reports, the book of acts, and everybody's own royalties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from plugins.royalties import reports, spreadsheet
from plugins.royalties.models import Act, EntryState, Part, SheetLine, SheetState
from plugins.royalties.permissions import SEE, SEE_OWN, SLUG, codename, sites_where
from plugins.royalties.screens import PER_PAGE, SiteScreen, url
from portal.desk.calendar import Month
from portal.plugins import gate
from portal.sites.screens import HiddenScreen

if TYPE_CHECKING:
    from django.http import HttpRequest


def index(request: HttpRequest) -> HttpResponse:
    """To the list of work of the first site of the person."""
    return _first(request, "worklist")


def first_report(request: HttpRequest) -> HttpResponse:
    return _first(request, "report")


def _first(request: HttpRequest, name: str) -> HttpResponse:
    sites = sites_where(request.user, SEE)
    if not sites:
        raise Http404
    return redirect(url(name, sites[0].pk))


class ReportBase(SiteScreen):
    tab = "report"

    @cached_property
    def question(self) -> reports.Question:
        """Of the address; a word to the person and the present month for nonsense."""
        try:
            return reports.Question.parse(self.request.GET)
        except ValidationError as error:
            messages.warning(self.request, error.messages[0])
            return reports.Question(Month.present(), Month.present())

    def made(self) -> reports.Report:
        everywhere = self.question.group == reports.SITE
        sites = self.seen if everywhere else [self.site]
        return reports.report_of(self.question, [site.pk for site in sites])


class ReportView(ReportBase):
    template_name = "plugin_royalties/report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        groups = reports.GROUPS.items()
        if len(self.seen) == 1:
            groups = [pair for pair in groups if pair[0] != reports.SITE]  # type: ignore[assignment]
        return self.render(report=self.made(), question=self.question, groups=groups)


class ReportXlsxView(ReportBase):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        heading = f"{_('Royalties')}: {self.site.name}"
        book = spreadsheet.of_report(self.made(), heading=heading)
        name = f"nhuan-but-{self.question.group}-{self.question.first.key}"
        return spreadsheet.answer(book, f"{name}-{self.question.last.key}")


class ActsView(SiteScreen):
    """What was done, the newest first."""

    template_name = "plugin_royalties/acts.html"
    tab = "acts"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render(page=self.page_of(Act.objects.filter(site=self.site)))


class OwnView(HiddenScreen):
    """“My royalties”: shares and payments of the person's own account, at all sites."""

    template_name = "plugin_royalties/own.html"
    header_icon = "user"
    page_title = gettext_lazy("My royalties")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(codename(SEE_OWN)):  # type: ignore[union-attr]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, Any]]:
        return [("", self.page_title)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sites = gate.current().open_sites(SLUG)
        shown = (EntryState.APPROVED, EntryState.SETTLED)
        rows = Part.objects.filter(
            payee__account=request.user.pk, entry__site__in=sites, entry__state__in=shown
        )
        rows = rows.select_related("entry__site", "entry__sheet")
        rows = rows.order_by("-entry__published_on", "-pk")
        lines = SheetLine.objects.filter(
            payee__account=request.user.pk, sheet__site__in=sites
        ).exclude(sheet__state=SheetState.REOPENED)
        page = WagtailPaginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        return self.render(
            page=page,
            lines=lines.select_related("sheet__site").order_by("-sheet__month")[:24],
        )
