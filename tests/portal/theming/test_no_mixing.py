"""Requests that are answered at the same time each get the theme of their own site."""

import sys
import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from portal.sites import structure
from portal.sites.models import MemberSite
from portal.theming import middleware

ROUNDS = 200
OWN = "components/dau-hieu.html"


@pytest.fixture
def _often():
    """Threads take turns a thousand times more often than usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_often")
def test_two_sites_at_once_are_never_mixed(site, other_site, make_theme):
    for slug, own in (("xanh", site), ("vang", other_site)):
        make_theme(slug, {OWN: f"dau-hieu-{slug}"})
        MemberSite.objects.filter(pk=own.pk).update(theme=slug)
    structure.bump()
    seen = structure.current()
    together = threading.Barrier(2, timeout=20)
    wrong: list[object] = []

    def answer(request):
        together.wait()
        page = render_to_string("404.html", {}, request)
        together.wait()
        return HttpResponse(page + render_to_string(OWN, {}, request))

    def visit(own, slug, other):
        answered = middleware.theme(answer)
        try:
            for _round in range(ROUNDS):
                page = answered(_request(seen, own)).content.decode()
                parts = (f'data-theme="{slug}"', f"themes/{slug}/css/all.css", f"dau-hieu-{slug}")
                if other in page or not all(part in page for part in parts):
                    wrong.append((slug, page))
        except Exception as error:
            wrong.append(error)
            together.abort()
        finally:
            connections.close_all()

    # What the first request reads, the others find in memory.
    for own in (site, other_site):
        middleware.theme(lambda r: HttpResponse(render_to_string("404.html", {}, r)))(
            _request(seen, own)
        )
    pairs = ((site, "xanh", "vang"), (other_site, "vang", "xanh"))
    threads = [threading.Thread(target=visit, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def _request(seen, site):
    request = RequestFactory().get(f"/{site.code}/")
    request.user, request.structure = AnonymousUser(), seen
    request.portal_site = seen.site_by_id(site.pk)
    return request
