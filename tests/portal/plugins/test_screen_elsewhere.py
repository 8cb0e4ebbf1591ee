"""What plugins add to two pages of others: readiness, and the public search."""

from __future__ import annotations

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from plugins.sample.models import Note
from portal.news.models import ArticlePage
from portal.plugins import faults, health, points, registry, services
from portal.plugins.scopes import Scope
from portal.sites import structure
from portal.sites.models import MemberSite
from portal.tasks.models import WorkerLease
from tests import factories

READY = "/suc-khoe/san-sang"
SEARCH = "/tim-kiem/"


def switch(*sites, enabled=True):
    for site in sites:
        services.switch(actor=None, slug="sample", scope=Scope.site(site.pk), enabled=enabled)


def broken(*_args, **_kwargs):
    raise RuntimeError("hỏng hóc bí mật")


@pytest.fixture
def worker(db):
    later = timezone.now() + timezone.timedelta(hours=1)
    WorkerLease.objects.create(
        name="w", pid=1, process_started=1, started_at=timezone.now(), lease_until=later
    )


# Readiness


def test_failing_check_of_an_open_plugin_degrades_and_only_the_log_says_why(
    client, site, worker, caplog
):
    switch(site)
    assert client.get(READY).json()["checks"]["plugins"] == "ok"
    Note.objects.create(site=site, title="")
    response = client.get(READY)
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["checks"]["plugins"] == "error"
    [failure] = health.failures()
    assert failure.text in caplog.text
    assert failure.text not in unescape(response.content.decode())


def test_check_of_a_plugin_that_is_off_is_not_asked(client, site, worker):
    Note.objects.create(site=site, title="")
    assert client.get(READY).json()["checks"]["plugins"] == "ok"


def test_check_that_raises_has_failed(client, site, worker, monkeypatch):
    switch(site)
    check = registry.Owned("sample", points.HealthCheck("raises", broken))
    monkeypatch.setitem(registry._extensions, points.HealthCheck, [check])
    response = client.get(READY)
    assert response.json()["checks"]["plugins"] == "error"
    assert response.status_code == 200


# Search


def found(client, **query):
    response = client.get(SEARCH, {"q": "tiếp dân", **query})
    assert response.status_code == 200
    return [hit.title for source in response.context["sources"] for hit in source.hits]


@pytest.fixture
def notes(site, other_site):
    for place in (site, other_site):
        Note.objects.create(site=place, title=f"Lịch tiếp dân {place.short_name}")


def test_hits_of_a_plugin_are_shown_where_it_is_on(client, notes, site, other_site):
    assert found(client) == []
    switch(site)
    assert found(client) == ["Lịch tiếp dân Tuy Phong"]
    assert found(client, **{"trang-web": site.code}) == ["Lịch tiếp dân Tuy Phong"]
    assert found(client, **{"trang-web": other_site.code}) == []


def test_source_that_forgets_its_sites_shows_nothing_of_closed_ones(
    client, notes, site, other_site, monkeypatch
):
    """In the whole portal it is asked for each open site, not for all."""

    def careless(query, *, site, limit):
        rows = Note.objects.filter(site=site) if site else Note.objects.all()
        return points.SearchResults(rows.count(), [points.SearchHit(n.title, "/") for n in rows])

    point = points.SearchSource("careless", "Thông báo", careless)
    monkeypatch.setitem(
        registry._extensions, points.SearchSource, [registry.Owned("sample", point)]
    )
    switch(site)
    assert found(client) == ["Lịch tiếp dân Tuy Phong"]
    switch(other_site)
    assert sorted(found(client)) == ["Lịch tiếp dân La Gi", "Lịch tiếp dân Tuy Phong"]


@pytest.mark.parametrize("values", [{"state": "draft"}, {"state": "closed"}, {"maintenance": True}])
def test_hits_of_sites_that_readers_do_not_find_are_not_shown(
    client, notes, site, other_site, values
):
    switch(site)
    switch(other_site)
    MemberSite.objects.filter(pk=other_site.pk).update(**values)
    structure.bump()
    assert found(client) == ["Lịch tiếp dân Tuy Phong"]


def test_page_shows_heading_hits_and_link_to_more(client, notes, site, monkeypatch):
    def search_all(query, *, site, limit):
        hit = points.SearchHit("<b>Lịch</b>", "/tuy-phong/mau/1/", "Thứ hai")
        return points.SearchResults(7, [hit], "/tuy-phong/mau/?q=x")

    point = points.SearchSource("more", "Thông báo", search_all)
    monkeypatch.setitem(
        registry._extensions, points.SearchSource, [registry.Owned("sample", point)]
    )
    switch(site)
    page = client.get(SEARCH, {"q": "tiếp dân"}).content.decode()
    assert "Thông báo (7)" in page
    assert '<a href="/tuy-phong/mau/1/">&lt;b&gt;Lịch&lt;/b&gt;</a>' in page
    assert 'href="/tuy-phong/mau/?q=x"' in page
    assert 'class="empty"' not in page


def test_failing_source_shows_nothing_and_is_noted(client, notes, site, monkeypatch):
    switch(site)
    point = points.SearchSource("notes", "Thông báo", broken)
    good = registry.extensions(points.SearchSource)
    monkeypatch.setitem(
        registry._extensions, points.SearchSource, [registry.Owned("sample", point), *good]
    )
    before = faults.count("sample")
    page = client.get(SEARCH, {"q": "tiếp dân"})
    assert page.status_code == 200
    assert "bí mật" not in page.content.decode()
    assert faults.count("sample") == before + 1
    assert found(client) == ["Lịch tiếp dân Tuy Phong"]


def test_sources_come_on_the_first_page_only(client, site, approver, notes):
    switch(site)
    for number in range(21):
        factories.make_article(site, approver, title=f"Tin {number} về tiếp dân")
    get_search_backend().add_bulk(ArticlePage, list(ArticlePage.objects.all()))
    assert found(client) == ["Lịch tiếp dân Tuy Phong"]
    assert found(client, trang=2) == []


def test_page_without_open_sources_costs_no_more_queries(client, site, monkeypatch):
    client.get(SEARCH, {"q": "tiếp dân"})
    with CaptureQueriesContext(connection) as closed:
        client.get(SEARCH, {"q": "tiếp dân"})
    monkeypatch.setitem(registry._extensions, points.SearchSource, [])
    with CaptureQueriesContext(connection) as none:
        client.get(SEARCH, {"q": "tiếp dân"})
    assert len(closed) == len(none)
