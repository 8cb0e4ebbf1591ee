"""The gate: who is switched on where."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import Page

from plugins.sample.models import Note, SamplePage
from portal.plugins import gate, registry
from portal.plugins.scopes import Scope
from portal.sites import structure
from tests import factories


def test_a_plugin_is_off_until_somebody_switches_it_on(site, switch):
    assert not gate.current().is_open("sample")
    switch(site)
    assert gate.current().is_open("sample", Scope.site(site.pk))
    assert gate.current().open_sites("sample") == {site.pk}


def test_off_for_the_installation_is_off_everywhere_and_keeps_the_sites_choices(
    site, other_site, switch
):
    switch(site)
    switch(None, enabled=False)
    assert not gate.current().is_open("sample")
    switch(None)
    assert gate.current().open_sites("sample") == {site.pk}


def test_public_addresses_answer_404_where_it_is_off(client, site, other_site, switch):
    Note.objects.create(site=site, title="Lịch tiếp dân")
    assert client.get("/tuy-phong/mau/").status_code == 404
    switch(site)
    response = client.get("/tuy-phong/mau/")
    assert response.status_code == 200
    assert "Lịch tiếp dân" in response.content.decode()
    assert client.get("/la-gi/mau/").status_code == 404
    assert client.get("/mau/").status_code == 404
    assert client.get("/khong-co/mau/").status_code == 404


def test_pages_answer_404_where_it_is_off(client, site, switch):
    page = SamplePage(title="Trang mẫu", slug="trang-mau")
    factories.section_of(site).add_child(instance=page)
    page.save_revision().publish()
    assert client.get("/tuy-phong/tin-tuc/trang-mau/").status_code == 404
    assert "Trang mẫu" not in client.get("/tuy-phong/tin-tuc/").content.decode()
    switch(site)
    assert client.get("/tuy-phong/tin-tuc/trang-mau/").status_code == 200
    assert "Trang mẫu" in client.get("/tuy-phong/tin-tuc/").content.decode()


@pytest.mark.parametrize("path", ["/quan-tri/plugin/mau/report/", "/quan-tri/plugin/sample/notes/"])
def test_admin_addresses_answer_404_to_a_superuser_while_it_is_off(
    admin_client, site, path, switch
):
    assert admin_client.get(path).status_code == 404
    switch(site)
    assert admin_client.get(path).status_code == 200


def test_a_check_costs_no_query_when_warm(site, switch, django_assert_num_queries):
    switch(site)
    now = gate.at(structure.current())
    with django_assert_num_queries(0):
        assert now.is_open("sample", Scope.site(site.pk))


def test_an_editor_reaches_it_only_where_she_works(signed_in, site, other_site, editor, switch):
    switch(other_site)
    path = "/quan-tri/plugin/mau/report/"
    assert signed_in(editor).get(path).status_code == 404
    switch(site)
    assert signed_in(editor).get(path).status_code == 200


def test_lists_show_rows_of_ones_own_open_sites_only(signed_in, site, other_site, editor, switch):
    switch(site)
    switch(other_site)
    own = Note.objects.create(site=site, title="Của xã mình")
    foreign = Note.objects.create(site=other_site, title="Của xã khác")
    client = signed_in(editor)
    listed = client.get("/quan-tri/plugin/sample/notes/").content.decode()
    assert own.title in listed
    assert foreign.title not in listed
    for act in ("edit", "delete", "history", "usage"):
        address = f"/quan-tri/plugin/sample/notes/{act}/"
        assert client.get(f"{address}{foreign.pk}/").status_code == 404
        assert client.get(f"{address}{own.pk}/").status_code == 200


def test_forms_take_ones_own_open_sites_only(signed_in, site, other_site, editor, switch):
    switch(site)
    switch(other_site)
    address = "/quan-tri/plugin/sample/notes/new/"
    sent = {"title": "Lịch tiếp dân", "text": "", "attachment": "", "site": other_site.pk}
    response = signed_in(editor).post(address, sent)
    assert response.status_code == 404
    assert not Note.objects.exists()
    signed_in(editor).post(address, {**sent, "site": site.pk})
    assert Note.objects.get().site == site


def test_a_dependency_that_is_off_switches_its_dependants_off(monkeypatch, site, switch):
    switch(site)
    sample = registry.installed()["sample"]
    other = type(sample)("plugins.sample", sample.module)
    other.slug, other.depends, other.default_enabled = "other", ("sample",), True
    monkeypatch.setattr(registry, "installed", lambda: {"sample": sample, "other": other})
    structure.bump()
    assert gate.current().open_sites("other") == {site.pk}
    switch(site, enabled=False)
    assert gate.current().open_sites("other") == frozenset()


@pytest.mark.parametrize("number", ["{}", "%2B{}", "%20{}"])
def test_bulk_actions_do_not_reach_hidden_pages(admin_client, site, switch, number):
    page = SamplePage(title="Trang mẫu", slug="trang-mau")
    factories.section_of(site).add_child(instance=page)
    page.save_revision().publish()
    address = f"/quan-tri/bulk/wagtailcore/page/unpublish/?id={number.format(page.pk)}"
    assert admin_client.post(address).status_code == 404
    page.refresh_from_db()
    assert page.live


def test_pages_of_a_removed_plugin_are_hidden_and_stay(admin_client, client, site, approver):
    article = factories.make_article(site, approver)
    section = article.get_parent()
    gone = ContentType.objects.create(app_label="plugin_da_go", model="trang")
    Page.objects.filter(pk=article.pk).update(content_type=gone)
    structure.bump()
    assert client.get(structure.current().url_of(article.url_path)).status_code == 404
    assert admin_client.get(f"/quan-tri/pages/{article.pk}/edit/").status_code == 404
    assert admin_client.get("/quan-tri/pages/usage/plugin_da_go/trang/").status_code == 404
    response = admin_client.post(f"/quan-tri/pages/{section.pk}/delete/", follow=True)
    assert "PLG-19" in response.content.decode()
    assert Page.objects.filter(pk=section.pk).exists()


def test_a_forged_form_meets_the_gate_first(site):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/tuy-phong/mau/").status_code == 404
