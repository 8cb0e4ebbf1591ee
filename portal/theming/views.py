"""The studio: how each site looks, its plans and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import refuse
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import is_portal_admin, sites_to_read
from portal.sites.screens import HiddenScreen
from portal.theming import health, preview, registry, services
from portal.theming.checking import check_parts
from portal.theming.forms import StudioForm
from portal.theming.models import LookChange
from portal.theming.permissions import may_dress

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TITLE = gettext_lazy("Look")
PER_PAGE = 20


class ThemingScreen(HiddenScreen):
    header_icon = "view"
    page_title = TITLE

    def trail(self) -> list[tuple[str, Any]]:
        return [("", self.page_title)]


class SitesView(ThemingScreen):
    """The sites whose look the person may see; of one site alone its studio."""

    template_name = "theming/sites.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = list(sites_to_read(self.actor, Role.SITE_ADMIN))
        if not sites:
            raise Http404
        if len(sites) == 1:
            return redirect("theming:site", sites[0].pk)
        known = registry.themes()
        planned = dict.fromkeys(LookChange.objects.scheduled().values_list("site_id", flat=True))
        rows = [
            {"site": site, "theme": known.get(site.theme), "planned": site.pk in planned}
            for site in sites
        ]
        wide = is_portal_admin(self.actor)
        return self.render(rows=rows, problems=health.problems() if wide else [])


class StudioView(ThemingScreen):
    """Choose, look, put on or plan; what the person typed stays when it is refused."""

    template_name = "theming/studio.html"

    @cached_property
    def site(self) -> MemberSite:
        rows = sites_to_read(self.actor, Role.SITE_ADMIN).select_related("logo", "root_page")
        return get_object_or_404(rows, pk=self.kwargs["site_id"])

    @cached_property
    def is_read_only(self) -> bool:
        return not may_dress(self.actor, self.site)

    def get_page_subtitle(self) -> str:
        return str(self.site.short_name)

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("theming:index"), TITLE), ("", self.site.short_name)]

    @property
    def url(self) -> str:
        return reverse("theming:site", args=[self.site.pk])

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        return self.show(StudioForm(user=self.actor, site=self.site))

    def post(self, request: HttpRequest, site_id: int) -> HttpResponse:
        if self.is_read_only:
            raise Http404
        form = StudioForm(request.POST, user=self.actor, site=self.site)
        acts = {"preview": self.preview, "apply": self.apply, "schedule": self.schedule}
        act = acts.get(request.POST.get("act", ""))
        if not form.is_valid():
            return self.show(form)
        try:
            if act is None:
                raise refuse("GD-21", _("Say whether to preview, to put on or to plan."))
            return act(form)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)  # type: ignore[arg-type]
            self.site.refresh_from_db()
            return self.show(form)

    def preview(self, form: StudioForm) -> HttpResponse:
        check_parts(form.choice())
        return redirect(preview.address_for(self.actor, self.site, form.dress()))

    def apply(self, form: StudioForm) -> HttpResponse:
        services.apply_look(actor=self.actor, site=self.site, **form.values())
        messages.success(self.request, _("Readers see the new look from now on."))
        return redirect(self.url)

    def schedule(self, form: StudioForm) -> HttpResponse:
        starts, ends = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]
        if starts is None and ends is None:
            form.add_error("starts_at", _("Say when the new look begins, or when it ends."))
            return self.show(form)
        services.apply_look(
            actor=self.actor, site=self.site, starts_at=starts, ends_at=ends, **form.values()
        )
        messages.success(
            self.request,
            _("The new look is planned.") if starts else _("The new look is on until its end."),
        )
        return redirect(self.url)

    def show(self, form: StudioForm) -> HttpResponse:
        rows = LookChange.objects.filter(site=self.site)
        done = rows.exclude(state=LookChange.State.SCHEDULED)
        newest = rows.applied().first()
        return self.render(
            form=form,
            media=form.media,
            site=self.site,
            cards=list(form.cards()),
            missing="" if self.site.theme in registry.themes() else self.site.theme,
            is_read_only=self.is_read_only or not self.site.is_changeable,
            scheduled=rows.scheduled(),
            running=rows.for_a_time(),
            newest=newest.pk if newest and not self.is_read_only else None,
            may_cancel=not self.is_read_only,
            history=Paginator(done, PER_PAGE).get_page(self.request.GET.get("p")),
            grounds={name: light for name, (light, _dark) in registry.GROUNDS.items()},
            broken=LookChange.State.FAILED,
        )


class ActView(ThemingScreen):
    """One button; whatever becomes of it, the studio of the site says it."""

    http_method_names = ["post"]

    def done(self, site_id: int, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect("theming:site", site_id)

    def refused(self, site_id: int, refusal: ValidationError) -> HttpResponse:
        messages.error(self.request, " ".join(refusal.messages))
        return redirect("theming:site", site_id)


class RevertView(ActView):
    def post(self, request: HttpRequest, site_id: int) -> HttpResponse:
        site = get_object_or_404(MemberSite, pk=site_id)
        seen = request.POST.get("change", "")
        try:
            services.revert(actor=self.actor, site=site, seen=int(seen) if seen.isdecimal() else 0)
        except ValidationError as refusal:
            return self.refused(site_id, refusal)
        return self.done(site_id, _("The site looks as it did before."))


class CancelView(ActView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        change = get_object_or_404(LookChange, pk=pk)
        try:
            services.cancel(actor=self.actor, change=change)
        except ValidationError as refusal:
            return self.refused(change.site_id, refusal)
        return self.done(change.site_id, _("The plan was cancelled."))
