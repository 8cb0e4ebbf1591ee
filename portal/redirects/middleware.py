"""Leads readers from old addresses to new ones, when nothing answers at the old one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.http import HttpResponsePermanentRedirect
from django.urls import is_valid_path

from portal.redirects import spool
from portal.redirects.resolving import Search, asked_path
from portal.sites.middleware import structure_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
# Addresses that were never anybody's page.
OWN = ("/quan-tri/", "/static/", "/suc-khoe/", "/_util/")


class OldAddresses:
    """301 instead of 404 for what the table knows; the rest is noted in a file for the report.

    Stands where ``request.structure`` is there already. Pages answer first: a page made at an old
    address hides the row.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.path
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        if asked.startswith(OWN):
            return response
        request.asked_path = asked  # type: ignore[attr-defined]
        location = self._location(request)
        if location:
            return HttpResponsePermanentRedirect(location)
        if not self._is_asked_again(request) and not getattr(request, "gone_site", None):
            spool.note(request, asked_path(request))
        return response

    def _is_asked_again(self, request: HttpRequest) -> bool:
        """Whether Django leads the reader to the same address with a slash at its end."""
        path = request.path_info
        return not path.endswith("/") and bool(is_valid_path(f"{path}/"))

    def _location(self, request: HttpRequest) -> str | None:
        try:
            search = Search(request, structure_of(request))
            location = search.location()
            if location is None:
                # What to say of it is decided where the states of sites are (portal.pages.states).
                request.gone_site = search.gone_site()  # type: ignore[attr-defined]
        except DatabaseError:
            # The answer is 404 in any case; a broken table must not make it a failure.
            logger.exception("Old addresses could not be read")
            return None
        return location
