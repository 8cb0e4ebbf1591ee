"""Planned looks begin and end by themselves."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.sites.models import Role
from portal.theming import schedule, services
from portal.theming.look import Choice
from portal.theming.models import LookChange
from tests import factories
from tests.portal.theming.planning import BLUE, GREEN, HOUR, colours_of, plan, run


def test_planned_look_waits_for_its_time(admin, site):
    change = plan(admin, site, 1)

    assert run(0.9) == 0
    assert colours_of(site) == {}
    assert run(1) == 1
    assert run(1) == 0
    assert colours_of(site) == BLUE
    change.refresh_from_db()
    assert (change.state, change.before["colours"]) == ("applied", {})


def test_look_that_is_worn_may_be_planned_again(admin, site):
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE))

    assert plan(admin, site, 1).state == "scheduled"


def test_look_for_a_time_gives_way_to_the_one_before(admin, site):
    services.apply_look(actor=admin, site=site, choice=Choice("base", GREEN), header_text="Cũ")
    change = plan(admin, site, 1, 24, header_text="Chúc mừng năm mới")

    run(1)
    assert colours_of(site) == BLUE
    assert run(23) == 0
    assert run(24) == 1
    assert run(24) == 0

    site.refresh_from_db()
    assert (site.look["colours"], site.header_text) == (GREEN, "Cũ")
    back = LookChange.objects.applied().first()
    assert (back.kind, back.actor_name) == ("came_back", "An")
    change.refresh_from_db()
    assert change.ended_at


def test_look_put_on_now_ends_too(admin, site):
    plan(admin, site, None, 2)

    assert colours_of(site) == BLUE
    run(2)
    assert colours_of(site) == {}


def test_what_was_changed_meanwhile_stays_when_a_time_ends(admin, site):
    plan(admin, site, None, 2, header_text="Tết")
    services.apply_look(
        actor=admin, site=site, choice=Choice("base", BLUE), header_text="Đã sửa giữa chừng"
    )

    run(2)

    site.refresh_from_db()
    assert (site.look["colours"], site.header_text) == ({}, "Đã sửa giữa chừng")


def test_one_time_within_another_ends_first(admin, site):
    plan(admin, site, 1, 10)
    plan(admin, site, 2, 3, GREEN)

    seen = []
    for hour in (1, 2, 3, 10):
        run(hour)
        seen.append(colours_of(site))
    assert seen == [BLUE, GREEN, BLUE, {}]


@pytest.mark.parametrize("times", [(0.5, 2), (2, 11), (1, 5), (5, 10), (1, 10), (1, 11), (0.5, 10)])
def test_times_that_cross_are_refused(admin, site, times):
    now = timezone.now()
    services.apply_look(
        actor=admin,
        site=site,
        choice=Choice("base", BLUE),
        starts_at=now + HOUR,
        ends_at=now + 10 * HOUR,
    )

    with pytest.raises(ValidationError) as error:
        services.apply_look(
            actor=admin,
            site=site,
            choice=Choice("base", GREEN),
            starts_at=now + times[0] * HOUR,
            ends_at=now + times[1] * HOUR,
        )

    assert "GD-08" in error.value.messages[0]


def test_time_that_crosses_a_look_that_is_worn_is_refused(admin, site):
    plan(admin, site, None, 10)

    with pytest.raises(ValidationError) as error:
        plan(admin, site, 5, 20, GREEN)

    assert "GD-08" in error.value.messages[0]


def test_times_of_different_sites_may_cross(portal_admin, site, other_site):
    plan(portal_admin, site, 1, 10)

    assert plan(portal_admin, other_site, 2, 11).pk


@pytest.mark.parametrize("order", [1, -1])
def test_time_may_begin_when_another_one_ends(admin, site, order):
    now = timezone.now()
    for colours, begin, end in ((BLUE, 1, 10), (GREEN, 10, 12))[::order]:
        services.apply_look(
            actor=admin,
            site=site,
            choice=Choice("base", colours),
            starts_at=now + begin * HOUR,
            ends_at=now + end * HOUR,
        )

    seen = []
    for hour in (1, 10, 12):
        run(hour)
        seen.append(colours_of(site))
    assert seen == [BLUE, GREEN, {}]


def test_what_is_late_is_done_in_its_order(admin, site):
    plan(admin, site, 2, colours=GREEN)
    plan(admin, site, 1)
    run(3)
    assert colours_of(site) == GREEN

    plan(admin, site, 4, 10)
    plan(admin, site, 5, 9, {})
    run(5)
    run(11)
    assert colours_of(site) == GREEN


def test_look_begins_and_ends_to_the_moment(admin, site):
    change = plan(admin, site, 1, 2)

    for moment, colours in ((change.starts_at, BLUE), (change.ends_at, {})):
        assert schedule.apply_due(moment) == 1
        assert colours_of(site) == colours


def test_look_is_planned_two_years_ahead_at_most(admin, site):
    assert plan(admin, site, 24 * 700).pk


@pytest.mark.parametrize(
    ("begin", "end"),
    [(-1, None), (2, 1), (2, 2), (None, -1), (24 * 800, None), (None, 24 * 800)],
)
def test_impossible_times_are_refused(admin, site, begin, end):
    with pytest.raises(ValidationError) as error:
        plan(admin, site, begin, end)

    assert "GD-07" in error.value.messages[0]
    assert not LookChange.objects.exists()


def test_cancelled_plan_does_nothing(admin, site):
    change = plan(admin, site, 1)

    services.cancel(actor=admin, change=change)

    assert run(1) == 0
    assert colours_of(site) == {}
    change.refresh_from_db()
    assert (change.state, change.cancelled_by) == ("cancelled", "An")
    with pytest.raises(ValidationError) as error:
        services.cancel(actor=admin, change=change)
    assert "GD-11" in error.value.messages[0]


def test_others_cancel_nothing(admin, site, other_site, editor):
    change = plan(admin, site, 1)
    stranger = factories.make_person(other_site, Role.SITE_ADMIN)

    for person in (editor, stranger):
        with pytest.raises(PermissionDenied):
            services.cancel(actor=person, change=change)

    change.refresh_from_db()
    assert change.state == "scheduled"


def test_undoing_a_look_for_a_time_ends_it(admin, site):
    plan(admin, site, None, 2)
    services.revert(actor=admin, site=site)
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE))

    run(2)

    assert colours_of(site) == BLUE


def test_worker_applies_what_is_due(admin, site):
    from portal.tasks.periodic import discover, registry

    discover()
    change = plan(admin, site, 1)
    LookChange.objects.filter(pk=change.pk).update(starts_at=timezone.now())

    registry["portal.theming.jobs.apply_due_looks"].function()

    assert colours_of(site) == BLUE


def test_second_worker_with_the_same_row_in_hand_changes_nothing(admin, site):
    change = plan(admin, site, 1, 2)
    rows = LookChange.objects.select_related("site", "actor")
    first, second = rows.get(pk=change.pk), rows.get(pk=change.pk)
    now = timezone.now() + HOUR
    assert schedule._begin(first, now)
    assert not schedule._begin(second, now)

    first, second = rows.get(pk=change.pk), rows.get(pk=change.pk)
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE), header_text="Khác")
    assert schedule._end(first, now + HOUR)
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE))
    count = LookChange.objects.count()
    assert not schedule._end(second, now + HOUR)

    assert (colours_of(site), LookChange.objects.count()) == (BLUE, count)


def test_colours_chosen_meanwhile_stay_when_a_time_ends(admin, site):
    plan(admin, site, None, 2)
    services.apply_look(actor=admin, site=site, choice=Choice("base", GREEN))

    run(2)

    assert colours_of(site) == GREEN
