"""What the exchange adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from portal.syndication import editor
from portal.syndication.models import Offer
from portal.syndication.permissions import own_sites, takes_part

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


class WithComment(LogFormatter):  # type: ignore[misc]
    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("comment", ""))


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    for name, words in (
        ("offer", _("Offered to other sites")),
        ("take_back", _("Offer withdrawn")),
        ("accept", _("Taken over from another site")),
        ("decline", _("Offer declined")),
        ("update", _("New version of the origin taken over")),
        ("follow", _("Taken from readers after its origin")),
    ):
        kind = type("Action", (WithComment,), {"label": words, "message": words})
        actions.register_action(f"syndication.{name}")(kind)
    words = _("News exchange changed")
    actions.register_action("syndication.settings", words, words)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("trao-doi-tin/", include("portal.syndication.urls"))]


class ExchangeItem(MenuItem):  # type: ignore[misc]
    """With the number of articles that wait for an answer of the person's newsroom."""

    def is_shown(self, request: HttpRequest) -> bool:
        return takes_part(request.user)  # type: ignore[arg-type]

    def render_component(self, request: HttpRequest) -> Any:
        found = super().render_component(request)
        sites = own_sites(request.user)  # type: ignore[arg-type]
        waiting = Offer.objects.waiting().filter(receiver__in=sites).count() if sites else 0
        if waiting:
            found.label = f"{found.label} ({waiting})"
        return found


@hooks.register("register_admin_menu_item")
def register_exchange() -> MenuItem:
    return ExchangeItem(
        _("News exchange"),
        reverse_lazy("exchange:index"),
        name="exchange",
        icon_name="site",
        order=12,
    )


@hooks.register("construct_page_action_menu")
def change_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    editor.change_menu(items, context)


@hooks.register("before_edit_page")
def say_where_it_is(request: HttpRequest, page: Page) -> None:
    editor.say_where_it_is(request, page)
