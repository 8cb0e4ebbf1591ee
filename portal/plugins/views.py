"""The Plugins page: list, one plugin, its history, and switching with a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.paginator import WagtailPaginator

from portal.errors import sentence
from portal.plugins import impact, overview, settings_views, switching
from portal.plugins.models import ActivationChange
from portal.plugins.permissions import may_switch
from portal.sites.screens import Screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.plugins.overview import Place, Plugin
    from portal.plugins.scopes import Scope

LATEST = 10
PER_PAGE = 50
# More places than this are counted in a message, not named.
NAMED = 5
NOTE_LENGTH = 500


class PluginsView(Screen):
    """Base of the screens; for others than administrators of plugins they do not exist."""

    header_icon = "cogs"
    page_title = gettext_lazy("Plugins")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_switch(request.user):  # type: ignore[arg-type]
            raise Http404
        response: Any = super().dispatch(request, *args, **kwargs)
        return response  # type: ignore[no-any-return]

    def way(self) -> list[tuple[str, Any]]:
        return [(reverse("portal_plugins:index"), _("Plugins"))]


class IndexView(PluginsView):
    """All plugins by category."""

    template_name = "portal_plugins/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.render_to_response(
            self.get_context_data(groups=overview.groups())
        )
        return response


class OnePluginView(PluginsView):
    """Base of the screens of one plugin, ``self.plugin``."""

    plugin: Plugin

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = overview.plugin(kwargs["slug"]) if may_switch(request.user) else None  # type: ignore[arg-type]
        if found is None:
            raise Http404
        self.plugin = found
        return super().dispatch(request, *args, **kwargs)

    @property
    def url(self) -> str:
        return reverse("portal_plugins:detail", args=[self.plugin.slug])

    def trail(self) -> list[tuple[str, str]]:
        return [(self.url, self.plugin.name)]

    def get_page_subtitle(self) -> str:
        return self.plugin.name

    def changes(self) -> Any:
        return ActivationChange.objects.filter(plugin=self.plugin.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(plugin=self.plugin, **kwargs)
        return context


class DetailView(OnePluginView):
    """Where it is on, how it is doing, who switched it last, its settings."""

    template_name = "portal_plugins/detail.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        query = request.GET.get("q", "").strip()[:100]
        state = request.GET.get("state", "")
        places = overview.Places(self.plugin.config) if self.plugin.config else None
        changes = self.changes()
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                places=places,
                shown=places.matching(query, state) if places else [],
                query=query,
                state=state,
                condition=overview.condition(self.plugin),
                changes=changes[:LATEST],
                change_count=changes.count(),
                settings=settings_views.links(slug, request.user),
                history_url=reverse("portal_plugins:history", args=[slug]),
            )
        )
        return response


class HistoryView(OnePluginView):
    """Every change, the latest first."""

    template_name = "portal_plugins/history.html"

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), ("", _("Switched by whom, when and why"))]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        paginator = WagtailPaginator(self.changes(), PER_PAGE)
        paginator.verbose_name = paginator.verbose_name_plural = _("times switched")
        page = paginator.get_page(request.GET.get("p"))
        pages = paginator.get_elided_page_range(page.number)
        response: HttpResponse = self.render_to_response(
            self.get_context_data(changes=page, elided_page_range=pages)
        )
        return response


class SwitchView(OnePluginView):
    """GET shows what would change, POST switches; both name the places and the direction."""

    template_name = "portal_plugins/switch.html"

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), ("", self.title())]

    def title(self) -> str:
        return _("Switch on") if self.enabled else _("Switch off")

    @property
    def enabled(self) -> bool:
        return (self.request.POST or self.request.GET).get("to") == "on"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (request.POST or request.GET).get("to") not in {"on", "off"}:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        places = self._chosen()
        if not places:
            messages.warning(request, _("Choose at least one place where something changes."))
            return redirect(self.url)
        return self._preview(places)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        scopes = self._scopes()
        note = request.POST.get("note", "").strip()
        if not scopes:
            return self.get(request, slug)
        if len(note) > NOTE_LENGTH:
            text = _("The reason is too long (at most %(limit)s characters)")
            messages.error(request, sentence("PLG-18", text % {"limit": NOTE_LENGTH}))
            return self._preview(self._chosen())
        outcome = switching.switch_places(
            actor=request.user,  # type: ignore[arg-type]
            slug=slug,
            scopes=scopes,
            enabled=self.enabled,
            note=note,
        )
        self._tell(outcome)
        if outcome.refused and not outcome.switched and (places := self._chosen()):
            return self._preview(places)
        return redirect(self.url)

    def _preview(self, places: list[Place]) -> HttpResponse:
        config = self.plugin.config
        if config is None:
            raise Http404
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                places=places,
                enabled=self.enabled,
                impact=impact.of_switching(config, places, enabled=self.enabled),
                note=self.request.POST.get("note", ""),
                title=self.title(),
                url=self.url,
            )
        )
        return response

    def _scopes(self) -> list[Scope]:
        keys = (self.request.POST or self.request.GET).getlist("place")
        scopes = [overview.parse(key) for key in dict.fromkeys(keys)]
        return [scope for scope in scopes if scope]

    def _chosen(self) -> list[Place]:
        """The places named, or all parts, as far as they are not yet what is asked for."""
        if self.plugin.config is None:
            raise Http404
        places = overview.Places(self.plugin.config)
        wanted = set(self._scopes())
        chosen = places.parts if "all" in self.request.GET and not wanted else places.all
        return [
            place
            for place in chosen
            if place.is_on != self.enabled and (place.scope in wanted or chosen is places.parts)
        ]

    def _tell(self, outcome: switching.Outcome) -> None:
        names = {place.scope: place.name for place in self._places()}
        for text, scopes in outcome.refused.items():
            where = _listed([names.get(scope, "?") for scope in scopes])
            messages.error(self.request, f"{where}: {text}")
        if outcome.switched:
            text = (
                _("“%(plugin)s” is switched on: %(places)s.")
                if self.enabled
                else _("“%(plugin)s” is switched off: %(places)s.")
            )
            values = {"plugin": self.plugin.name, "places": _listed(outcome.switched)}
            messages.success(self.request, text % values)
        elif not outcome.refused:
            messages.info(self.request, _("It was so already; nothing was changed."))

    def _places(self) -> list[Place]:
        return overview.Places(self.plugin.config).all if self.plugin.config else []


def _listed(names: list[str]) -> str:
    """Names in a message, or their number when they are many."""
    if len(names) <= NAMED:
        return ", ".join(names)
    return ngettext("%(count)d place", "%(count)d places", len(names)) % {"count": len(names)}
