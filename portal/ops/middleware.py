"""One id per request, on every log line and in the answer; forms without their fields."""

from __future__ import annotations

import logging
import re
import uuid
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.utils.datastructures import MultiValueDictKeyError

from portal.ops.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
HEADER = "X-Request-ID"
NONE = "-"
_ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default=NONE)


def current_request_id() -> str:
    """Id of the request being served, "-" outside of requests."""
    return _current.get()


def request_id(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: keep the proxy's id if it is 8-64 letters, digits or "-", else make one."""

    def serve(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        identity = given if _ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        request.request_id = identity  # type: ignore[attr-defined]
        token = _current.set(identity)
        try:
            response = get_response(request)
        finally:
            _current.reset(token)
        response[HEADER] = identity
        return response

    return serve


class IncompleteForms:
    """A form that lacks a field its screen always sends is the sender's mistake: 400, not 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MultiValueDictKeyError):
            return None
        logger.warning("Form without its field %s: %s", exception, request.path)
        return bad_request(request, exception)


# Whoever reads the log must not get a link that somebody else can use.
SECRET = re.compile(r"(/(?:duyet|ban-tin/[a-z-]+)/)[\w.:-]{8,}")


class RequestIdFilter(logging.Filter):
    """Gives every log record ``request_id``, as the formats of ``settings.LOGGING`` expect.

    Secrets of links from mails are left out of its text.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs 4xx and 5xx answers after all middleware has returned: the context is gone
        # by then, but the record carries its request.
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", None) or _current.get()
        text = record.getMessage()
        if SECRET.search(text):
            record.msg, record.args = SECRET.sub(r"\1…", text), None
        return True
