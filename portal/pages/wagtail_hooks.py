"""What pages add to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from portal.pages import submissions

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page


@hooks.register("before_create_page")
def lead_repeated_form_to_its_page(
    request: HttpRequest, parent: Page, page_class: type[Page]
) -> HttpResponse | None:
    if request.method != "POST":
        return None
    return _to_first_page(request, submissions.page_of(request.POST.get("form_token", "")))


@hooks.register("after_create_page")
def remember_form(request: HttpRequest, page: Page) -> HttpResponse | None:
    first = submissions.remember(token=request.POST.get("form_token", ""), page=page)
    return _to_first_page(request, first)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_was_cleaned(request: HttpRequest, page: Page) -> None:
    if notes := getattr(page, "cleaning_notes", None):
        text = _("Pasted text was cleaned of: %(kinds)s.") % {"kinds": ", ".join(map(_, notes))}
        messages.info(request, text)


def _to_first_page(request: HttpRequest, first: Page | None) -> HttpResponse | None:
    if first is None:
        return None
    text = _("This form was already saved; the second sending was ignored (code TIN-06).")
    messages.warning(request, text)
    return redirect("wagtailadmin_pages:edit", first.pk)
