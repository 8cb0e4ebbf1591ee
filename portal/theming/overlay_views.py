"""Screens of overlays: what is shown and what is to come, a new one, ending one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.sites.models import CHANGEABLE, Role
from portal.sites.permissions import is_portal_admin, sites_to_read, sites_with_role
from portal.sites.screens import FormScreen
from portal.theming import overlay_services
from portal.theming.forms import OverlayForm
from portal.theming.models import Overlay
from portal.theming.permissions import kinds_for, may_lay
from portal.theming.views import TITLE, ThemingScreen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.sites.models import MemberSite

OVERLAYS = gettext_lazy("Occasions and emergency notices")
PER_PAGE = 30


class OverlaysView(ThemingScreen):
    page_title = OVERLAYS
    template_name = "theming/overlays.html"

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("theming:index"), TITLE), ("", OVERLAYS)]

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = sites_to_read(self.actor, Role.SITE_ADMIN)
        if not sites.exists():
            raise Http404
        now = timezone.now()
        seen = Overlay.objects.filter(Q(site=None) | Q(site__in=sites)).select_related("site")
        standing = list(seen.to_come(now))
        past = seen.exclude(pk__in=[row.pk for row in standing])
        return self.render(
            rows=[
                (row, row.starts_at <= now, may_lay(self.actor, row.site, row.kind))
                for row in standing
            ],
            past=Paginator(past, PER_PAGE).get_page(request.GET.get("p")),
            may_add=sites_with_role(self.actor, Role.SITE_ADMIN).exists(),
        )


class AddOverlayView(FormScreen):
    header_icon = "view"
    page_title = gettext_lazy("New occasion or emergency notice")
    template_name = "theming/overlay_form.html"
    button = gettext_lazy("Show it at these times")
    explanation = gettext_lazy(
        "Mourning takes the colours and what moves from the pages, and hides what is festive; an "
        "emergency notice stands above everything else."
    )

    def trail(self) -> list[tuple[str, Any]]:
        steps = [("theming:index", TITLE), ("theming:overlays", OVERLAYS)]
        return [*((reverse(name), words) for name, words in steps), ("", self.page_title)]

    @property
    def done_url(self) -> str:
        return reverse("theming:overlays")

    def make_form(self, data: Any = None) -> OverlayForm:
        own = sites_with_role(self.actor, Role.SITE_ADMIN)
        sites: list[MemberSite] = list(own.filter(state__in=CHANGEABLE))
        is_wide = is_portal_admin(self.actor)
        if not sites and not is_wide:
            raise Http404
        return OverlayForm(
            data,
            kinds=kinds_for(self.actor),
            sites=sites,
            is_wide=is_wide,
            initial={"starts_at": timezone.now()},
        )

    def save(self, values: dict[str, Any]) -> str:
        overlay_services.lay_overlay(actor=self.actor, **values)
        return _("Readers see it at these times.")


class EndOverlayView(ThemingScreen):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        overlay = get_object_or_404(Overlay, pk=pk)
        try:
            overlay_services.end_overlay(actor=self.actor, overlay=overlay)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("It has ended; readers do not see it any more."))
        return redirect("theming:overlays")
