"""Where the gate stands: every request for a plugin's address passes here before its view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.functional import SimpleLazyObject

from portal.plugins import gate, hiding, pages, registry
from portal.plugins.scopes import INSTALLATION, Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import ResolverMatch

    from portal.plugins.gate import Gate

PREFIX = "plugin_"


class PluginGate:
    """404 for addresses of plugins that are switched off, whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        lazy: Any = SimpleLazyObject(lambda: gate.at(request.structure))  # type: ignore[attr-defined]
        gate_token = gate.of_request.set(lazy)
        person_token = gate.person.set(SimpleLazyObject(lambda: request.user))
        try:
            return self.get_response(request)
        finally:
            gate.of_request.reset(gate_token)
            gate.person.reset(person_token)
            hiding.end()

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        match = request.resolver_match
        if match is None:
            return
        namespace = next((name for name in match.namespaces if name.startswith(PREFIX)), "")
        slug = namespace.removeprefix(PREFIX).partition("__")[0] or registry.owner_of(view)
        if not slug:
            hiding.begin(request, match)
            pages.refuse_closed_page(request, match)
        elif "__" in namespace or not namespace:
            _pass_to_admin(request, gate.current(), slug, match)
        else:
            _pass_to_public(request, gate.current(), slug, kwargs)


def _pass_to_public(request: HttpRequest, now: Gate, slug: str, kwargs: dict[str, Any]) -> None:
    """Find the member site the address lies under, for the gate and for the page's frame."""
    code = kwargs.pop("site_code", None)
    structure: Any = request.structure  # type: ignore[attr-defined]
    site = next((s for s in structure.sites if s.code == code), None) if code else None
    site = site or (None if code else structure.province)
    if site is None and (code or now.kinds.get(slug) == "site"):
        raise Http404
    request.portal_site = site  # type: ignore[attr-defined]
    kind = now.kinds.get(slug)
    if kind == "unit":
        unit = getattr(request, "unit", None)
        opened = unit is not None and now.is_open(slug, Scope.unit(unit.pk))
    else:
        opened = now.is_open(slug, Scope.site(site.pk) if site and kind == "site" else INSTALLATION)
    if not opened:
        raise Http404


def _pass_to_admin(request: HttpRequest, now: Gate, slug: str, match: ResolverMatch) -> None:
    """The admin knows no place of its own: the plugin must be on where the person works."""
    if not now.is_open_to(slug, request.user):
        raise Http404
    viewset = getattr(match.func, "plugin_viewset", None)
    if viewset and "pk" in match.kwargs and not viewset.may_reach(request.user, match.kwargs["pk"]):
        raise Http404
