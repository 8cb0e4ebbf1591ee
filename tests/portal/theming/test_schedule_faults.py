"""What becomes of planned looks when something went wrong meanwhile."""

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone

from portal.sites.models import MemberSite, SiteState
from portal.theming import schedule, services
from portal.theming.look import Choice
from portal.theming.models import LookChange
from tests import factories
from tests.portal.theming.conftest import forget, marked
from tests.portal.theming.planning import colours_of, plan, run


def test_theme_that_broke_meanwhile_is_marked_and_told(admin, site, make_theme, run_tasks, client):
    theme = make_theme("xanh", marked("XANH"))
    good = plan(admin, site, 2)
    bad = plan(admin, site, 1, choice=Choice("xanh"))
    (theme / "templates" / "404.html").write_text("{% khong_co %}")
    forget()

    assert run(2) == 1

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("failed", "applied")
    assert "GD-05" in bad.reason
    assert "404.html" in bad.reason
    run_tasks()
    assert [message.to for message in mail.outbox] == [[admin.email]]
    assert "404.html" in mail.outbox[0].body
    assert run(2) == 0


def test_site_frozen_meanwhile_keeps_its_look(admin, site):
    change = plan(admin, site, 1)
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.FROZEN)

    run(1)

    change.refresh_from_db()
    assert change.state == "failed"
    assert "TV-13" in change.reason
    assert colours_of(site) == {}


@pytest.mark.parametrize("state", [SiteState.FROZEN, SiteState.REDIRECTED, SiteState.CLOSED])
def test_look_for_a_time_ends_whatever_became_of_the_site(admin, site, state):
    plan(admin, site, None, 1)
    MemberSite.objects.filter(pk=site.pk).update(state=state)

    assert run(1) == 1
    assert colours_of(site) == {}


def test_end_that_fails_is_tried_once_and_told(admin, site, make_theme, run_tasks):
    theme = make_theme("xanh", marked("XANH"))
    services.apply_look(actor=admin, site=site, choice=Choice("xanh"))
    plan(admin, site, None, 1)
    (theme / "templates" / "404.html").write_text("{% khong_co %}")
    forget()

    assert run(1) == 0
    assert run(1) == 0

    assert MemberSite.objects.get(pk=site.pk).theme == "base"
    failed = LookChange.objects.get(state="failed")
    assert failed.kind == "came_back"
    run_tasks()
    assert len(mail.outbox) == 1


def test_theme_that_became_unreadable_meanwhile_is_not_put_on(admin, site, make_theme):
    theme = make_theme("xanh")
    services.apply_look(actor=admin, site=site, choice=Choice("xanh"))
    plan(admin, site, None, 1)
    plan(admin, site, 2, choice=Choice("xanh"))
    with (theme / "theme.toml").open("a") as file:
        file.write('[[colours]]\nname = "brand"\nlight = "#ffee88"\ndark = "#ffee88"\n')
    forget()

    assert run(2) == 0

    assert MemberSite.objects.get(pk=site.pk).theme == "base"
    reasons = LookChange.objects.filter(state="failed").values_list("reason", flat=True)
    assert ["GD-03" in reason for reason in reasons] == [True, True]


def _fail(error):
    def act(*_args):
        raise error

    return act


def test_plan_waits_while_the_database_fails(admin, site, monkeypatch):
    change = plan(admin, site, 1)
    with monkeypatch.context() as patched:
        patched.setattr(services, "put_on", _fail(OperationalError("locked")))
        assert run(1) == 0

    change.refresh_from_db()
    assert change.state == "scheduled"
    assert run(1) == 1


def test_fault_that_nobody_foresaw_is_marked_with_its_words(admin, site, monkeypatch):
    change = plan(admin, site, 1)
    monkeypatch.setattr(services, "put_on", _fail(RuntimeError("no room")))

    assert run(1) == 0

    change.refresh_from_db()
    assert change.state == "failed"
    assert "GD-13" in change.reason
    assert "no room" in change.reason


def test_plan_cancelled_while_it_failed_stays_cancelled(admin, site):
    change = plan(admin, site, 1)
    services.cancel(actor=admin, change=change)

    schedule._begin_failed(change.pk, timezone.now(), "GD-05")

    change.refresh_from_db()
    assert change.state == "cancelled"


def test_plan_whose_whole_time_went_by_is_marked(admin, site):
    change = plan(admin, site, 1, 2)

    assert run(3) == 0

    change.refresh_from_db()
    assert (change.state, colours_of(site)) == ("failed", {})


def test_logo_that_is_gone_is_told(admin, site):
    logo = factories.make_image(site, "Huy hiệu")
    change = plan(admin, site, 1, logo=logo)
    logo.delete()

    run(1)

    change.refresh_from_db()
    assert "GD-15" in change.reason
