"""How a site works: its workflow, and what editors may do in a hurry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.news.newsroom import SiteNewsroom
from portal.news.screens import FormScreen, NewsroomScreen
from portal.news.settings_of_sites import (
    Ready,
    change_newsroom,
    kind_of,
    newsroom_of,
    workflow_of,
)
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import sites_with_role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TITLE = gettext_lazy("Workflow of the newsroom")


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    kind = forms.ChoiceField(
        label=gettext_lazy("Workflow"),
        choices=Ready.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Articles under way go on in the workflow in which they began."),
    )
    field_order = ["kind", "editors_publish_urgently"]

    class Meta:
        model = SiteNewsroom
        fields = ["editors_publish_urgently"]

    def clean_kind(self) -> Ready:
        return Ready(self.cleaned_data["kind"])


class SitesView(NewsroomScreen):
    page_title = TITLE
    header_icon = "clipboard-list"
    template_name = "newsroom/sites.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = list(sites_with_role(self.actor, Role.SITE_ADMIN))
        if not sites:
            raise Http404
        urgent = set(
            SiteNewsroom.objects.filter(editors_publish_urgently=True).values_list("pk", flat=True)
        )
        rows = [
            {"site": site, "workflow": workflow_of(site), "urgent": site.pk in urgent}
            for site in sites
        ]
        return self.render(rows=rows)


class SiteView(FormScreen):
    page_title = TITLE
    header_icon = "clipboard-list"
    button = gettext_lazy("Save")

    @cached_property
    def site(self) -> MemberSite:
        found = sites_with_role(self.actor, Role.SITE_ADMIN).filter(pk=self.kwargs["site_id"])
        if site := found.first():
            return site
        raise Http404

    def get_page_subtitle(self) -> str:
        return str(self.site.short_name)

    def trail(self) -> list[tuple[str, str]]:
        return [(self.done_url, str(TITLE)), ("", self.get_page_subtitle())]

    @property
    def done_url(self) -> str:
        return reverse("newsroom:settings")

    def make_form(self, data: Any = None) -> Any:
        initial = {"kind": kind_of(workflow_of(self.site))}
        return SettingsForm(data, instance=newsroom_of(self.site), initial=initial)

    def save(self, values: dict[str, Any]) -> str:
        change_newsroom(actor=self.actor, site=self.site, **values)
        return _("The newsroom of %(site)s works like this from now on.") % {
            "site": self.site.short_name
        }
