"""The Plugins page: list, one plugin, switching with a preview."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache

from plugins.sample.models import Note
from portal.plugins import (
    faults,
    overview,
    problems,
    registry,
)
from portal.plugins.models import Activation, ActivationChange, KnownPlugin
from tests.portal.plugins.desk import (
    DETAIL,
    HISTORY,
    LIST,
    SWITCH,
    key,
    name,
    switch,
    text_of,
)

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
