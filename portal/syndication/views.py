"""The lists of the exchange, offering an article, and the settings of sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.news.models import ArticlePage
from portal.news.screens import FormScreen, NewsroomScreen
from portal.sites.models import MemberSite
from portal.sites.rights import rights_of
from portal.sites.structure import current
from portal.syndication import services
from portal.syndication.forms import ALL_SITES, RECEIVED, SENT, FilterForm, SendForm, SettingsForm
from portal.syndication.models import SiteExchange
from portal.syndication.offering import has_it
from portal.syndication.permissions import (
    may_change_settings,
    may_offer_from,
    own_sites,
    receivers_for,
    sites_read,
    sites_to_set,
    takes_part,
    visible_offers,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.syndication.models import OfferQuerySet

TITLE = gettext_lazy("News exchange")
ON_A_PAGE = 50


class ExchangeScreen(NewsroomScreen):
    """For people of the newsrooms."""

    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not takes_part(request.user):  # type: ignore[arg-type]
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ExchangeView(ExchangeScreen):
    page_title = TITLE
    template_name = "syndication/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = list(sites_read(self.actor))
        form = FilterForm(request.GET, sites=sites, is_wide=rights_of(self.actor).sees_everything)
        form.is_valid()
        way = form.cleaned_data.get("huong") or RECEIVED
        own = self._own(form.cleaned_data.get("trang"), sites)
        seen = visible_offers(self.actor)
        rows = self._chosen(seen.filter(**{f"{_end(way)}__in": own}), form)
        page = Paginator(rows.for_lists(), ON_A_PAGE).get_page(request.GET.get("p"))
        query = request.GET.copy()
        query.pop("p", None)
        return self.render(
            form=form,
            page=page,
            query=query.urlencode(),
            way=way,
            is_wide=len(own) > 1,
            ways=[
                (name, label, way == name, seen.waiting().filter(**{f"{_end(name)}__in": own}))
                for name, label in ((RECEIVED, _("Received articles")), (SENT, _("Sent articles")))
            ],
            may_set=sites_to_set(self.actor).exists(),
        )

    def _own(self, chosen: str | None, sites: list[MemberSite]) -> list[int]:
        """Keys of the sites whose lists are shown: the person's newsroom, one, or all."""
        keys = [site.pk for site in sites]
        if chosen and chosen != ALL_SITES:
            return [key for key in keys if str(key) == chosen]
        mine = own_sites(self.actor)
        return mine if mine and chosen != ALL_SITES else keys

    def _chosen(self, rows: OfferQuerySet, form: FilterForm) -> OfferQuerySet:
        if state := form.cleaned_data.get("tt"):
            rows = rows.filter(state=state)
        if words := form.cleaned_data.get("q"):
            rows = rows.filter(title__icontains=words)
        return rows


def _end(way: str) -> str:
    return "sender" if way == SENT else "receiver"


class SendView(FormScreen):
    """Offers one published article."""

    page_title = gettext_lazy("Offer the article to other sites")
    header_icon = "site"
    template_name = "syndication/send.html"
    button = gettext_lazy("Offer")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.article = get_object_or_404(ArticlePage, pk=kwargs["page_id"])
        self.sender = current().site_of(self.article.path)
        user: Any = request.user
        if self.sender is None or not may_offer_from(user, self.sender):
            raise Http404
        taken = has_it(self.article)
        fit = receivers_for(self.sender)
        self.free = [site for site in fit if site.pk not in taken]
        self.taken = [site for site in fit if site.pk in taken]

    def get_page_subtitle(self) -> str:
        return str(self.article.title)

    def trail(self) -> list[tuple[str, Any]]:
        return [(self.done_url, self.article.title), ("", self.page_title)]

    @property
    def done_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def make_form(self, data: Any = None) -> SendForm:
        return SendForm(data, sites=self.free)

    def save(self, values: dict[str, Any]) -> str:
        made = services.offer(actor=self.actor, article=self.article, **values)
        names = ", ".join(row.receiver.short_name for row in made)
        return _("The article was offered to: %(names)s.") % {"names": names}


class SettingsView(ExchangeScreen):
    page_title = gettext_lazy("Settings of the news exchange")
    template_name = "syndication/settings.html"

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("exchange:index"), TITLE), ("", self.page_title)]

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = list(sites_to_set(self.actor))
        if not sites:
            raise Http404
        rows = {row.pk: row for row in SiteExchange.objects.filter(site__in=sites)}
        return self.render(
            rows=[(site, rows.get(site.pk) or SiteExchange(site=site)) for site in sites]
        )


class SiteView(FormScreen):
    """The settings of one site."""

    page_title = gettext_lazy("Settings of the news exchange")
    header_icon = "site"
    button = gettext_lazy("Save")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.site = get_object_or_404(MemberSite, pk=kwargs["site_id"])
        if not may_change_settings(request.user, self.site):  # type: ignore[arg-type]
            raise Http404

    def get_page_subtitle(self) -> str:
        return self.site.short_name

    def trail(self) -> list[tuple[str, Any]]:
        steps = [("exchange:index", TITLE), ("exchange:settings", self.page_title)]
        return [*((reverse(name), label) for name, label in steps), ("", self.site.short_name)]

    @property
    def done_url(self) -> str:
        return reverse("exchange:settings")

    def make_form(self, data: Any = None) -> Any:
        return SettingsForm(data, instance=SiteExchange.of(self.site))

    def save(self, values: dict[str, Any]) -> str:
        services.change_settings(actor=self.actor, site=self.site, **values)
        return _("The settings were saved.")
