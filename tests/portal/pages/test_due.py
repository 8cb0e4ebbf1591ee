"""Hours of publication and of its end, in sites that nobody may change."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from portal.news.models import ArticlePage
from portal.pages.models import SiteLayout
from portal.sites import structure
from portal.sites.models import MemberSite, SiteState
from portal.tasks import jobs
from tests import factories


@pytest.fixture
def later():
    """A moment after the hours of the two articles."""
    return timezone.now() + timedelta(hours=2)


@pytest.fixture
def coming(site, approver, later):
    page = factories.make_article(site, approver, title="Hẹn giờ", publish=False)
    page.go_live_at = later - timedelta(hours=1)
    page.save_revision().publish()
    return page


@pytest.fixture
def ending(site, approver, later):
    page = factories.make_article(site, approver, title="Hết hạn")
    page.expire_at = later - timedelta(hours=1)
    page.save_revision().publish()
    return page


def _put(site, state):
    MemberSite.objects.filter(pk=site.pk).update(state=state)
    structure.bump()


def _are_live(*pages):
    return [ArticlePage.objects.get(pk=page.pk).live for page in pages]


@pytest.mark.parametrize("state", [SiteState.FROZEN, SiteState.REDIRECTED, SiteState.CLOSED])
def test_hours_wait_while_nobody_may_change_the_site(site, coming, ending, later, state):
    _put(site, state)

    with time_machine.travel(later):
        jobs.publish_scheduled()

        assert _are_live(coming, ending) == [False, True]


def test_what_fell_due_comes_about_when_the_site_is_in_operation_again(site, coming, ending, later):
    _put(site, SiteState.FROZEN)

    with time_machine.travel(later):
        jobs.publish_scheduled()
        _put(site, SiteState.ACTIVE)
        jobs.publish_scheduled()

        assert _are_live(coming, ending) == [True, False]


def test_frozen_site_holds_nobody_else_up(site, other_site, province, coming, ending, later):
    _put(other_site, SiteState.FROZEN)

    with time_machine.travel(later):
        jobs.publish_scheduled()

        assert _are_live(coming, ending) == [True, False]


def test_layout_of_a_frozen_site_waits_as_well(site, later):
    layout = SiteLayout.objects.create(site=site, live=False)
    layout.go_live_at = later - timedelta(hours=1)
    layout.save_revision().publish()
    _put(site, SiteState.FROZEN)

    with time_machine.travel(later):
        jobs.publish_scheduled()
        layout.refresh_from_db()
        assert not layout.live

        _put(site, SiteState.ACTIVE)
        jobs.publish_scheduled()
        layout.refresh_from_db()
        assert layout.live


def test_trial_names_what_is_due_and_changes_nothing(coming, ending, later):
    told = StringIO()

    with time_machine.travel(later):
        call_command("publish_scheduled", dryrun=True, stdout=told)

    assert "+ Hẹn giờ" in told.getvalue()
    assert "- Hết hạn" in told.getvalue()
    assert _are_live(coming, ending) == [False, True]
