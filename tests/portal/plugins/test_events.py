"""Events reach handlers of plugins that are on at their place: at least once, never lost."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from plugins.sample.handlers import on_page_published
from plugins.sample.models import Note
from portal.plugins import events
from portal.tasks.models import TaskState
from tests import factories

HANDLER = f"{on_page_published.__module__}.{on_page_published.__qualname__}"


def published(site, title="Bài mới"):
    return events.PagePublished(site_id=site.pk, page_id=site.root_page_id, title=title)


def deliveries():
    return DBTaskResult.objects.filter(args_kwargs__kwargs__handler=HANDLER)


def test_publishing_a_page_tells_the_handlers_in_the_background(site, approver, switch, run_tasks):
    switch(site)
    factories.make_article(site, approver, title="Khai mạc hội nghị")

    assert not Note.objects.exists()
    run_tasks()

    assert [note.title for note in Note.objects.all()] == ["Khai mạc hội nghị"]


def test_an_event_goes_with_its_transaction(site, switch):
    switch(site)

    with transaction.atomic():
        events.publish(published(site))
        assert deliveries().exists()
        transaction.set_rollback(True)

    assert not deliveries().exists()


def test_an_event_elsewhere_is_not_for_a_plugin_that_is_off_there(site, other_site, switch):
    switch(site)

    events.publish(published(other_site))

    assert not deliveries().exists()


def test_an_event_waits_while_the_plugin_is_off_and_is_told_when_it_is_on_again(
    site, switch, run_tasks
):
    switch(site)
    events.publish(published(site))
    switch(site, enabled=False)
    run_tasks()
    assert TaskState.objects.parked().filter(result__in=deliveries()).count() == 1
    assert not Note.objects.exists()

    switch(site)
    run_tasks()

    assert Note.objects.get().title == "Bài mới"


def test_waiting_events_of_another_site_go_on_waiting(site, other_site, switch, run_tasks):
    switch(site)
    switch(other_site)
    events.publish(published(site))
    events.publish(published(other_site))
    for place in (site, other_site):
        switch(place, enabled=False)
    run_tasks()

    switch(site)
    run_tasks()

    assert [note.site for note in Note.objects.all()] == [site]


def test_being_told_twice_changes_nothing(site, switch, run_tasks):
    switch(site)
    for _time in range(2):
        events.publish(published(site))

    run_tasks()

    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    ("handler", "name"),
    [
        ("plugins.sample.handlers.gone", events.PagePublished.name),
        (HANDLER, "portal.forgotten.v1"),
    ],
)
def test_an_event_nobody_knows_any_more_ends_quietly(site, switch, run_tasks, handler, name):
    switch(site)
    events.deliver.enqueue(handler=handler, name=name, values=asdict(published(site)))

    run_tasks()

    assert not TaskState.objects.failed().exists()
    assert not Note.objects.exists()


def test_values_that_a_later_version_added_are_left_out(site, switch, run_tasks):
    switch(site)
    values = {**asdict(published(site)), "colour": "đỏ"}
    events.deliver.enqueue(handler=HANDLER, name=events.PagePublished.name, values=values)

    run_tasks()

    assert Note.objects.get().title == "Bài mới"


def test_a_handler_that_fails_is_tried_again(site, switch, run_tasks):
    switch(site)
    values = {"site_id": site.pk, "page_id": "no number", "title": "Hỏng"}
    events.deliver.enqueue(handler=HANDLER, name=events.PagePublished.name, values=values)

    run_tasks()

    assert TaskState.objects.get(result__in=deliveries()).attempts == 1
    assert not TaskState.objects.failed().exists()
