"""The fence itself: addresses nobody decided about, what it costs, and what it must not spoil."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from portal.isolation.decisions import TABLE, decision_for
from portal.isolation.kinds import Asker
from portal.isolation.narrowing import rule
from portal.isolation.rows import Lists
from portal.plugins import hiding
from portal.sites import structure
from portal.sites.models import Role
from tests import factories


@pytest.fixture
def admin(site):
    return factories.make_person(site, Role.SITE_ADMIN)


@pytest.fixture
def narrowed(admin, site, other_site):
    hiding.add(rule(Asker(admin, structure.current()), Lists.OWN))
    yield
    hiding.end()


def test_address_without_a_decision_is_closed_to_all_but_superusers(
    admin, site, signed_in, monkeypatch
):
    monkeypatch.delitem(TABLE, "wagtailadmin_account")
    chief = factories.make_person(None, Role.PORTAL_ADMIN)
    root = factories.make_person(None, None, "root")
    root.is_superuser = True
    root.save()

    answers = [signed_in(p).get("/quan-tri/account/").status_code for p in (admin, chief, root)]

    assert answers == [404, 404, 200]


def test_namespace_with_a_star_covers_its_screens_only():
    assert decision_for("wagtailusers_users:edit") is decision_for("wagtailusers_users:*")
    assert decision_for("wagtailusers_unheard_of:edit") is None
    assert decision_for("wagtailusers_users") is None


def test_fence_needs_one_query_for_a_page(admin, site, other_site, signed_in):
    client = signed_in(admin)
    client.get(f"/quan-tri/pages/{other_site.root_page_id}/edit/")

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/quan-tri/pages/{other_site.root_page_id}/edit/")

    asked = [q for q in queries if '"wagtailcore_page"."id" IN' in q["sql"]]
    assert answer.status_code == 404
    assert len(asked) <= 2  # the gate of plugins and the fence


def test_number_written_otherwise_is_the_same_page(admin, other_site, signed_in):
    client = signed_in(admin)
    key = other_site.root_page_id

    for written in (f" {key}", f"+{key}", f"0{key}"):
        address = f"/quan-tri/bulk/wagtailcore/page/delete/?id={written.replace('+', '%2B')}"
        assert client.get(address).status_code == 404, written


def test_lists_show_own_pages_only(narrowed, site, other_site):
    shown = set(Page.objects.values_list("pk", flat=True))

    assert site.root_page_id in shown
    assert other_site.root_page_id not in shown


def test_structure_that_loads_while_lists_are_narrowed_is_whole(narrowed, site, other_site):
    structure.forget()

    assert structure.current().home_of(other_site) is not None


def test_nothing_is_narrowed_while_suspended(narrowed, other_site):
    with hiding.suspended():
        assert Page.objects.filter(pk=other_site.root_page_id).exists()


def test_next_request_is_not_narrowed(admin, other_site, signed_in):
    signed_in(admin).get("/quan-tri/reports/locked/")

    assert Page.objects.filter(pk=other_site.root_page_id).exists()
