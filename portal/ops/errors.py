"""What a reader sees when a request fails. Django itself logs each of them.

``portal.urls`` names the first four as handlers, ``settings.CSRF_FAILURE_VIEW`` the last.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader

from portal.theming import active
from portal.theming.registry import BASE

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)

# Shown only when even the template of the error page cannot be rendered.
_LAST_RESORT = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Lỗi hệ thống</title>'
    "<h1>Hệ thống đang gặp sự cố</h1><p>Xin vui lòng thử lại sau ít phút.</p></html>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself is malformed."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the reader may not see this."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such page."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without any context, since anything may be broken."""
    for slug in dict.fromkeys((active.slug(), BASE)):
        try:
            with active.using(slug):
                return HttpResponse(loader.get_template("500.html").render(), status=500)
        except Exception:  # an error page must never raise
            logger.exception("The error page of the theme %s cannot be rendered", slug)
    return HttpResponse(_LAST_RESORT, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without its token, mostly because it stayed open for too long."""
    return render(request, "403_csrf.html", status=403)
