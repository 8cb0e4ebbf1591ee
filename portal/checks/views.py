"""Screens of the checks: the panel of the editor, levels of sites, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.checks import settings
from portal.checks.models import KnownName
from portal.checks.reading import Reading
from portal.checks.services import findings
from portal.checks.settings_forms import ChecksForm, NameForm
from portal.news.models import ArticlePage
from portal.news.screens import FormScreen, NewsroomScreen
from portal.sites.models import Role
from portal.sites.permissions import is_portal_admin, sites_with_role

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.sites.models import MemberSite

TITLE = gettext_lazy("Checks before publishing")
ICON = "clipboard-list"


class ArticleView(NewsroomScreen):
    """The panel of the editor, as a part of a page: what the checks say of the newest version."""

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        article = ArticlePage.objects.filter(pk=page_id).first()
        if article is None or not article.permissions_for_user(self.actor).can_edit():
            raise Http404
        draft = article.get_latest_revision_as_object()
        reading = Reading(draft)
        found = findings(draft, reading=reading)
        context = {
            "stopping": [each for each in found if each.blocks],
            "reminding": [each for each in found if not each.blocks],
            "words": reading.words,
            "minutes": reading.minutes,
        }
        answer = render(request, "checks/panel.html", context)
        answer["Cache-Control"] = "no-store"
        return answer


class SitesView(NewsroomScreen):
    page_title = TITLE
    header_icon = ICON
    template_name = "checks/sites.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = list(sites_with_role(self.actor, Role.SITE_ADMIN))
        if not sites:
            raise Http404
        return self.render(sites=sites, is_portal_admin=is_portal_admin(self.actor))


class _OfSite:
    """What screens of one site share; a site of others does not exist."""

    kwargs: dict[str, Any]
    actor: Any

    @cached_property
    def site(self) -> MemberSite:
        found = sites_with_role(self.actor, Role.SITE_ADMIN).filter(pk=self.kwargs["site_id"])
        if site := found.first():
            return site
        raise Http404

    def get_page_subtitle(self) -> str:
        return str(self.site.short_name)


class PortalView(FormScreen):
    """What holds wherever a site says nothing."""

    page_title = TITLE
    header_icon = ICON
    template_name = "checks/settings.html"
    button = gettext_lazy("Save")
    site: MemberSite | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if type(self) is PortalView and not is_portal_admin(request.user):  # type: ignore[arg-type]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return _("Whole portal")

    def trail(self) -> list[tuple[str, str]]:
        return [(self.done_url, str(TITLE)), ("", self.get_page_subtitle())]

    @property
    def done_url(self) -> str:
        return reverse("checks:index")

    def make_form(self, data: Any = None) -> Any:
        self.form = ChecksForm(data, instance=settings.row_of(self.site))
        return self.form

    def save(self, values: dict[str, Any]) -> str:
        own = {name: values[name] for name in ChecksForm.Meta.fields}
        settings.change_checks(actor=self.actor, site=self.site, levels=self.form.levels, **own)
        return _("The checks of %(place)s are saved.") % {"place": self.get_page_subtitle()}


class SiteView(_OfSite, PortalView):  # type: ignore[misc]
    """The same for one site."""


class NamesView(_OfSite, NewsroomScreen):
    page_title = gettext_lazy("Names and posts")
    header_icon = "user"
    template_name = "checks/names.html"

    def trail(self) -> list[tuple[str, str]]:
        return [
            (reverse("checks:index"), str(TITLE)),
            ("", f"{self.page_title}: {self.site.short_name}"),
        ]

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        names = KnownName.objects.filter(site=self.site)
        return self.render(site=self.site, names=names)


class NameView(_OfSite, FormScreen):
    """A new name, or one of the list."""

    page_title = gettext_lazy("Names and posts")
    header_icon = "user"
    button = gettext_lazy("Save")

    @cached_property
    def name(self) -> KnownName:
        pk = self.kwargs.get("pk")
        if pk is None:
            return KnownName(site=self.site)
        if found := KnownName.objects.filter(pk=pk, site=self.site).first():
            return found
        raise Http404

    def trail(self) -> list[tuple[str, str]]:
        title = f"{self.page_title}: {self.site.short_name}"
        return [
            (reverse("checks:index"), str(TITLE)),
            (self.done_url, title),
            ("", str(self.name.name or _("New name"))),
        ]

    @property
    def done_url(self) -> str:
        return reverse("checks:names", args=[self.site.pk])

    def make_form(self, data: Any = None) -> Any:
        return NameForm(data, instance=self.name)

    def save(self, values: dict[str, Any]) -> str:
        saved = settings.save_name(actor=self.actor, site=self.site, name=self.name)
        return _("“%(name)s” is in the list.") % {"name": saved.name}


class DeleteNameView(_OfSite, NewsroomScreen):
    def post(self, request: HttpRequest, site_id: int, pk: int) -> HttpResponse:
        name = KnownName.objects.filter(pk=pk, site=self.site).first()
        if name is not None:
            try:
                settings.delete_name(actor=self.actor, name=name)
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
            else:
                text = _("“%(name)s” was taken from the list.")
                messages.success(request, text % {"name": name.name})
        return redirect("checks:names", self.site.pk)
