"""Error pages: in the look of the portal, and never an error themselves."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.template import loader
from django.test import Client, RequestFactory
from django.urls import path

from portal import urls as portal_urls
from portal.ops import errors
from portal.ops.health import live


def fails(request):
    raise RuntimeError("secret detail")


urlpatterns = [path("fails", fails), path("form", live), *portal_urls.urlpatterns]
handler500 = "portal.ops.errors.server_error"


@pytest.mark.urls(__name__)
def test_a_failing_view_gives_500_without_details(db, caplog):
    response = Client(raise_request_exception=False).get("/fails")
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert "secret detail" in caplog.text
    assert 'lang="vi"' in response.content.decode()


def test_500_answers_even_when_its_template_is_broken(monkeypatch, caplog):
    def no_template(name):
        raise OSError("disk")

    monkeypatch.setattr(loader, "get_template", no_template)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Hệ thống đang gặp sự cố" in response.content.decode()
    assert "disk" in caplog.text


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_form_without_token_is_refused_with_our_page():
    response = Client(enforce_csrf_checks=True).post("/form")
    assert response.status_code == 403
    assert "403_csrf.html" in [template.name for template in response.templates]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handler", "status"),
    [(errors.bad_request, 400), (errors.permission_denied, 403), (errors.page_not_found, 404)],
)
def test_handlers_answer_with_their_status_and_template(handler, status):
    response = handler(RequestFactory().get("/khong-co/"), Exception("secret detail"))
    assert isinstance(response, HttpResponse)
    assert response.status_code == status
    assert "secret detail" not in response.content.decode()
    assert "<h1" in response.content.decode()
