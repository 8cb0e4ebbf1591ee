"""The administration of news by e-mail: sites, one site, its readers, its settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin

from portal.digest import administration, figures
from portal.digest.admin_forms import FIELDS, FindForm, SettingsForm
from portal.digest.models import DigestSettings, Subscriber
from portal.digest.permissions import may_manage, sites_to_look_at, visible_subscribers
from portal.digest.previews import preview
from portal.news.screens import FormScreen, NewsroomScreen

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.digest.models import SubscriberQuerySet
    from portal.sites.models import MemberSite

TITLE = gettext_lazy("News by e-mail")
ON_A_PAGE = 50


class DigestScreen(NewsroomScreen):
    page_title = TITLE
    header_icon = "mail"


class OfSite(DigestScreen):
    """A screen about one of the sites that the person administers, or looks at."""

    manages = False

    @cached_property
    def site(self) -> MemberSite:
        found = get_object_or_404(sites_to_look_at(self.actor), pk=self.kwargs["site_id"])
        if self.manages and not may_manage(self.actor, found):
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        return str(self.site.short_name)

    def trail(self) -> list[tuple[str, Any]]:
        own = [(self.site_url, self.get_page_subtitle())]
        return [(reverse("digest:index"), TITLE), *own, *self.further()]

    def further(self) -> list[tuple[str, Any]]:
        return []

    @property
    def site_url(self) -> str:
        return reverse("digest:site", args=[self.site.pk])

    def act(self, words: str, function: Any, **given: Any) -> None:
        """Do it and say so, or say why not."""
        try:
            done = function(actor=self.actor, **given)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
        else:
            messages.success(self.request, words % {"done": done})


class SitesView(DigestScreen):
    template_name = "digest/admin/sites.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = list(sites_to_look_at(self.actor))
        if not sites:
            raise Http404
        if len(sites) == 1:
            return redirect("digest:site", sites[0].pk)
        return self.render(rows=figures.of_sites(sites))


class SiteView(OfSite):
    template_name = "digest/admin/site.html"

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        rules = DigestSettings.objects.filter(site=self.site).first()
        return self.render(
            site=self.site,
            rules=rules or DigestSettings(site=self.site),
            numbers=figures.of_states(self.site),
            topics=figures.of_topics(self.site),
            issues=figures.of_issues(self.site),
            may_manage=may_manage(self.actor, self.site),
        )


class SettingsView(FormScreen, OfSite):
    manages = True
    button = gettext_lazy("Save")

    def further(self) -> list[tuple[str, Any]]:
        return [("", gettext_lazy("Settings of news by e-mail"))]

    @property
    def done_url(self) -> str:
        return self.site_url

    def make_form(self, data: Any = None) -> Any:
        rules = DigestSettings.objects.filter(site=self.site).first()
        return SettingsForm(data, instance=rules or DigestSettings(site=self.site), site=self.site)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in FIELDS}
            try:
                administration.change_settings(
                    actor=self.actor, site=self.site, offer=form.offer(), **values
                )
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, _("The settings were saved."))
                return redirect(self.done_url)
        return self.show(form)


class PreviewView(OfSite):
    """The frame with the mail in it, and the button that sends it to oneself."""

    template_name = "digest/admin/preview.html"

    def further(self) -> list[tuple[str, Any]]:
        return [("", gettext_lazy("Next mail"))]

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        rendered = preview(self.site)
        return self.render(
            rendered=rendered, site=self.site, may_manage=may_manage(self.actor, self.site)
        )


class MailView(OfSite):
    """The mail itself, shown in that frame."""

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        rendered = preview(self.site)
        if rendered is None:
            raise Http404
        answer = HttpResponse(rendered.html)
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        add_never_cache_headers(answer)
        return answer

    @classmethod
    def framed(cls) -> Any:
        return xframe_options_sameorigin(cls.as_view())


class TrialView(OfSite):
    http_method_names = ["post"]
    manages = True

    def post(self, request: HttpRequest, site_id: int) -> HttpResponse:
        words = _("A test was sent to %(done)s.")
        self.act(words, administration.send_trial, site=self.site)
        return redirect("digest:preview", self.site.pk)


class SubscribersView(OfSite):
    template_name = "digest/admin/subscribers.html"

    def further(self) -> list[tuple[str, Any]]:
        return [("", gettext_lazy("Subscribers"))]

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        form = FindForm(request.GET)
        rows = Subscriber.objects.filter(site=self.site).prefetch_related(
            "topics__tag", "topics__series", "topics__about", "topics__site"
        )
        page = Paginator(_chosen(rows, form), ON_A_PAGE).get_page(request.GET.get("p"))
        query = request.GET.copy()
        query.pop("p", None)
        return self.render(
            form=form,
            site=self.site,
            page=page,
            rows=figures.with_topics(page),
            query=query.urlencode(),
            may_manage=may_manage(self.actor, self.site),
        )


class OfSubscriber(DigestScreen):
    """An act on one reader's data."""

    @cached_property
    def reader(self) -> Subscriber:
        return get_object_or_404(visible_subscribers(self.actor), pk=self.kwargs["pk"])


class ExportView(OfSubscriber):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = administration.export_subscriber(actor=self.actor, subscriber=self.reader)
        body = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        answer = HttpResponse(body, content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="ban-tin-{self.reader.pk}.json"'
        add_never_cache_headers(answer)
        return answer


class EraseView(OfSubscriber):
    """Asks once, then deletes."""

    page_title = gettext_lazy("Delete a subscriber")
    template_name = "digest/admin/erase.html"

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("digest:index"), TITLE), (self.back, _("Subscribers")), ("", self.reader)]

    @property
    def back(self) -> str:
        return reverse("digest:subscribers", args=[self.reader.site_id])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        site: MemberSite = self.reader.site
        if not may_manage(self.actor, site):
            raise PermissionDenied
        return self.render(reader=self.reader, site=site, back=self.back)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        back, name = self.back, str(self.reader)
        administration.erase_subscriber(actor=self.actor, subscriber=self.reader)
        messages.success(request, _("%(address)s was deleted.") % {"address": name})
        return redirect(back)


def _chosen(rows: SubscriberQuerySet, form: FindForm) -> SubscriberQuerySet:
    """What is not understood is left out."""
    form.is_valid()
    if state := form.cleaned_data.get("state"):
        rows = rows.filter(state=state)
    if email := form.cleaned_data.get("email"):
        rows = rows.filter(email=email.strip().lower())
    return rows
