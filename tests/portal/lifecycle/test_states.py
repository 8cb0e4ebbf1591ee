"""The states of a site, and the kill switch."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from portal.lifecycle.services import change_state, set_maintenance
from portal.lifecycle.states import ALLOWED
from portal.sites.models import Role, SiteEvent, SiteState
from portal.sites.structure import current
from tests import factories


def _put(site, state):
    site.state = state
    site.save()


@pytest.mark.parametrize(
    ("before", "after"), [(a, b) for a, followers in ALLOWED.items() for b in sorted(followers)]
)
def test_state_that_follows_is_entered_and_noted(site, other_site, admin, before, after):
    _put(site, before)
    successor = other_site if after == SiteState.REDIRECTED else None

    event = change_state(
        actor=admin, site=site, state=after, note="Quyết định số 5", successor=successor
    )

    site.refresh_from_db()
    assert (site.state, site.successor) == (after, successor)
    assert site.state_since >= event.at.replace(microsecond=0)
    assert (event.kind, event.note, event.actor) == (SiteEvent.Kind.STATE, "Quyết định số 5", admin)
    assert event.facts["from"] == before
    assert current().site_by_id(site.pk).state == after


@pytest.mark.parametrize(
    ("before", "after"),
    [pair for pair in itertools.product(SiteState, SiteState) if pair[1] not in ALLOWED[pair[0]]],
)
def test_state_that_does_not_follow_is_refused(site, admin, refused, before, after):
    _put(site, before)

    refused("VD-05", change_state, actor=admin, site=site, state=after)

    site.refresh_from_db()
    assert site.state == before
    assert not site.events.filter(kind=SiteEvent.Kind.STATE).exists()


@pytest.mark.parametrize("state", [SiteState.FROZEN, SiteState.CLOSED])
def test_province_cannot_end(province, admin, refused, state):
    refused("VD-04", change_state, actor=admin, site=province, state=state)

    province.refresh_from_db()
    assert province.state == SiteState.ACTIVE


@pytest.mark.parametrize("fault", ["none", "itself", "closed"])
def test_redirection_without_fit_successor_is_refused(site, other_site, admin, refused, fault):
    _put(site, SiteState.FROZEN)
    _put(other_site, SiteState.CLOSED)
    successor = {"none": None, "itself": site, "closed": other_site}[fault]

    refused(
        "VD-06",
        change_state,
        actor=admin,
        site=site,
        state=SiteState.REDIRECTED,
        successor=successor,
    )


@pytest.mark.parametrize("role", [Role.SITE_ADMIN, Role.NEWSROOM, Role.AUDITOR])
def test_who_administers_no_portal_changes_nothing(site, role):
    place = site if role == Role.SITE_ADMIN else None
    person = factories.make_person(place, role)

    with pytest.raises(PermissionDenied):
        change_state(actor=person, site=site, state=SiteState.FROZEN)
    with pytest.raises(PermissionDenied):
        set_maintenance(actor=person, site=site, on=True, message="")

    site.refresh_from_db()
    assert (site.state, site.maintenance) == (SiteState.ACTIVE, False)


def test_frozen_site_is_changed_by_nobody_until_it_is_opened_again(site, admin, editor):
    page = factories.section_of(site)
    change_state(actor=admin, site=site, state=SiteState.FROZEN)
    assert not page.permissions_for_user(editor).can_edit()
    assert not page.permissions_for_user(admin).can_edit()

    change_state(actor=admin, site=site, state=SiteState.ACTIVE)

    assert page.permissions_for_user(editor).can_edit()


def test_maintenance_goes_on_and_off_and_is_noted(site, admin):
    set_maintenance(actor=admin, site=site, on=True, message=" Nâng cấp đến 17 giờ ")

    site.refresh_from_db()
    assert (site.maintenance, site.maintenance_message) == (True, "Nâng cấp đến 17 giờ")
    assert not site.is_readable
    assert set_maintenance(actor=admin, site=site, on=True, message="Nâng cấp đến 17 giờ") is None

    set_maintenance(actor=admin, site=site, on=False, message="bỏ qua")

    site.refresh_from_db()
    assert (site.maintenance, site.maintenance_message) == (False, "")
    assert site.events.filter(kind=SiteEvent.Kind.MAINTENANCE).count() == 2


def test_message_too_long_for_the_page_is_refused(site, admin, refused):
    refused("VD-07", set_maintenance, actor=admin, site=site, on=True, message="x" * 501)

    site.refresh_from_db()
    assert not site.maintenance
