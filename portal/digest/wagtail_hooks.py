"""What news by e-mail adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from portal.sites.models import Role
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from django.http import HttpRequest


class WithComment(LogFormatter):  # type: ignore[misc]
    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("comment", ""))


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    for name, words in (
        ("digest.settings", _("Settings of news by e-mail changed")),
        ("digest.exported", _("Data of a subscriber exported")),
        ("digest.erased", _("Subscriber deleted")),
    ):
        actions.register_action(name)(
            type("Action", (WithComment,), {"label": words, "message": words})
        )


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("", include("portal.digest.admin_urls"))]


class DigestItem(MenuItem):  # type: ignore[misc]
    """For administrators of sites and for auditors; no query of its own."""

    def is_shown(self, request: HttpRequest) -> bool:
        rights = rights_of(request.user)
        own = any(rights.holds(Role.SITE_ADMIN, pk) for pk in (None, *rights.in_site))
        return own or rights.reads_everything


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return DigestItem(
        _("News by mail"),
        reverse_lazy("digest:index"),
        name="digest",
        icon_name="mail",
        order=262,
    )
