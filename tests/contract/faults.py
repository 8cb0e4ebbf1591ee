"""Gate checks taken away, one at a time; the suite must notice each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from portal.plugins import gate
from portal.plugins.gate import Gate
from portal.plugins.scopes import Scope
from portal.tasks import guard

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.contract.ground import Ground

    Plant = Callable[[pytest.MonkeyPatch, Ground], None]


@dataclass(frozen=True)
class Fault:
    """``plant`` takes the check away that keeps ``surface`` closed."""

    surface: str
    plant: Plant
    partly: bool = False


def open_everywhere(ground: Ground) -> Any:
    """Stands for the module ``gate`` in a module that forgot to ask it."""
    now = gate.current()
    everywhere = frozenset({0, *(site.pk for site in now.structure.sites)})
    wide = replace(now, open=dict.fromkeys(now.open, everywhere))
    return SimpleNamespace(current=lambda: wide, at=lambda _structure: wide)


def forgetting(module: str) -> Plant:
    """A module that does not ask the gate."""

    def plant(patch: pytest.MonkeyPatch, ground: Ground) -> None:
        patch.setattr(f"{module}.gate", open_everywhere(ground))

    return plant


def replacing(*names: str, by: Any) -> Plant:
    def plant(patch: pytest.MonkeyPatch, ground: Ground) -> None:
        for name in names:
            patch.setattr(name, by)

    return plant


def _ask_nobody_in_public(request: Any, now: Gate, slug: str, kwargs: dict[str, Any]) -> None:
    code = kwargs.pop("site_code", None)
    sites = request.structure.sites
    request.portal_site = next((site for site in sites if site.code == code), None)


def _run_everything(patch: pytest.MonkeyPatch, ground: Ground) -> None:
    patch.setattr(guard, "_guard", lambda _path, _kwargs: True)


def _every_place(patch: pytest.MonkeyPatch, ground: Ground) -> None:
    places = [Scope.site(site.pk) for site in ground.sites]
    patch.setattr(Gate, "open_scopes", lambda _gate, _slug: places)


FAULTS = {
    "public addresses": Fault(
        "public_views",
        replacing("portal.plugins.middleware._pass_to_public", by=_ask_nobody_in_public),
    ),
    "addresses of the admin": Fault(
        "admin_views",
        replacing("portal.plugins.middleware._pass_to_admin", by=lambda *_args: None),
    ),
    "menu items": Fault("menus", forgetting("portal.plugins.wagtail_hooks")),
    "menu items of lists": Fault("menus", forgetting("portal.plugins.viewsets")),
    "panels of the start page": Fault("home_panels", forgetting("portal.plugins.wagtail_hooks")),
    "rights in the form of a group": Fault("rights", forgetting("portal.plugins.wagtail_hooks")),
    "rights of lists": Fault("rights", forgetting("portal.plugins.viewsets")),
    "making pages": Fault(
        "page_types_offered",
        replacing("portal.plugins.pages.may_create", by=lambda *_args: True),
    ),
    "serving pages": Fault(
        "page_serving",
        replacing("portal.pages.routing.plugins", by=SimpleNamespace(is_open=lambda _page: True)),
    ),
    "lists of pages": Fault(
        "page_lists", replacing("portal.pages.cards.hidden_cards", by=lambda _gate: None)
    ),
    "feeds": Fault("feeds", replacing("portal.pages.cards.hidden_cards", by=lambda _gate: None)),
    "pages in the sitemap": Fault(
        "sitemap_pages", replacing("portal.pages.cards.hidden_cards", by=lambda _gate: None)
    ),
    "sources of the sitemap": Fault("sitemap_sources", _every_place, partly=True),
    "searching": Fault(
        "search_of_pages",
        replacing(
            "portal.pages.cards.hidden_cards",
            "portal.search.services.hidden",
            by=lambda _gate: Q(pk__in=[]),
        ),
    ),
    "blocks on pages": Fault(
        "body_blocks",
        replacing(
            "portal.pages.plugin_blocks.is_open_here",
            "portal.pages.kept.is_open_here",
            by=lambda *_args: True,
        ),
    ),
    "widgets on pages": Fault(
        "side_widgets",
        replacing(
            "portal.pages.plugin_blocks.is_open_here",
            "portal.pages.kept.is_open_here",
            by=lambda *_args: True,
        ),
    ),
    "the picker of blocks": Fault("body_picker", forgetting("portal.pages.streams")),
    "the picker of widgets": Fault("widget_picker", forgetting("portal.pages.streams")),
    "tasks": Fault("tasks", _run_everything),
    "periodic functions": Fault("periodic_functions", _every_place, partly=True),
    "telling events": Fault("event_handlers", forgetting("portal.plugins.events")),
    "events that waited": Fault("waiting_events", _run_everything),
    "health checks": Fault("health_checks", forgetting("portal.plugins.health")),
    "views about pages": Fault(
        "page_views",
        replacing("portal.plugins.pages.refuse_closed_page", by=lambda *_args: None),
    ),
    "searching within the admin": Fault(
        "admin_lists",
        replacing("portal.plugins.pages.hidden", by=lambda _gate: Q(pk__in=[])),
    ),
}
