"""Saving a page in the admin is one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class AtomicPageSaving:
    """Wagtail's page views commit creating, versions and publishing apart.

    A process killed in between would leave an article that readers can open but no list shows.
    It must be the last middleware: the others look at a request before it runs the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        if (
            request.method != "POST"
            or match is None
            or "wagtailadmin_pages" not in match.namespaces
        ):
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)
