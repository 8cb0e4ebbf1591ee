"""The id of a request: accepted, made, echoed and logged."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.ops.middleware import RequestIdFilter, current_request_id, request_id


def answer(given=None, view=lambda _: HttpResponse()):
    headers = {"X-Request-ID": given} if given is not None else {}
    return request_id(view)(RequestFactory().get("/", headers=headers))


@pytest.mark.parametrize("given", ["abcdefgh", "A-1-b-2-C", "0" * 64])
def test_the_id_of_the_proxy_is_kept(given):
    assert answer(given)["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", [None, "", "short", "0" * 65, "with space", "line\nfeed", "đảng-bộ"]
)
def test_another_id_is_replaced(given):
    made = answer(given)["X-Request-ID"]
    assert made != given
    assert len(made) == 32


def test_two_requests_get_two_ids():
    assert answer()["X-Request-ID"] != answer()["X-Request-ID"]


def test_the_id_is_known_during_the_request_only():
    seen = []

    def view(request):
        seen.append(current_request_id())
        return HttpResponse()

    answer("12345678", view)
    assert seen == ["12345678"]
    assert current_request_id() == "-"


def test_the_id_is_forgotten_when_the_view_raises():
    def view(request):
        raise ValueError

    with pytest.raises(ValueError, match="^$"):
        answer("12345678", view)
    assert current_request_id() == "-"


def record(**extra):
    made = logging.makeLogRecord(extra)
    assert RequestIdFilter().filter(made)
    return made


def test_log_records_outside_of_requests_have_a_dash():
    assert record().request_id == "-"


def test_log_records_made_after_the_answer_still_know_their_request():
    request = RequestFactory().get("/", headers={"X-Request-ID": "12345678"})
    request_id(lambda _: HttpResponse())(request)
    assert record(request=request).request_id == "12345678"


@pytest.mark.parametrize("path", ["/duyet/AbC-12_34.xyz/", "/ban-tin/thoi-nhan/12:AbCdEf-1/"])
def test_secret_of_a_link_stays_out_of_the_log(path):
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Gone: %s", (path,), None)
    assert RequestIdFilter().filter(record)
    assert record.getMessage() == f"Gone: {path[: path.rindex('/', 0, -1) + 1]}…/"


def test_other_lines_of_the_log_stay_as_they_are():
    record = logging.LogRecord("x", logging.INFO, "", 1, "%s of %d", ("/ban-tin/", 3), None)
    assert RequestIdFilter().filter(record)
    assert record.getMessage() == "/ban-tin/ of 3"
