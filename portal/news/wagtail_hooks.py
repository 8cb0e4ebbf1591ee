"""What news adds to the admin. Hooks only wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from wagtail import hooks

from portal.news.workflow import return_notice

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


@hooks.register("before_edit_page")
def show_why_it_came_back(request: HttpRequest, page: Page) -> None:
    if request.method == "GET" and (notice := return_notice(page)):
        messages.warning(request, notice)
