"""The wizard "make a member site", for portal administrators only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.lifecycle.states import change_state
from portal.setup import checks
from portal.setup.forms import SetupForm
from portal.setup.models import SiteSetup
from portal.setup.services import by_field, make_site
from portal.setup.templates_of_sites import TEMPLATES
from portal.sites.models import MemberSite, SiteState
from portal.sites.permissions import is_portal_admin
from portal.sites.screens import Screen
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = gettext_lazy("Make a member site")
LONGEST = 260
CHECKS: dict[str, Callable[[str], str]] = {"code": checks.free_code, "host": checks.free_host}


class SetupScreen(Screen):
    """Base of the wizard's pages."""

    page_title = TITLE
    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_others(request)
        response: Any = super().dispatch(request, *args, **kwargs)
        return response  # type: ignore[no-any-return]

    def way(self) -> list[tuple[str, Any]]:
        return [(reverse("member-sites:index"), _("Member sites")), ("", TITLE)]


class NewSiteView(SetupScreen):
    """The form; then everything once more to read; then the site."""

    template_name = "portal_setup/new.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.ask(SetupForm(actor=request.user))  # type: ignore[arg-type]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SetupForm(request.POST, actor=request.user)  # type: ignore[arg-type]
        is_valid = form.is_valid()
        if earlier := self.earlier():
            return self.done(earlier)  # the button pressed twice, or the page loaded again
        if not is_valid or "edit" in request.POST:
            return self.ask(form)
        if "make" not in request.POST:
            return self.review(form)
        try:
            setup, _is_new = make_site(actor=request.user, wanted=form.wanted())  # type: ignore[arg-type]
        except ValidationError as refusal:
            for field, text in by_field(refusal, set(form.fields)):
                form.add_error(field, text)
            return self.ask(form)
        return self.done(setup)

    def earlier(self) -> SiteSetup | None:
        """What this form made already. Asked after the form was read: that takes a while."""
        posted = self.request.POST
        found = SiteSetup.objects.filter(token=posted.get("token", "")[:40]).first()
        return found if found and found.facts.get("code") == posted.get("code") else None

    def ask(self, form: SetupForm) -> HttpResponse:
        return self.render(
            form=form,
            media=form.media,
            templates=TEMPLATES.values(),
            chosen_template=form["template"].value(),
            check_url=reverse("setup:check"),
        )

    def review(self, form: SetupForm) -> HttpResponse:
        self.template_name = "portal_setup/review.html"
        values = form.cleaned_data
        themes: Any = form.fields["theme"]
        plugins: Any = form.fields.get("plugins")
        chosen = set(values.get("plugins") or ())
        return self.render(
            form=form,
            values=values,
            template=TEMPLATES[values["template"]],
            theme=dict(themes.choices)[values["theme"]],
            plugins=[str(name) for slug, name in plugins.choices if slug in chosen]
            if plugins
            else [],
            posted=[
                (name, value)
                for name in form.fields
                for value in form.data.getlist(name)  # type: ignore[attr-defined]
            ],
        )

    def done(self, setup: SiteSetup) -> HttpResponse:
        return redirect("setup:done", setup.site_id)


class DoneView(SetupScreen):
    """What was made, and what to do next."""

    template_name = "portal_setup/done.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        setup = get_object_or_404(SiteSetup.objects.select_related("site"), site_id=pk)
        site, facts = setup.site, setup.facts
        home = current().home_of(site)
        person = get_user_model().objects.filter(pk=facts.get("administrator")).first()
        return self.render(
            site=site,
            facts=facts,
            path=home.address if home else "",
            url=home.url if home else "",
            template=TEMPLATES.get(facts.get("template", "")),
            person=person,
            is_draft=site.state == SiteState.DRAFT,
            is_active=site.state == SiteState.ACTIVE,
            explore_url=_address("wagtailadmin_explore", site.root_page_id),
            life_url=_address("lifecycle:site", site.pk),
        )


@never_cache
@require_safe
def check(request: HttpRequest) -> JsonResponse:
    """``{"code": sentence}`` or ``{"host": sentence}``; empty when the address is free."""
    refuse_others(request)
    return JsonResponse(
        {
            field: checks.sentence_of(ask, request.GET[field][:LONGEST])
            for field, ask in CHECKS.items()
            if field in request.GET
        }
    )


@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the site to readers."""
    refuse_others(request)
    site = get_object_or_404(MemberSite, pk=pk)
    try:
        change_state(actor=request.user, site=site, state=SiteState.ACTIVE)  # type: ignore[arg-type]
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        text = _("“%(site)s” is in operation; readers find it from now on.")
        messages.success(request, text % {"site": site.short_name})
    if SiteSetup.objects.filter(site=site).exists():
        return redirect("setup:done", site.pk)
    return redirect("member-sites:index")


def refuse_others(request: HttpRequest) -> None:
    """For others than portal administrators these addresses do not exist."""
    if not is_portal_admin(request.user):  # type: ignore[arg-type]
        raise Http404


def _address(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
