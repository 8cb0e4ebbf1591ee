"""The screens of one site's life: its state and history, and one screen for each act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from portal.lifecycle import numbers, offers, stories, undertakings
from portal.lifecycle.addresses import public_path
from portal.lifecycle.permissions import may_decide
from portal.sites.models import MemberSite
from portal.sites.rights import rights_of
from portal.sites.screens import Screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.accounts.models import User
    from portal.lifecycle.forms import ActForm
    from portal.lifecycle.offers import Offer

PER_PAGE = 50


class LifeView(Screen):
    """Base; for others than those whom ``admits`` names these screens do not exist."""

    header_icon = "site"
    page_title = gettext_lazy("Life of the site")
    site: MemberSite

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.admits(request.user):  # type: ignore[arg-type]
            raise Http404
        sites = MemberSite.objects.select_related("root_page", "successor")
        self.site = get_object_or_404(sites, pk=kwargs["site_id"])
        response: Any = super().dispatch(request, *args, **kwargs)
        return response  # type: ignore[no-any-return]

    def admits(self, user: User) -> bool:
        """Portal administrators."""
        return may_decide(user)

    @property
    def url(self) -> str:
        return reverse("lifecycle:site", args=[self.site.pk])

    def get_page_subtitle(self) -> str:
        return self.site.short_name

    def way(self) -> list[tuple[str, Any]]:
        return [(reverse("member-sites:index"), _("Member sites"))]

    def trail(self) -> list[tuple[str, str]]:
        return [(self.url, self.site.short_name)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            member_site=self.site, life_url=self.url, **kwargs
        )
        return context


class SiteView(LifeView):
    """State, addresses, what can be done, what has happened."""

    template_name = "lifecycle/site.html"

    def admits(self, user: User) -> bool:
        """Portal administrators, and auditors, who get no offers."""
        return may_decide(user) or rights_of(user).reads_everything

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        paginator = WagtailPaginator(self.site.events.all(), PER_PAGE)
        paginator.verbose_name = paginator.verbose_name_plural = _("events")
        page = paginator.get_page(request.GET.get("p"))
        names = stories.names_by_code()
        busy = undertakings.under_way(self.site)
        home = self.site.root_page
        is_closed = bool(busy) or not may_decide(request.user)  # type: ignore[arg-type]
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                numbers=numbers.of_site(self.site),
                path=public_path(home) if home else "",
                offers=[] if is_closed else offers.open_for(self.site),
                undertaking=undertakings.latest(self.site),
                is_busy=busy,
                events=page,
                told=[(event, stories.story(event, names)) for event in page],
                elided_page_range=paginator.get_elided_page_range(page.number),
            )
        )
        return response


class ActView(LifeView):
    """What one act would do, and its form."""

    template_name = "lifecycle/act.html"
    offer: Offer

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = next((offer for offer in offers.OFFERS if offer.name == kwargs["act"]), None)
        if found is None:
            raise Http404
        self.offer = found
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), ("", str(self.offer.label))]

    def get(self, request: HttpRequest, site_id: int, act: str) -> HttpResponse:
        if not self.offer.is_open(self.site):
            return redirect(self.url)
        return self._show(self.offer.form(site=self.site))

    def post(self, request: HttpRequest, site_id: int, act: str) -> HttpResponse:
        form = self.offer.form(request.POST, site=self.site)
        if not form.is_valid() or not form.carry_out(request.user):  # type: ignore[arg-type]
            self.site.refresh_from_db()
            return self._show(form)
        messages.success(request, self._outcome(form))
        return redirect(self.url)

    def _outcome(self, form: ActForm) -> str:
        values = {"act": self.offer.label}
        if form.is_long:
            text = _("“%(act)s” was put into the queue; this page shows how far it is.")
            return text % values
        if form.event is None:
            return _("Nothing was changed: “%(act)s” asked for what is so already.") % values
        what = stories.story(form.event, stories.names_by_code())
        if not what:
            return _("“%(act)s” is done.") % values
        return _("“%(act)s” is done: %(what)s.") % {**values, "what": what}

    def _show(self, form: ActForm) -> HttpResponse:
        known = numbers.of_site(self.site) if self.offer.with_numbers else None
        response: HttpResponse = self.render_to_response(
            self.get_context_data(offer=self.offer, form=form, numbers=known)
        )
        return response
