"""The theme of the request being answered, and previews of another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from portal.errors import sentence
from portal.sites.middleware import site_asked
from portal.theming import active, preview, registry
from portal.theming.look import look_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from portal.sites.models import MemberSite

# The administration and what programs ask have no theme; they must not pay for one.
WITHOUT = re.compile(r"/(?:quan-tri|suc-khoe|static|media)/")
REFUSED = 422
# Answers, not faults.
MEANT = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)


def theme(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Within the request, templates come from the theme of the site that is shown."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if WITHOUT.match(request.path_info):
            return get_response(request)
        with active.using(lambda: look_of(request).theme):
            return get_response(request)

    return middleware


class Preview:
    """Shows a site in the look that a signed word tells; stands just inside ``theme``.

    Answers of a preview are nobody else's: no cache keeps them, no search engine lists them. A
    word that cannot be used is passed over: the page is shown as always.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(preview.PARAMETER, "")
        token = asked or request.COOKIES.get(preview.COOKIE, "")
        if not token or WITHOUT.match(request.path_info):
            return self.get_response(request)
        if asked == preview.LEAVE:
            return _leave(request)
        found = preview.draft_of(request, token)
        if found is None:
            return self.get_response(request)
        draft, site = found
        request.portal_look_draft = draft  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code == 500:
            # Also the page of an error comes from the theme, and may be what fails.
            response = _broken(request, None)
        if asked:
            _keep(response, request, site, token)
        return _private(response)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, MEANT) or not hasattr(request, "portal_look_draft"):
            return None
        return _broken(request, error)


def _broken(request: HttpRequest, error: Exception | None) -> HttpResponse:
    """The sentence that a page could not be made in the theme looked at."""
    from portal.theming.trying import place_of

    name, line = place_of(error) if error else ("", 0)
    text = _("This page cannot be shown in the theme “%(theme)s”")
    told = text % {"theme": request.portal_look_draft.choice.theme}  # type: ignore[attr-defined]
    if error:
        told += f": {name or '–'}, {line or '–'}: {str(error)[:300]}"
    del request.portal_look_draft  # type: ignore[attr-defined]
    context = {"refusal": sentence("GD-12", told), "leave": f"?{preview.PARAMETER}={preview.LEAVE}"}
    with active.using(registry.BASE):
        return render(request, "theming/preview_broken.html", context, status=REFUSED)


def _keep(response: HttpResponse, request: HttpRequest, site: MemberSite, token: str) -> None:
    response.set_cookie(
        preview.COOKIE,
        token,
        max_age=preview.GOOD_FOR,
        path=preview.cookie_path(request, site),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _leave(request: HttpRequest) -> HttpResponse:
    """To the same page in the site's own look."""
    query: Any = request.GET.copy()
    query.pop(preview.PARAMETER, None)
    rest = f"?{query.urlencode()}" if query else ""
    # Never “//…”, which would be another host.
    path = escape_uri_path("/" + request.path.lstrip("/"))
    response = HttpResponseRedirect(f"{path}{rest}")
    site = site_asked(request)
    if site is not None and preview.COOKIE in request.COOKIES:
        response.delete_cookie(
            preview.COOKIE, path=preview.cookie_path(request, site), samesite="Lax"
        )
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
