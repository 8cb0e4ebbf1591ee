"""Who gets links, when, and how many."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.approving.models import ApprovalLink, ApproverAccount
from portal.approving.services import change_rules, send_links
from portal.approving.tasks import mail_link
from portal.news.models import ArticlePage
from portal.sites.models import Role
from tests import factories
from tests.portal.approving import links
from tests.portal.news import acts, desk


@pytest.fixture
def waiting(site, contributor, approver):
    return links.waiting(site, contributor)


def _people():
    return list(ApprovalLink.objects.order_by("pk").values_list("person", flat=True))


def _code(refusal):
    return refusal.value.error_list[0].code


def test_submission_sends_links_to_approvers_with_a_pin_only(
    site, other_site, contributor, approver, editor
):
    deputy = factories.make_person(site, Role.EDITOR, username="pho")
    acts.stand_in(approver, deputy, site)
    no_pin = factories.make_person(site, Role.APPROVER, username="chua-co-ma")
    stranger = factories.make_person(other_site, Role.APPROVER)
    off = factories.make_person(site, Role.APPROVER, username="tat-thu")
    for person in (approver, deputy, stranger, off, editor):
        links.give_pin(person)
    ApproverAccount.objects.filter(person=off).update(wants_links=False)

    links.waiting(site, contributor)

    assert sorted(_people()) == sorted([approver.pk, deputy.pk])
    assert no_pin.pk not in _people()


def test_approver_gets_no_link_for_what_he_sent_himself(site, approver):
    links.give_pin(approver)

    links.waiting(site, approver)

    assert _people() == []


def test_editing_step_sends_no_links(site, contributor, approver, editor):
    acts.use_long(site)
    for person in (approver, editor):
        links.give_pin(person)

    links.waiting(site, contributor)

    assert _people() == []


def test_submission_on_the_screen_sends_the_link(site, contributor, approver, signed_in, run_tasks):
    links.give_pin(approver)
    desk.write(signed_in(contributor), site, "submit")
    run_tasks()

    [address] = links.addresses()
    links.press(address)

    assert ArticlePage.objects.get().live


def test_approver_with_a_link_gets_one_mail_others_the_usual_one(
    site, contributor, approver, signed_in, run_tasks
):
    links.give_pin(approver)
    run_tasks()
    mail.outbox.clear()
    other = factories.make_person(site, Role.APPROVER, username="khong-ma-pin")
    desk.write(signed_in(contributor), site, "submit")
    run_tasks()

    mails = sorted((message.to[0], "/duyet/" in message.body) for message in mail.outbox)
    assert mails == sorted([(approver.email, True), (other.email, False)])


def test_mail_says_what_by_whom_and_until_when(address, approver, contributor):
    message = mail.outbox[-1]

    assert message.to == [approver.email]
    assert "Tổng kết công tác năm" in message.subject
    assert contributor.get_full_name() in message.body


def test_mail_is_sent_once_though_the_task_runs_twice(address):
    link = links.the_link()
    before = len(mail.outbox)

    mail_link.call(link.pk)

    assert len(mail.outbox) == before
    assert links.the_link().token_hash == link.token_hash


def test_link_on_request_goes_to_the_own_address(waiting, approver, run_tasks):
    told = send_links(actor=approver, page=waiting, to_self=True)
    run_tasks()

    assert told == [approver]
    assert mail.outbox[-1].to == [approver.email]
    assert len(links.addresses()) == 1


def test_link_on_request_goes_to_the_approvers_who_want_it(waiting, site, contributor, approver):
    off = factories.make_person(site, Role.APPROVER, username="tat-thu")
    ApproverAccount.objects.create(person=off, wants_links=False)

    assert send_links(actor=contributor, page=waiting, to_self=False) == [approver]


def test_person_who_may_not_decide_gets_no_link_for_himself(waiting, contributor):
    with pytest.raises(PermissionDenied):
        send_links(actor=contributor, page=waiting, to_self=True)
    assert _people() == []


def test_person_of_another_site_sends_nothing(waiting, other_site):
    stranger = factories.make_person(other_site, Role.SITE_ADMIN)

    with pytest.raises(PermissionDenied):
        send_links(actor=stranger, page=waiting, to_self=False)
    assert _people() == []


def test_article_that_waits_for_nobody_is_refused(site, contributor, approver):
    article = factories.make_article(site, contributor, publish=False)

    with pytest.raises(ValidationError) as refusal:
        send_links(actor=contributor, page=article, to_self=False)
    assert _code(refusal) == "DL-20"


def test_site_whose_approvers_have_no_address_is_refused(waiting, contributor, approver):
    type(approver).objects.filter(pk=approver.pk).update(email="")

    with pytest.raises(ValidationError) as refusal:
        send_links(actor=contributor, page=waiting, to_self=False)
    assert _code(refusal) == "DL-22"


def test_fourth_link_within_an_hour_is_refused(waiting, approver):
    for _number in range(3):
        send_links(actor=approver, page=waiting, to_self=True)

    with pytest.raises(ValidationError) as refusal:
        send_links(actor=approver, page=waiting, to_self=True)
    assert _code(refusal) == "DL-21"

    ApprovalLink.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert send_links(actor=approver, page=waiting, to_self=True)


def test_sender_of_very_many_links_is_refused(waiting, site, approver, contributor, monkeypatch):
    monkeypatch.setattr("portal.approving.services.MOST_BY_SENDER", 2)
    for number in range(2):
        factories.make_person(site, Role.APPROVER, username=f"duyet-{number}")
    send_links(actor=contributor, page=waiting, to_self=False)

    with pytest.raises(ValidationError) as refusal:
        send_links(actor=contributor, page=waiting, to_self=False)
    assert _code(refusal) == "DL-21"


def test_link_lasts_as_long_as_the_rules_say(waiting, approver):
    change_rules(actor=factories.make_person(None, Role.PORTAL_ADMIN), hours=5, lock_minutes=10)

    send_links(actor=approver, page=waiting, to_self=True)

    link = links.the_link()
    assert link.expires_at - link.created_at < timedelta(hours=5, minutes=1)


def test_rules_are_not_changed_by_others_nor_beyond_reason(approver, province):
    with pytest.raises(PermissionDenied):
        change_rules(actor=approver, hours=5, lock_minutes=10)
    admin = factories.make_person(None, Role.PORTAL_ADMIN)
    with pytest.raises(ValidationError):
        change_rules(actor=admin, hours=9999, lock_minutes=10)


def test_link_withdrawn_before_its_mail_is_not_mailed(waiting, approver, run_tasks):
    send_links(actor=approver, page=waiting, to_self=True)
    ApprovalLink.objects.update(revoked_at=timezone.now())
    run_tasks()

    assert links.addresses() == []
