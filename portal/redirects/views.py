"""Importing a file of old addresses: send, look at what becomes of each row, decide."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.redirects import files, importing
from portal.redirects.forms import ImportForm
from portal.redirects.importing import Outcome, Plan
from portal.redirects.models import AddressImport
from portal.redirects.permissions import sites_for_addresses

if TYPE_CHECKING:
    from django.http import HttpRequest

PER_PAGE = 100
CHANGING = {Outcome.NEW, Outcome.REPLACES}


class AddressesView(WagtailAdminTemplateMixin, View):  # type: ignore[misc]
    """Base of the screens; for people without a site to administer they do not exist."""

    header_icon = "upload"
    page_title = gettext_lazy("Import old addresses")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not sites_for_addresses(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        url = reverse("old-addresses:index")
        return [
            *self.breadcrumbs_items,
            {"url": url, "label": _("Old addresses")},
            {"url": "", "label": _("Import")},
        ]


class ImportView(AddressesView):
    """Where a file is sent."""

    template_name = "redirects/import.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        file = form.cleaned_data["file"]
        try:
            # One byte more than is taken tells that it is too big.
            data = file.read(files.MOST_BYTES + 1)
            kept = importing.keep_file(actor=request.user, name=file.name, data=data)
        except ValidationError as error:
            form.add_error("file", error)
            return self._show(form)
        return redirect("redirects:preview", kept.pk)

    def _show(self, form: ImportForm) -> HttpResponse:
        recent = AddressImport.objects.filter(person=self.request.user.pk).exclude(
            confirmed_at=None
        )
        context = self.get_context_data(form=form, recent=recent[:10])
        return self.render_to_response(context)  # type: ignore[no-any-return]


class OneImportView(AddressesView):
    """Base of what is about one file: only who sent it sees it, until it is decided."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not sites_for_addresses(request.user):
            raise Http404
        waiting = AddressImport.objects.filter(person=request.user.pk, confirmed_at=None)
        self.kept = get_object_or_404(waiting, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def plan(self) -> Plan:
        return Plan(files.rows_of(self.kept.text), actor=self.request.user)


class PreviewView(OneImportView):
    """What would become of each row, and the decision."""

    template_name = "redirects/preview.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = self.plan()
        shown = plan.broken or plan.rows
        page = WagtailPaginator(shown, PER_PAGE).get_page(request.GET.get("p"))
        context = self.get_context_data(
            kept=self.kept,
            rows=page,
            counts=[(outcome.label, number) for outcome, number in plan.counts().items()],
            is_broken=bool(plan.broken),
            problem=" ".join(importing.refused(plan).messages) if plan.broken else "",
            has_work=any(planned.outcome in CHANGING for planned in plan.rows),
        )
        return self.render_to_response(context)  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "discard" in request.POST:
            self.kept.delete()
            messages.success(request, _("The file was put away; nothing was changed."))
            return redirect("redirects:import")
        try:
            counts = importing.confirm(actor=request.user, kept=self.kept)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("redirects:preview", pk)
        text = _("Old addresses taken over: %(new)d new, %(replaced)d replaced.")
        values = {"new": counts[Outcome.NEW], "replaced": counts[Outcome.REPLACES]}
        messages.success(request, text % values)
        return redirect("old-addresses:index")


class BrokenRowsView(OneImportView):
    """The refused rows as a file to mend, each with its line and the reason."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="dong-bi-tu-choi.csv"'
        answer.write("\ufeff")
        writer = csv.writer(answer)
        heads = (_("Old address"), _("New address"), _("Number in the old system"))
        writer.writerow([*heads, _("Line"), _("Reason")])
        for planned in self.plan().broken:
            row = planned.row
            cells = (_safe(cell) for cell in (row.old, row.new, row.legacy))
            writer.writerow([*cells, row.line, planned.sentence])
        return answer


def _safe(cell: str) -> str:
    """Table programs run what begins like a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def missed(request: HttpRequest) -> HttpResponse:
    """The report of addresses without a page, by a name that other rooms link to."""
    query = request.GET.urlencode()
    return redirect(reverse("missed-addresses:index") + (f"?{query}" if query else ""))
