"""What the screens of the plugin share: the site of the address, the month, the tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from plugins.royalties import budgets
from plugins.royalties.permissions import (
    APPROVE,
    CLOSE,
    PROPOSE,
    SEE,
    SET_RATES,
    may,
    sites_where,
)
from plugins.royalties.rates import RateBook
from portal.desk.calendar import Month
from portal.pages.received import number_of
from portal.sites import screens

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.sites.models import MemberSite

PER_PAGE = 50
TABS = (
    ("worklist", gettext_lazy("To be graded")),
    ("entries", gettext_lazy("Proposals")),
    ("sheet", gettext_lazy("Month sheet")),
    ("report", gettext_lazy("Report")),
    ("payees", gettext_lazy("Payees")),
    ("rates", gettext_lazy("Rates and budget")),
    ("acts", gettext_lazy("Book of acts")),
)


def url(name: str, *values: int | str) -> str:
    """The address of a screen of this plugin."""
    return reverse(f"plugin_royalties__admin:{name}", args=values)


def words_of(text: str, most: int = 100) -> str:
    """What somebody typed into a plain field, without what no database takes."""
    return "".join(char for char in text if char.isprintable()).strip()[:most]


class SiteScreen(screens.HiddenScreen):
    """A screen about one site; where the person has not ``right``, it does not exist."""

    header_icon = "clipboard-list"
    page_title = gettext_lazy("Royalties")
    right = SEE
    tab = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Numbers of rows that no database counts to; lists of keys cannot be asked for with them.
        if any(isinstance(key, int) and number_of(key) is None for key in kwargs.values()):
            raise Http404
        self.seen = sites_where(request.user, SEE)
        site = next((one for one in self.seen if one.pk == kwargs["site"]), None)
        if site is None or not may(request.user, self.right, site):  # type: ignore[arg-type]
            raise Http404
        self.site: MemberSite = site
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def month(self) -> Month:
        """Of the address; a word to the person and the present one for nonsense."""
        try:
            return Month.parse(self.request.GET.get("thang", ""))
        except ValidationError as error:
            messages.warning(self.request, error.messages[0])
            return Month.present()

    @cached_property
    def book(self) -> RateBook:
        return RateBook.load(self.site)

    def way(self) -> list[tuple[str, Any]]:
        return [(url("index"), _("Royalties"))]

    def trail(self) -> list[tuple[str, Any]]:
        label = dict(TABS).get(self.tab, "")
        return [(url("worklist", self.site.pk), self.site.short_name), ("", label)]

    def month_url(self, name: str, month: Month | None = None) -> str:
        return f"{url(name, self.site.pk)}?thang={(month or self.month).key}"

    def page_of(self, rows: Any) -> Any:
        return WagtailPaginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))

    @property
    def page_query(self) -> str:
        """What further pages of a list say before their number."""
        given = self.request.GET.copy()
        given.pop("p", None)
        return f"{given.urlencode()}&" if given else ""

    def keys(self) -> list[int]:
        """Rows that were marked in a list."""
        given = self.request.POST.getlist("row")
        return [number for key in given if (number := number_of(key)) is not None]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user: Any = self.request.user
        tab = self.tab or "worklist"
        context.update(
            site=self.site,
            month=self.month,
            tab=self.tab,
            page_query=self.page_query,
            tabs=[(name, label, self.month_url(name)) for name, label in TABS],
            places=[(url(tab, one.pk), one.short_name, one == self.site) for one in self.seen],
            bars=budgets.bars(self.site, self.month.first),
            may_propose=may(user, PROPOSE, self.site),
            may_approve=may(user, APPROVE, self.site),
            may_close=may(user, CLOSE, self.site),
            may_set_rates=may(user, SET_RATES, self.site),
        )
        return context


class SiteFormScreen(screens.FormScreen, SiteScreen):
    """The same with a form."""

    template_name = "plugin_royalties/form.html"
    right = PROPOSE
