"""Screens of payees, rates and budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plugins.royalties import register
from plugins.royalties.forms import TABLES, PayeeForm, PayeeNamesForm, rate_form
from plugins.royalties.models import Payee
from plugins.royalties.permissions import PROPOSE, SET_RATES, may
from plugins.royalties.screens import SiteFormScreen, SiteScreen, url, words_of
from portal.sites.models import RoleGrant

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from plugins.royalties.forms import Table
    from portal.sites.models import MemberSite


class PayeesView(SiteScreen):
    """The register; numbers are masked here for everybody."""

    template_name = "plugin_royalties/payees.html"
    tab = "payees"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Payee.objects.at(self.site)
        words = words_of(request.GET.get("tim", ""))
        if words:
            rows = rows.filter(Q(pen_name__icontains=words) | Q(real_name__icontains=words))
        return self.render(page=self.page_of(rows.select_related("account")), words=words)


class PayeeView(SiteFormScreen):
    """Add a payee or change one."""

    tab = "payees"
    right = PROPOSE
    button = gettext_lazy("Save")

    @cached_property
    def payee(self) -> Payee | None:
        if "payee" not in self.kwargs:
            return None
        found = Payee.objects.at(self.site).filter(pk=self.kwargs["payee"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def explanation(self) -> str:  # type: ignore[override]
        if register.sees_private(self.request.user, self.site):
            return _("Personal data: the numbers are shown only to those who close months.")
        return _("Tax, card and bank numbers are written by those who close months.")

    def make_form(self, data: Any = None) -> Form:
        private = register.sees_private(self.request.user, self.site)
        kind: Any = PayeeForm if private else PayeeNamesForm
        # The form writes into what it is given; the service gets the values instead.
        copy = Payee.objects.filter(pk=self.payee.pk).first() if self.payee else Payee()
        form: Any = kind(data, instance=copy)
        form.fields["account"].queryset = _accounts(self.site, self.payee)
        return form  # type: ignore[no-any-return]

    def save(self, values: dict[str, Any]) -> str:
        row = register.save_payee(actor=self.actor, site=self.site, values=values, payee=self.payee)
        return _("“%(name)s” was saved.") % {"name": row}

    @property
    def done_url(self) -> str:
        return url("payees", self.site.pk)


def _accounts(site: MemberSite, payee: Payee | None) -> QuerySet[Any]:
    """People with a role at the site, and whoever the payee has been so far."""
    held = RoleGrant.objects.in_force().filter(site=site)
    if site.is_province:
        held |= RoleGrant.objects.in_force().filter(site=None)
    wanted = Q(pk__in=held.values("person"), is_active=True)
    if payee and payee.account_id:
        wanted |= Q(pk=payee.account_id)
    return get_user_model().objects.filter(wanted).order_by("username")


class RatesView(SiteScreen):
    """All tables with the rows of the portal and of the site."""

    template_name = "plugin_royalties/rates.html"
    tab = "rates"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        return self.render(
            tables=[self._shown(name, table) for name, table in TABLES.items()],
            may_set_rates_of_portal=may(user, SET_RATES, None),
        )

    def _shown(self, name: str, table: Table) -> dict[str, Any]:
        model = table.model
        place = Q(site=self.site)
        if table.is_dated:
            place |= Q(site=None)
        rows = model._base_manager.filter(place).order_by(*model._meta.ordering)[:500]
        headings = [self._heading(model, column) for column in table.columns]
        return {
            "name": name,
            "label": table.label,
            "is_dated": table.is_dated,
            "headings": headings,
            "rows": [(row, [self._cell(row, column) for column in table.columns]) for row in rows],
        }

    def _heading(self, model: Any, column: str) -> str:
        if column == "amount" and not hasattr(model, "year"):
            return _("unit (VND)")
        return str(model._meta.get_field(column).verbose_name)

    def _cell(self, row: Any, column: str) -> Any:
        shown = getattr(row, f"get_{column}_display", None)
        return shown() if shown else getattr(row, column)


class RateView(SiteFormScreen):
    """One row of a table: of the site, or (``?cong=1`` for a new one) of the whole portal."""

    template_name = "plugin_royalties/rate.html"
    tab = "rates"
    right = SET_RATES
    button = gettext_lazy("Save")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["table"] not in TABLES:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def table(self) -> Table:
        return TABLES[self.kwargs["table"]]

    @cached_property
    def row(self) -> Any:
        """A fresh row, or the one of the address where the person may change it."""
        model = self.table.model
        if "row" not in self.kwargs:
            whole = self.table.is_dated and self.request.GET.get("cong") == "1"
            row = model(site=None if whole else self.site)
        else:
            rows = model._base_manager.filter(Q(site=self.site) | Q(site=None))
            row = rows.filter(pk=self.kwargs["row"]).first()
        if row is None or not may(self.actor, SET_RATES, row.site):
            raise Http404
        return row

    @property
    def explanation(self) -> str:  # type: ignore[override]
        place = self.row.site.short_name if self.row.site else _("Whole portal")
        return f"{capfirst(self.table.label)}: {place}"

    def make_form(self, data: Any = None) -> Form:
        form: Any = rate_form(self.table, self.book)(data, instance=self.row)
        return form  # type: ignore[no-any-return]

    def save(self, values: dict[str, Any]) -> str:
        kinds = values.get("article_kinds")
        row = register.save_rate(actor=self.actor, row=self.row, kinds=kinds)
        return _("“%(name)s” was saved.") % {"name": row}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" not in request.POST or not self.row.pk:
            return super().post(request, *args, **kwargs)
        register.remove_rate(actor=self.actor, row=self.row)
        messages.success(request, _("The row was deleted."))
        return redirect(self.done_url)

    @property
    def done_url(self) -> str:
        return url("rates", self.site.pk)
