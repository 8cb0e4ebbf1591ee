"""Deputies during leave: for whom, by whom, how long, and what the log says."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.news import jobs
from portal.news.delegation import end_delegation, principal_of, visible_delegations
from portal.news.models import ArticlePage, Delegation
from portal.sites.models import MemberSite, Role, RoleGrant, SiteEvent, SiteState
from portal.sites.permissions import has_role
from portal.sites.rights import forget_rights
from portal.sites.services import grant_role, revoke_role
from tests import factories
from tests.portal.news import acts


def _holds(person, site, role=Role.APPROVER):
    forget_rights(person)
    return has_role(person, site, role)


def _move(delegation, days):
    """As if it had been made for other days."""
    grant = delegation.grant
    shift = timezone.timedelta(days=days)
    RoleGrant.objects.filter(pk=grant.pk).update(
        valid_from=grant.valid_from + shift, valid_to=grant.valid_to + shift
    )


@pytest.fixture
def deputy(editor):
    return editor


def test_deputy_approves_and_the_log_says_for_whom(
    contributor, approver, deputy, site, signed_in, run_tasks
):
    type(approver).objects.filter(pk=approver.pk).update(first_name="Nghỉ", last_name="Phạm Văn")
    approver.refresh_from_db()
    acts.stand_in(approver, deputy, site)
    article = acts.submitted(signed_in(contributor), site)
    assert deputy.email in [address for message in mail.outbox for address in message.to]

    acts.decide(signed_in(deputy), article, "approve")

    assert ArticlePage.objects.get(pk=article.pk).live
    entry = PageLogEntry.objects.get(page=article.pk, action="wagtail.workflow.approve")
    assert entry.user == deputy
    assert "Phạm Văn Nghỉ" in entry.data["comment"]
    run_tasks()
    assert any("Phạm Văn Nghỉ" in message.body for message in mail.outbox)


def test_return_by_a_deputy_keeps_the_reason(contributor, approver, deputy, site, signed_in):
    acts.stand_in(approver, deputy, site)
    article = acts.submitted(signed_in(contributor), site)

    acts.decide(signed_in(deputy), article, "reject", "Thiếu ảnh")

    comment = article.current_workflow_state.current_task_state.comment
    assert comment.endswith("Thiếu ảnh")
    assert str(approver) in comment


def test_publication_by_a_deputy_is_noted(approver, deputy, site, signed_in):
    from tests.portal.news import desk

    acts.stand_in(approver, deputy, site)

    article = factories.make_article(site, deputy, publish=False)
    url = desk.edit_url(article)
    client = signed_in(deputy)
    desk.send(client, url, desk.fill(desk.open_form(client, url)), "publish")

    entry = PageLogEntry.objects.get(page=article.pk, action="news.as_deputy")
    assert str(approver) in entry.data["comment"]


def test_it_ends_by_itself(approver, deputy, site):
    delegation = acts.stand_in(approver, deputy, site)
    assert _holds(deputy, site)

    _move(delegation, -8)

    assert not _holds(deputy, site)
    assert principal_of(deputy, site, Role.APPROVER) is None


def test_it_does_not_begin_early(approver, deputy, site):
    acts.stand_in(approver, deputy, site, valid_from=acts.today(2))

    assert not _holds(deputy, site)


def test_principal_ends_it_before_time(approver, deputy, site):
    delegation = acts.stand_in(approver, deputy, site)

    end_delegation(actor=approver, delegation=delegation)

    assert not _holds(deputy, site)
    assert _holds(deputy, site, Role.EDITOR)
    notes = SiteEvent.objects.filter(site=site, facts__delegation=delegation.pk)
    assert notes.count() == 2


def test_stranger_does_not_end_it(approver, deputy, site, contributor, other_site):
    delegation = acts.stand_in(approver, deputy, site)
    for person in (contributor, factories.make_person(other_site, Role.SITE_ADMIN)):
        with pytest.raises(PermissionDenied):
            end_delegation(actor=person, delegation=delegation)

    assert _holds(deputy, site)


def test_nobody_delegates_more_than_held(editor, contributor, site):
    with pytest.raises(ValidationError) as refusal:
        acts.stand_in(editor, contributor, site, Role.APPROVER)

    assert acts.code(refusal) == "QT-12"
    assert not Delegation.objects.exists()
    assert not _holds(contributor, site)


def test_nobody_delegates_beyond_the_own_last_day(approver, deputy, site):
    RoleGrant.objects.filter(person=approver).update(valid_to=acts.today(3))

    with pytest.raises(ValidationError) as refusal:
        acts.stand_in(approver, deputy, site)

    assert acts.code(refusal) == "QT-12"


def test_deputy_hands_nothing_on(approver, deputy, contributor, site):
    acts.stand_in(approver, deputy, site)

    with pytest.raises(ValidationError) as refusal:
        acts.stand_in(deputy, contributor, site, Role.APPROVER)

    assert acts.code(refusal) == "QT-12"


def test_administrator_role_is_not_handed_on(site, deputy):
    admin = factories.make_person(site, Role.SITE_ADMIN)

    with pytest.raises(ValidationError) as refusal:
        acts.stand_in(admin, deputy, site, Role.SITE_ADMIN)

    assert acts.code(refusal) == "QT-12"


def test_administrator_names_a_deputy_for_somebody_ill(approver, deputy, site):
    admin = factories.make_person(site, Role.SITE_ADMIN)

    delegation = acts.stand_in(approver, deputy, site, actor=admin)

    assert (delegation.principal, delegation.made_by) == (approver, admin)
    assert _holds(deputy, site)


def test_colleague_names_no_deputy_for_others(approver, deputy, site):
    colleague = factories.make_person(site, Role.APPROVER, username="dong.nghiep")

    with pytest.raises(PermissionDenied):
        acts.stand_in(approver, deputy, site, actor=colleague)

    assert not _holds(deputy, site)


def test_deputy_must_work_in_the_site(approver, site, other_site):
    stranger = factories.make_person(other_site, Role.APPROVER)

    for person in (stranger, approver):
        with pytest.raises(ValidationError) as refusal:
            acts.stand_in(approver, person, site)
        assert acts.code(refusal) == "QT-13"


def test_role_that_is_held_needs_no_deputy(approver, deputy, site):
    grant_role(person=deputy, role=Role.APPROVER, site=site, valid_from=acts.today(3))

    with pytest.raises(ValidationError) as refusal:
        acts.stand_in(approver, deputy, site)

    assert acts.code(refusal) == "QT-14"
    assert RoleGrant.objects.standing().get(person=deputy, role=Role.APPROVER).valid_to is None


def test_second_leave_after_the_first_one_ran_out(approver, deputy, site):
    _move(acts.stand_in(approver, deputy, site), -20)

    acts.stand_in(approver, deputy, site)

    assert _holds(deputy, site)
    assert Delegation.objects.count() == 2


@pytest.mark.parametrize(("begins", "ends"), [(-1, 3), (3, 2), (0, 400)])
def test_wrong_days_are_refused(approver, deputy, site, begins, ends):
    with pytest.raises(ValidationError) as refusal:
        acts.stand_in(
            approver, deputy, site, valid_from=acts.today(begins), valid_to=acts.today(ends)
        )

    assert acts.code(refusal) == "QT-11"


def test_reason_is_asked_for(approver, deputy, site):
    with pytest.raises(ValidationError) as refusal:
        acts.stand_in(approver, deputy, site, reason="  ")

    assert acts.code(refusal) == "QT-15"


def test_closed_site_gets_no_deputies(approver, deputy, site):
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.FROZEN)
    site.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        acts.stand_in(approver, deputy, site)

    assert acts.code(refusal) == "VT-02"
    assert not Delegation.objects.exists()


def test_it_ends_when_the_principal_loses_the_role(approver, deputy, site):
    acts.stand_in(approver, deputy, site)
    jobs.end_orphaned_delegations()
    assert _holds(deputy, site)

    revoke_role(person=approver, role=Role.APPROVER, site=site)
    jobs.end_orphaned_delegations()

    assert not _holds(deputy, site)


def test_only_those_concerned_see_it(approver, deputy, contributor, site, other_site):
    delegation = acts.stand_in(approver, deputy, site)
    nowhere = MemberSite.objects.none()

    for person in (approver, deputy):
        assert list(visible_delegations(person, nowhere)) == [delegation]
    assert not visible_delegations(contributor, nowhere).exists()
    own = MemberSite.objects.filter(pk=other_site.pk)
    assert not visible_delegations(contributor, own).exists()
