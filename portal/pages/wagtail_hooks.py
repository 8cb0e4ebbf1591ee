"""What pages add to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.errors import sentence
from portal.pages import submissions
from portal.pages.models import SiteLayout
from portal.pages.viewsets import PublishLayout, SiteLayoutViewSet, UnpublishLayout

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page
    from wagtail.snippets.action_menu import ActionMenuItem

register_snippet(SiteLayoutViewSet)


@hooks.register("register_snippet_action_menu_item")
def offer_publishing_layouts(model: type) -> ActionMenuItem | None:
    return PublishLayout(order=30) if model is SiteLayout else None


@hooks.register("register_snippet_action_menu_item")
def offer_withdrawing_layouts(model: type) -> ActionMenuItem | None:
    return UnpublishLayout(order=20) if model is SiteLayout else None


@hooks.register("before_create_page")
def lead_repeated_form_to_its_page(
    request: HttpRequest, parent: Page, page_class: type[Page]
) -> HttpResponse | None:
    if request.method != "POST":
        return None
    return _to_first_page(request, submissions.page_of(submissions.key_of(request.POST)))


@hooks.register("after_create_page")
def remember_form(request: HttpRequest, page: Page) -> HttpResponse | None:
    first = submissions.remember(token=submissions.key_of(request.POST), page=page)
    return _to_first_page(request, first)


@hooks.register("before_edit_page")
def leave_replacing_to_the_person(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After TIN-05 only a person's own saving may replace the newer version, never autosave."""
    if not request.POST.get("newer_version") or not _is_autosave(request):
        return None
    text = _("A newer version exists; autosave waits until you save yourself")
    answer = {"success": False, "error_code": "invalid_revision"}
    return JsonResponse({**answer, "error_message": sentence("TIN-05", text)}, status=400)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("before_publish_page")
def tell_what_was_cleaned(request: HttpRequest, page: Page) -> None:
    """Once per saving by a person; autosave finds the same characters every few seconds."""
    if _is_autosave(request):
        return
    if notes := getattr(page, "cleaning_notes", None):
        text = _("Pasted text was cleaned of: %(kinds)s.") % {"kinds": ", ".join(map(_, notes))}
        messages.info(request, text)
        page.cleaning_notes = []


def _is_autosave(request: HttpRequest) -> bool:
    return not request.accepts("text/html")


def _to_first_page(request: HttpRequest, first: Page | None) -> HttpResponse | None:
    if first is None:
        return None
    text = _("This form was already saved; the second sending was ignored.")
    messages.warning(request, sentence("TIN-06", text))
    return redirect("wagtailadmin_pages:edit", first.pk)
