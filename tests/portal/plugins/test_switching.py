"""The Plugins page: the preview of a switch, and switching."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from portal.plugins import (
    gate,
    overview,
    points,
    registry,
)
from portal.plugins.models import Activation, ActivationChange
from tests import factories
from tests.portal.plugins.desk import (
    DETAIL,
    LIST,
    SWITCH,
    all_messages,
    key,
    name,
    sample_page,
    switch,
    text_of,
)

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
