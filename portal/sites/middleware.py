"""Gives each request the portal's structure, read when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import SimpleLazyObject

from portal.sites import structure as portal_structure

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def structure(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set ``request.structure`` (a ``Structure``), the same one for the whole request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.structure = SimpleLazyObject(portal_structure.current)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def structure_of(request: HttpRequest | None) -> portal_structure.Structure:
    """The request's structure; previews and mails have none and get the current one."""
    found = getattr(request, "structure", None)
    if found is None:
        found = portal_structure.current()
    return found
