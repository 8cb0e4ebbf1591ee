"""The month sheet on the screen, on paper and as a workbook, and its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plugins.royalties import closing, sheets, spreadsheet
from plugins.royalties.forms import CloseForm, ReasonForm
from plugins.royalties.ledger import mask
from plugins.royalties.models import Entry, EntryState, RoyaltySettings, Sheet
from plugins.royalties.months import month_of
from plugins.royalties.permissions import CLOSE
from plugins.royalties.register import sees_private
from plugins.royalties.screens import SiteFormScreen, SiteScreen
from plugins.royalties.words import amount_in_words

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest

    from plugins.royalties.sheets import Table


class SheetBase(SiteScreen):
    tab = "sheet"

    @cached_property
    def sheet(self) -> Sheet | None:
        """The closed sheet of the month; None while the month is open."""
        return Sheet.objects.frozen().filter(site=self.site, month=self.month.first).first()

    @cached_property
    def table(self) -> Table:
        """The sheet as it is closed, or as it would be today; numbers masked for most people."""
        if self.sheet:
            table = sheets.frozen(self.sheet)
        else:
            day = max(timezone.localdate(), self.month.first)
            table = sheets.reckoned(self.site, self.month.first, self.book, pay_on=day)
        if not self.shows_numbers:
            for line in table.lines:
                line.tax_code = mask(line.tax_code)
                line.bank_account = mask(line.bank_account)
        return table

    @cached_property
    def shows_numbers(self) -> bool:
        return sees_private(self.request.user, self.site)

    def context(self) -> dict[str, Any]:
        net = self.sheet.net if self.sheet else self.table.net
        return {
            "sheet": self.sheet,
            "table": self.table,
            "words": amount_in_words(net),
            "settings": RoyaltySettings.of(self.site),
        }


class SheetView(SheetBase):
    template_name = "plugin_royalties/sheet.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Entry.objects.at(self.site).filter(month=self.month.first)
        open_rows = rows.filter(state__in=(EntryState.PROPOSED, EntryState.RETURNED))
        return self.render(unapproved=open_rows.count(), **self.context())


class SheetPrintView(SheetBase):
    """Without the admin around it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = {
            **self.context(),
            "site": self.site,
            "month": self.month,
            "printed_at": timezone.localtime(),
            "details": request.GET.get("chi-tiet") == "1",
        }
        return render(request, "plugin_royalties/sheet_print.html", context)


class SheetXlsxView(SheetBase):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        book = spreadsheet.of_sheet(self.site, self.month, self.sheet, self.table)
        return spreadsheet.answer(book, f"nhuan-but-{self.site.code}-{self.month.key}")


class CloseView(SiteFormScreen):
    right = CLOSE
    tab = "sheet"
    button = gettext_lazy("Close the month")
    explanation = gettext_lazy(
        "The approved entries are frozen in a numbered sheet. What is not approved goes to the "
        "next open month."
    )

    def make_form(self, data: Any = None) -> Form:
        return CloseForm(data)

    def save(self, values: dict[str, Any]) -> str:
        sheet = closing.close_month(
            actor=self.actor, site=self.site, month=self.month, pay_on=values["pay_on"]
        )
        text = _("The month %(month)s is closed; the sheet has the number %(number)s.")
        return text % {"month": self.month.label, "number": sheet}

    @property
    def done_url(self) -> str:
        return self.month_url("sheet")


class OneSheet(SiteFormScreen):
    right = CLOSE
    tab = "sheet"

    @cached_property
    def sheet(self) -> Sheet:
        rows = Sheet.objects.filter(site=self.site).select_related("site")
        found = rows.filter(pk=self.kwargs["sheet"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def done_url(self) -> str:
        return self.month_url("sheet", month_of(self.sheet.month))


class ReopenView(OneSheet):
    button = gettext_lazy("Open the month again")
    explanation = gettext_lazy(
        "The sheet loses its figures until it is closed again; what it came to and your reason "
        "are kept in the book of acts."
    )

    def make_form(self, data: Any = None) -> Form:
        return ReasonForm(data)

    def save(self, values: dict[str, Any]) -> str:
        closing.reopen(actor=self.actor, sheet=self.sheet, reason=values["reason"])
        return _("The month is open again.")


class PaidView(OneSheet):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            closing.mark_paid(actor=self.actor, sheet=self.sheet)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("The sheet is marked as paid."))
        return redirect(self.done_url)
