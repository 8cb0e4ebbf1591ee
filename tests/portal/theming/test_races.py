"""Several people dress one site at the same moment; one after the other is what remains."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.sites.models import MemberSite
from portal.theming import schedule, services
from portal.theming.look import Choice
from portal.theming.models import LookChange
from tests.races import told_at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
BLUE, GREEN = {"brand": "#0b3d91"}, {"brand": "#0f5132"}


def _apply(admin, site, colours, **values):
    return lambda: services.apply_look(
        actor=admin, site=site, choice=Choice("base", colours), **values
    )


def test_two_looks_at_once_stand_one_after_the_other(admin, site):
    told = told_at_once(_apply(admin, site, BLUE), _apply(admin, site, GREEN))

    newest, first = LookChange.objects.applied().filter(site=site)
    assert told == ["done", "done"]
    assert newest.before["colours"] == first.chosen["colours"] != newest.chosen["colours"]
    assert MemberSite.objects.get(pk=site.pk).look["colours"] == newest.chosen["colours"]


def test_the_same_look_sent_several_times_is_put_on_once(admin, site):
    told = told_at_once(*[_apply(admin, site, BLUE)] * 4)

    assert told == ["GD-09"] * 3 + ["done"]
    assert LookChange.objects.filter(site=site).count() == 1


def test_undone_by_two_people_goes_back_one_step(admin, site):
    _apply(admin, site, BLUE)()
    _apply(admin, site, GREEN)()

    told = told_at_once(*[lambda: services.revert(actor=admin, site=site)] * 2)

    assert told == ["GD-10", "done"]
    assert MemberSite.objects.get(pk=site.pk).look["colours"] == BLUE


def test_two_plans_that_cross_are_not_both_kept(admin, site):
    now, hour = timezone.now(), timedelta(hours=1)
    first = _apply(admin, site, BLUE, starts_at=now + hour, ends_at=now + 3 * hour)
    other = _apply(admin, site, GREEN, starts_at=now + 2 * hour, ends_at=now + 4 * hour)

    assert told_at_once(first, other) == ["GD-08", "done"]
    assert LookChange.objects.filter(site=site).count() == 1


def test_two_workers_begin_a_planned_look_once(admin, site):
    hour = timezone.now() + timedelta(hours=1)
    _apply(admin, site, BLUE, starts_at=hour)()
    done = []

    def work():
        done.append(schedule.apply_due(hour + timedelta(seconds=1)))

    assert told_at_once(work, work) == ["done", "done"]
    assert sorted(done) == [0, 1]


def test_plan_that_waited_behind_a_change_is_the_newest(admin, site):
    hour = timezone.now() + timedelta(hours=1)
    plan = _apply(admin, site, BLUE, starts_at=hour)()
    later = _apply(admin, site, GREEN)()
    LookChange.objects.filter(pk=later.pk).update(applied_at=hour + timedelta(minutes=5))

    schedule.apply_due(hour)

    assert LookChange.objects.applied().filter(site=site).first() == plan
    services.revert(actor=admin, site=site)
    assert MemberSite.objects.get(pk=site.pk).look["colours"] == GREEN
