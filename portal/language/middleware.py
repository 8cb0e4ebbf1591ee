"""What people type is brought to NFC before anything compares, checks or keeps it.

Some keyboards and file systems send letters and marks apart (NFD). The database layer does the
same for what comes from elsewhere (columns.py), but cannot look into JSON or passwords.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

# UTF-8 of the marks U+0300 to U+036F begins with one of these bytes, escaped or bare.
_MARKS = ("%CC", "%CD", "\xcc", "\xcd")


class ComposedInput:
    """Replace ``request.GET`` and ``request.POST`` where they hold texts that are not in NFC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "").upper()
        if any(mark in query for mark in _MARKS):
            request.GET = composed(request.GET)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> None:
        # Views without the check of forged forms may want to read the body themselves.
        if getattr(view, "csrf_exempt", False):
            return
        if request.method == "POST" and not _is_composed(request.POST):
            request.POST = composed(request.POST)


def composed(data: QueryDict) -> Any:
    """A copy with every text in NFC; like the original it cannot be changed."""
    copy = QueryDict(mutable=True, encoding=data.encoding)
    for name, values in data.lists():
        copy.setlist(name, [unicodedata.normalize("NFC", str(value)) for value in values])
    copy._mutable = False  # noqa: SLF001  # Django offers no other way
    return copy


def _is_composed(data: QueryDict) -> bool:
    return all(
        unicodedata.is_normalized("NFC", str(value))
        for _name, values in data.lists()
        for value in values
    )
