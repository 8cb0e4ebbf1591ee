"""Letters that come in apart are joined before anything sees them."""

import json
import unicodedata

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.views.decorators.csrf import csrf_exempt

from portal.language.middleware import ComposedInput
from tests import factories


def nfd(text):
    return unicodedata.normalize("NFD", text)


def _seen(request):
    seen = []
    middleware = ComposedInput(lambda got: seen.append(got) or HttpResponse())
    middleware(request)
    middleware.process_view(request, None, (), {})
    return seen[0]


def test_query_and_form_are_composed():
    request = RequestFactory().post(
        f"/?q={nfd('đảng bộ')}&q=2", {"title": [nfd("Tỉnh ủy"), "b"], "token": "x"}
    )

    seen = _seen(request)

    assert seen.GET.getlist("q") == ["đảng bộ", "2"]
    assert seen.POST.getlist("title") == ["Tỉnh ủy", "b"]
    assert seen.POST["token"] == "x"
    with pytest.raises(AttributeError):
        seen.POST["title"] = "changed"


def test_composed_input_is_left_as_it_is():
    request = RequestFactory().post("/?q=đảng", {"title": "Tỉnh ủy"})
    before = request.GET, request.POST

    seen = _seen(request)

    assert seen.GET is before[0]
    assert seen.POST is before[1]


def test_body_that_is_no_form_stays_readable():
    body = json.dumps({"title": nfd("Đảng")}, ensure_ascii=False)
    request = RequestFactory().post("/", body, content_type="application/json")

    assert json.loads(_seen(request).body)["title"] == nfd("Đảng")


def test_view_that_reads_its_body_itself_may(rf):
    request = rf.post("/", {"title": nfd("Đảng")})
    view = csrf_exempt(lambda request: HttpResponse())

    ComposedInput(lambda got: HttpResponse()).process_view(request, view, (), {})

    assert b"title" in request.body


def test_password_may_be_typed_on_either_keyboard(db):
    person = factories.make_person(None, None, "chi.lan")
    person.set_password("Mật khẩu 2026")
    person.save()
    client = Client()

    answer = client.post(
        "/quan-tri/login/", {"username": "chi.lan", "password": nfd("Mật khẩu 2026")}
    )

    assert answer.status_code == 302
    assert "_auth_user_id" in client.session
