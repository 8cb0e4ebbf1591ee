"""Forms for the settings of plugins: one per member site, or one for the installation.

The addresses of each plugin carry its namespace (``plugin_<slug>__settings``), so that the gate
holds for them as for everything else of a plugin.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList, extract_panel_definitions_from_model_class
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.generic import EditView

from portal.plugins import gate, registry
from portal.plugins.models import SiteSettings
from portal.plugins.permissions import may_switch
from portal.plugins.points import SettingsPanel
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import sites_with_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLResolver

    from portal.plugins.registry import Owned


def urlpatterns() -> list[URLResolver]:
    """One include per plugin that has settings, below the plugin's own page."""
    slugs = {owned.slug for owned in registry.extensions(SettingsPanel)}
    return [_of_plugin(slug) for slug in sorted(slugs)]


def _of_plugin(slug: str) -> URLResolver:
    namespace = f"plugin_{slug}__settings"
    patterns = []
    for owned in _panels(slug):
        name = owned.value.model._meta.model_name
        view = form_of(owned)
        patterns.append(path(f"{name}/", view, name=name))
        if is_per_site(owned.value.model):
            patterns.append(path(f"{name}/<int:site>/", view, name=name))
    return path(f"phan-mo-rong/{slug}/cai-dat/", include((patterns, namespace), namespace))


def _panels(slug: str) -> Iterator[Owned[SettingsPanel]]:
    return (owned for owned in registry.extensions(SettingsPanel) if owned.slug == slug)


def is_per_site(model: type[Model]) -> bool:
    return issubclass(model, SiteSettings)


def address(owned: Owned[SettingsPanel], site: MemberSite | None = None) -> str:
    """The form's address, of one site if it is given."""
    name = f"plugin_{owned.slug}__settings:{owned.value.model._meta.model_name}"
    return reverse(name, args=[site.pk] if site else [])


def sites_for(user: Any, slug: str) -> QuerySet[MemberSite]:
    """Where ``user`` may change settings: open sites in which they approve."""
    own = sites_with_role(user, Role.APPROVER)
    return own.filter(pk__in=gate.current().open_sites(slug)).order_by("position", "code")


def may_change(user: Any, owned: Owned[SettingsPanel]) -> bool:
    """Whether there is anything here for ``user`` to change."""
    if not gate.current().is_open_to(owned.slug, user):
        return False
    if is_per_site(owned.value.model):
        return sites_for(user, owned.slug).exists()
    return may_switch(user)


def links(slug: str, user: Any) -> list[tuple[str, str]]:
    """(address, label) of the forms of a plugin that ``user`` may use."""
    return [(address(owned), label(owned)) for owned in _panels(slug) if may_change(user, owned)]


def label(owned: Owned[SettingsPanel]) -> str:
    return str(capfirst(owned.value.model._meta.verbose_name))


class SettingsMenuItem(MenuItem):  # type: ignore[misc]
    """In the Settings menu of those who may change something."""

    def __init__(self, owned: Owned[SettingsPanel]) -> None:
        self.owned = owned
        super().__init__(
            label(owned),
            address(owned),
            name=f"settings-{owned.slug}-{owned.value.model._meta.model_name}",
            icon_name=owned.value.icon,
            order=owned.value.order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return may_change(request.user, self.owned)


@cache
def _panel_of(model: type[Model]) -> Any:
    handler = getattr(model, "edit_handler", None)
    if handler is None:
        handler = ObjectList(extract_panel_definitions_from_model_class(model, ["site"]))
    return handler.bind_to_model(model)


class SiteSwitchForm(forms.Form):
    """Leads to the settings of another site."""

    def __init__(self, owned: Owned[SettingsPanel], site: MemberSite, sites: Any) -> None:
        super().__init__(initial={"site": address(owned, site)})
        self.fields["site"] = forms.ChoiceField(
            label=gettext_lazy("Member site"),
            choices=[(address(owned, other), other.short_name) for other in sites],
            widget=forms.Select(
                attrs={"data-controller": "w-action", "data-action": "change->w-action#redirect"}
            ),
        )


class SettingsView(EditView):  # type: ignore[misc]
    """The form of one panel. Reading it writes nothing: the row comes with the first saving."""

    owned: Owned[SettingsPanel] = None  # type: ignore[assignment]
    template_name = "portal_plugins/settings.html"
    page_title = gettext_lazy("Settings of a plugin")
    error_message = gettext_lazy("The settings could not be saved due to errors.")
    site: MemberSite | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_per_site(self.model):
            self.sites = list(sites_for(request.user, self.owned.slug))
            if "site" not in kwargs and self.sites:
                return redirect(address(self.owned, self.sites[0]))
            self.site = next((s for s in self.sites if s.pk == kwargs.get("site")), None)
            if self.site is None:
                raise Http404
        elif not may_switch(request.user):  # type: ignore[arg-type]
            raise Http404
        self.object = self.get_object()
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_object(self, queryset: Any = None) -> Any:
        model: Any = self.model
        return model.of(self.site) if self.site else model.now()

    def get_panel(self) -> Any:
        return _panel_of(self.model)

    def get_header_icon(self) -> str:
        return self.owned.value.icon

    def get_page_subtitle(self) -> str:
        return label(self.owned)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        items: list[dict[str, str]] = [*self.breadcrumbs_items]
        if may_switch(self.request.user):  # type: ignore[arg-type]
            name = str(registry.installed()[self.owned.slug].verbose_name)
            items.append({"url": reverse("portal_plugins:index"), "label": _("Plugins")})
            url = reverse("portal_plugins:detail", args=[self.owned.slug])
            items.append({"url": url, "label": name})
        return [*items, {"url": "", "label": self.get_page_subtitle()}]

    def get_edit_url(self) -> str:
        return address(self.owned, self.site)

    get_success_url = get_edit_url

    def get_success_buttons(self) -> None:
        return None

    def get_success_message(self) -> str:
        place = f"{self.site.short_name}: " if self.site else ""
        return place + _("“%(settings)s” was saved.") % {"settings": label(self.owned)}

    def get_side_panels(self) -> Any:
        return MediaContainer([])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["site"] = self.site
        if self.site and len(self.sites) > 1:
            context["site_form"] = SiteSwitchForm(self.owned, self.site, self.sites)
        return context


def form_of(owned: Owned[SettingsPanel]) -> Any:
    """The view of one panel."""
    return SettingsView.as_view(owned=owned, model=owned.value.model)
