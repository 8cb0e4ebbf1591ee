"""What Word files add to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import include, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from portal.news.models import ArticlePage
from portal.word.models import WordImport
from portal.word.permissions import may_write_somewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from wagtail.models import Page


class WriterItem(MenuItem):  # type: ignore[misc]
    """For people who may write somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_write_somewhere(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("tu-tep-word/", include("portal.word.urls"))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return WriterItem(
        _("Article from Word"),
        reverse_lazy("word:send"),
        name="word",
        icon_name="doc-full",
        order=110,
    )


@hooks.register("insert_editor_js")
def keep_pasted_tables() -> str:
    return format_html(
        '<script src="{}" data-url="{}" data-text-wait="{}" data-text-done="{}"'
        ' data-text-failed="{}"></script>',
        static("word/paste.js"),
        reverse("word:paste"),
        _("Reading the pasted text…"),
        _("The pasted text stands in blocks of its own, its tables as tables."),
        _("The text could not be pasted; check the connection and try again."),
    )


@hooks.register("register_page_header_buttons")
def offer_list(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if isinstance(page, ArticlePage) and WordImport.objects.filter(article=page.pk).exists():
        url = reverse("word:report", args=[page.pk])
        yield Button(_("What the Word file held"), url, icon_name="doc-full", priority=66)
