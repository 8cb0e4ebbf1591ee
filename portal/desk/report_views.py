"""The report of the clock on the screen, on paper and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.desk import report, spreadsheet
from portal.desk.calendar import Month
from portal.desk.facts import PHASES
from portal.desk.views import DeskBase

if TYPE_CHECKING:
    from django.http import HttpRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportBase(DeskBase):
    header_icon = "history"

    @cached_property
    def question(self) -> report.Question:
        """Of the address; a word to the person and the present month for nonsense."""
        try:
            return report.Question.parse(self.request.GET)
        except ValidationError as error:
            messages.warning(self.request, error.messages[0])
            return report.Question(Month.present(), Month.present())

    def made(self) -> report.Report:
        return report.report_of(self.question, self.request.user, self.structure)

    def late(self) -> list[report.LatePost]:
        return report.late_posts(self.question, self.request.user, self.structure)

    def heading(self) -> str:
        """Of the paper and the workbook."""
        only = self.sites[0] if len(self.sites) == 1 else None
        site = next((one for one in self.sites if one.pk == self.question.site_id), only)
        return site.name if site else str(settings.WAGTAIL_SITE_NAME)

    def trail(self) -> list[tuple[str, str]]:
        return [("", _("News within the limit"))]

    def context(self) -> dict[str, Any]:
        return {
            "report": self.made(),
            "question": self.question,
            "groups": report.GROUPS.items(),
            "phases": PHASES.items(),
            "heading": self.heading(),
        }


class ReportView(ReportBase):
    template_name = "desk/report.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        choices = [(site.pk, site.short_name) for site in self.sites]
        present = Month.present()
        spans = [
            (_("This month"), present, present),
            (_("Last month"), present.before, present.before),
            (_("This year"), Month(present.year, 1), present),
            (_("Last year"), Month(present.year - 1, 1), Month(present.year - 1, 12)),
        ]
        return self.render(site_choices=choices, spans=spans, **self.context())


class ReportPrintView(ReportBase):
    """Without the admin around it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {**self.context(), "late": self.late(), "printed_at": timezone.now()}
        return render(request, "desk/report_print.html", context)


class ReportXlsxView(ReportBase):
    def get(self, request: HttpRequest) -> HttpResponse:
        answer = HttpResponse(content_type=XLSX)
        name = f"tin-dung-han-{self.question.first.key}-{self.question.last.key}.xlsx"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        heading = f"{_('News within the limit')}: {self.heading()}"
        spreadsheet.workbook_of(self.made(), self.late(), heading=heading).save(answer)
        return answer
