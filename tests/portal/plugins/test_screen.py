"""The Plugins page: list, one plugin, switching with a preview."""

from __future__ import annotations

import time
from html import unescape
from types import ModuleType

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from plugins.sample.models import Note, SamplePage
from portal.plugins import (
    PluginConfig,
    faults,
    gate,
    overview,
    points,
    problems,
    registry,
    services,
)
from portal.plugins.models import Activation, ActivationChange, KnownPlugin
from portal.plugins.scopes import INSTALLATION, Scope
from tests import factories

LIST = "/quan-tri/phan-mo-rong/"
DETAIL = f"{LIST}sample/"
HISTORY = f"{DETAIL}lich-su/"
SWITCH = f"{DETAIL}chuyen/"


@pytest.fixture
def administrator(site):
    """Somebody in a group that may switch plugins, and has no role in any site."""
    person = factories.make_person(None, None, username="quan-tri")
    group = Group.objects.create(name="Quản trị phần mở rộng")
    group.permissions.set(
        Permission.objects.filter(codename__in=["change_activation", "access_admin"])
    )
    person.groups.add(group)
    return person


@pytest.fixture
def admin(signed_in, administrator):
    return signed_in(administrator)


@pytest.fixture
def leaning(monkeypatch):
    """A second plugin, which needs the sample."""

    class Leaning(PluginConfig):
        name = "plugins.leaning"
        verbose_name = "Dựa vào mẫu"
        version = "1.0"
        requires_portal = ">=1.0"
        depends = ("sample",)
        path = "/"

    config = Leaning("plugins.leaning", ModuleType("plugins.leaning"))
    config.apps, config.models = apps, {}
    monkeypatch.setattr(apps, "app_configs", {**apps.app_configs, config.label: config})


def switch(site, *, enabled=True, slug="sample"):
    scope = Scope.site(site.pk) if site else INSTALLATION
    services.switch(actor=None, slug=slug, scope=scope, enabled=enabled)


def name():
    return str(registry.installed()["sample"].verbose_name)


def key(site):
    return f"site-{site.pk}" if site else "installation-0"


def text_of(response):
    return " ".join(unescape(response.content.decode()).split())


def sample_page(site, approver, **values):
    page = SamplePage(title="Trang mẫu", slug="trang-mau", **values)
    factories.section_of(site).add_child(instance=page)
    page.save_revision().publish()
    return page


def all_messages(response):
    return " ".join(str(message) for message in response.context["messages"])


# Who


@pytest.mark.parametrize("address", [LIST, DETAIL, HISTORY, f"{SWITCH}?to=on&place=installation-0"])
def test_people_without_the_right_find_no_such_page(signed_in, approver, address):
    assert signed_in(approver).get(address).status_code == 404


def test_forged_switching_by_an_approver_changes_nothing(signed_in, approver, site):
    response = signed_in(approver).post(SWITCH, {"to": "on", "place": key(site)})
    assert response.status_code == 404
    assert not Activation.objects.exists()
    assert not ActivationChange.objects.exists()


def test_menu_item_is_for_those_with_the_right(signed_in, approver, admin):
    assert LIST not in signed_in(approver).get("/quan-tri/").content.decode()
    assert LIST in admin.get("/quan-tri/").content.decode()


def test_the_right_is_offered_on_the_form_of_groups(admin_client, site):
    right = Permission.objects.get(codename="change_activation")
    page = admin_client.get("/quan-tri/groups/new/").content.decode()
    assert f'value="{right.pk}"' in page


# List


def test_list_tells_name_version_api_range_source_and_where_it_is_on(admin, site, other_site):
    switch(site)
    page = text_of(admin.get(LIST))
    assert name() in page
    assert "1.0.0" in page
    assert "API >=1.0,<2" in page
    assert "sample_plugins/sample" in page
    with_counts = overview.plugin("sample")
    assert (with_counts.open_count, with_counts.place_count) == (1, 3)


def test_quarantined_plugin_is_listed_with_sentence_and_code(admin, site, monkeypatch):
    broken = problems.Problem("hong", "PLG-01", {"error": "ImportError: no such thing"})
    monkeypatch.setattr(registry, "_late_problems", [broken])
    page = text_of(admin.get(LIST))
    assert "PLG-01" in page
    assert "ImportError: no such thing" in page
    detail = admin.get(f"{LIST}hong/")
    assert "PLG-01" in text_of(detail)
    assert detail.context["places"] is None


def test_plugin_removed_from_the_disk_is_listed_with_its_rows(admin, site):
    Note.objects.create(site=site, title="Lịch tiếp dân")
    KnownPlugin.objects.create(
        slug="cu",
        name="Thư viện cũ",
        version="0.9",
        package="plugins.cu",
        tables=["plugin_sample_note", "plugin_cu_gone"],
    )
    page = text_of(admin.get(LIST))
    assert "Thư viện cũ" in page
    assert "PLG-10" in page
    detail = admin.get(f"{LIST}cu/")
    assert detail.context["condition"].tables == [("plugin_sample_note", 1)]


@pytest.mark.parametrize("address", [f"{LIST}khong-co/", f"{LIST}khong-co/chuyen/?to=on&all=1"])
def test_unknown_plugin_is_not_found(admin, site, address):
    assert admin.get(address).status_code == 404


def test_plugin_in_quarantine_cannot_be_switched(admin, site, monkeypatch):
    broken = problems.Problem("hong", "PLG-01", {"error": "x"})
    monkeypatch.setattr(registry, "_late_problems", [broken])
    assert admin.get(f"{LIST}hong/chuyen/?to=on&place=installation-0").status_code == 404
    response = admin.post(f"{LIST}hong/chuyen/", {"to": "on", "place": "installation-0"})
    assert response.status_code in {302, 404}
    assert not Activation.objects.exists()


# One plugin


def test_detail_shows_every_place_with_its_state(admin, site, other_site):
    switch(site)
    response = admin.get(DETAIL)
    states = {place.name: place.is_open for place in response.context["shown"]}
    assert states == {"Đảng bộ tỉnh": False, "Tuy Phong": True, "La Gi": False}


def test_places_are_found_without_accents_and_by_state(admin, site, other_site):
    switch(site)

    def names(**query):
        return [place.name for place in admin.get(DETAIL, query).context["shown"]]

    assert names(q="dang bo") == names(q="ĐẢNG Bộ") == ["Đảng bộ tỉnh"]
    assert names(state="on") == ["Tuy Phong"]
    assert names(state="off") == ["Đảng bộ tỉnh", "La Gi"]
    assert names(q="khong co") == []


def test_place_that_is_on_but_hindered_says_why(admin, site):
    switch(site)
    switch(None, enabled=False)
    page = admin.get(DETAIL)
    place = next(p for p in page.context["places"].parts if p.scope.id == site.pk)
    assert (place.is_on, place.is_open) == (True, False)
    assert place.hindrance
    assert place.hindrance in text_of(page)


def test_needed_plugin_that_is_off_is_named(admin, site, leaning):
    switch(site)
    switch(site, slug="leaning")
    switch(site, enabled=False)
    assert overview.plugin("sample").dependants == (("leaning", "Dựa vào mẫu"),)
    response = admin.get(f"{LIST}leaning/")
    place = next(p for p in response.context["places"].parts if p.scope.id == site.pk)
    assert (place.is_on, place.is_open) == (True, False)
    assert name() in place.hindrance


def test_condition_counts_faults_tasks_rows_and_failing_checks(admin, site):
    cache.clear()  # faults of other tests
    switch(site)
    Note.objects.create(site=site, title="")
    faults.note("sample", RuntimeError("hỏng"))
    from plugins.sample.tasks import count_notes

    count_notes.enqueue(site_id=site.pk)
    condition = admin.get(DETAIL).context["condition"]
    assert condition.faults == 1
    assert [failure.name for failure in condition.failures] == ["titles"]
    assert condition.waiting == 1
    assert 1 in dict(condition.tables).values()


def test_history_tells_who_when_and_why(admin, site, administrator):
    admin.post(SWITCH, {"to": "on", "place": key(site), "note": "Theo công văn 12"})
    for address in (DETAIL, HISTORY):
        page = text_of(admin.get(address))
        assert "Theo công văn 12" in page
        assert administrator.first_name in page


def test_history_comes_in_pages(admin, site):
    for number in range(51):
        ActivationChange.objects.create(
            plugin="sample", plugin_name=name(), scope_kind="site", scope_id=site.pk,
            scope_name="Tuy Phong", enabled=True, actor_name="An", note=f"lần {number}",
        )  # fmt: skip
    assert ">lần 0<" not in text_of(admin.get(HISTORY))
    assert ">lần 0<" in text_of(admin.get(HISTORY, {"p": 2}))


# Preview


def test_preview_counts_what_disappears_and_changes_nothing(admin, site, other_site, approver):
    switch(site)
    switch(other_site)
    sample_page(site, approver)
    body = [("text", "<p>Mở đầu.</p>")]
    article = factories.make_article(site, approver, body=body)
    stored = '[{"type": "sample__notice", "value": {"text": "Chú ý"}, "id": "1"}]'
    raw = type(article).objects.filter(pk=article.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE news_articlepage SET body = %s", [stored])
    assert raw.exists()
    from plugins.sample.tasks import count_notes

    DBTaskResult.objects.all().delete()  # publishing told the plugin's handler
    count_notes.enqueue(site_id=site.pk)
    count_notes.enqueue(site_id=other_site.pk)

    response = admin.get(SWITCH, {"to": "off", "place": key(site)})
    lines = " | ".join(response.context["impact"].changes)
    assert "/tuy-phong/mau/" in lines
    assert "/la-gi/" not in lines
    assert "1 published page" in lines or "1 trang đã xuất bản" in lines
    assert "in 1 page" in lines or "trong 1 trang" in lines
    assert "1 waiting task" in lines or "1 công việc" in lines
    assert gate.current().open_sites("sample") == {site.pk, other_site.pk}

    nothing = admin.get(SWITCH, {"to": "off", "place": key(other_site)})
    assert "published" not in " ".join(nothing.context["impact"].changes)


def test_preview_of_everywhere_leaves_out_places_that_are_so_already(admin, site, other_site):
    switch(site)
    response = admin.get(SWITCH, {"to": "off", "all": "1"})
    assert [place.name for place in response.context["places"]] == ["Tuy Phong"]
    response = admin.get(SWITCH, {"to": "on", "all": "1"})
    assert [place.name for place in response.context["places"]] == ["Đảng bộ tỉnh", "La Gi"]


def test_preview_names_dependants_that_stop_there(admin, site, other_site, leaning):
    for one in (site, other_site):
        switch(one)
    switch(site, slug="leaning")
    response = admin.get(SWITCH, {"to": "off", "place": key(site)})
    assert response.context["impact"].broken == ["Dựa vào mẫu"]
    response = admin.get(SWITCH, {"to": "off", "place": key(other_site)})
    assert response.context["impact"].broken == []


@pytest.mark.parametrize(
    "query", ["to=on", "to=on&place=", "to=on&place=site-x", "to=off&all=1", "to=on&place=site-999"]
)
def test_preview_without_anything_to_change_leads_back(admin, site, query):
    response = admin.get(f"{SWITCH}?{query}")
    assert (response.status_code, response["Location"]) == (302, DETAIL)


@pytest.mark.parametrize("to", ["", "maybe"])
def test_direction_must_be_on_or_off(admin, site, to):
    assert admin.get(SWITCH, {"to": to, "place": key(site)}).status_code == 404


# Switching


def test_switching_works_and_is_told(admin, site, other_site):
    response = admin.post(SWITCH, {"to": "on", "place": [key(site), key(other_site)]}, follow=True)
    assert gate.current().open_sites("sample") == {site.pk, other_site.pk}
    assert "Tuy Phong, La Gi" in all_messages(response)
    response = admin.post(SWITCH, {"to": "off", "place": key(site)}, follow=True)
    assert gate.current().open_sites("sample") == {other_site.pk}
    assert ActivationChange.objects.count() == 3


def test_get_never_switches(admin, site):
    admin.get(SWITCH, {"to": "on", "place": key(site)})
    assert not Activation.objects.exists()


def test_refused_place_is_told_and_the_reason_is_kept(admin, site):
    response = admin.post(SWITCH, {"to": "on", "place": "site-999", "note": "Lý do"}, follow=True)
    assert "PLG-13" in all_messages(response)
    assert not Activation.objects.exists()


def test_refusal_because_of_a_needed_plugin_keeps_what_was_typed(admin, site, leaning):
    address = f"{LIST}leaning/chuyen/"
    response = admin.post(address, {"to": "on", "place": key(site), "note": "Theo công văn 12"})
    assert response.status_code == 200
    assert "PLG-14" in all_messages(response)
    assert "Theo công văn 12" in text_of(response)
    assert response.context["impact"].needed == [name()]
    assert not Activation.objects.exists()


def test_too_long_a_reason_is_refused_and_kept(admin, site):
    note = "x" * 501
    response = admin.post(SWITCH, {"to": "on", "place": key(site), "note": note})
    assert "PLG-18" in all_messages(response)
    assert note in response.content.decode()
    assert not Activation.objects.exists()


def test_switching_to_what_is_so_already_says_so(admin, site):
    switch(site)
    response = admin.post(SWITCH, {"to": "on", "place": key(site)}, follow=True)
    assert len(response.context["messages"]) == 1
    assert ActivationChange.objects.count() == 1


@pytest.mark.slow
def test_thirty_one_sites_are_switched_in_two_seconds(admin, site):
    sites = [factories.make_site(f"xa-{number}", f"Xã {number}") for number in range(31)]
    started = time.process_time()  # on a busy machine the clock says little
    admin.post(SWITCH, {"to": "on", "place": [key(one) for one in sites]})
    took = time.process_time() - started
    assert len(gate.current().open_sites("sample")) == 31
    assert took < 2


def test_list_and_detail_cost_few_queries_however_many_places(admin, site):
    switch(site)
    admin.get(LIST)
    admin.get(DETAIL)
    with CaptureQueriesContext(connection) as few:
        admin.get(LIST)
    with CaptureQueriesContext(connection) as one:
        admin.get(DETAIL)
    for number in range(5):
        switch(factories.make_site(f"xa-{number}", f"Xã {number}"))
    admin.get(LIST)
    admin.get(DETAIL)
    with CaptureQueriesContext(connection) as many:
        admin.get(LIST)
    with CaptureQueriesContext(connection) as other:
        admin.get(DETAIL)
    assert len(many) <= len(few)
    assert len(other) <= len(one)


def test_tasks_of_a_plugin_are_its_own_and_events_for_its_handlers(site):
    from plugins.sample.tasks import count_notes
    from portal.plugins import events

    switch(site)
    count_notes.enqueue(site_id=site.pk)
    events.publish(events.PagePublished(site_id=site.pk, page_id=1, title="Tin"))
    rows = DBTaskResult.objects.filter(overview.tasks_of("plugins.sample"))
    assert rows.count() == 2
    assert not DBTaskResult.objects.filter(overview.tasks_of("plugins.samp")).exists()
    assert not DBTaskResult.objects.filter(overview.tasks_of("")).exists()
    assert registry.extensions(points.EventHandler)
