"""From draft to readers: submission, return, correction, approval, and who may do what."""

import json

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import TaskState, WorkflowState

from portal.news.models import ArticlePage
from portal.sites.models import Role
from tests import factories
from tests.portal.news import desk

TITLE = "Đảng ủy xã tổng kết công tác năm"


@pytest.fixture
def author(contributor, signed_in):
    return signed_in(contributor)


@pytest.fixture
def chief(approver, signed_in):
    return signed_in(approver)


@pytest.fixture
def submitted(author, approver, site):
    desk.write(author, site, "submit", tags='"Chuyển đổi số"')
    return ArticlePage.objects.get()


def _decide(client, article, decision, comment=""):
    """Press a button of the approval step on the editing screen."""
    url = desk.edit_url(article)
    form = desk.fill(desk.open_form(client, url))
    extra = {"workflow-action-extra-data": json.dumps({"comment": comment})}
    action = {"action-workflow-action": "x", "workflow-action-name": decision}
    return client.post(url, {**form, **action, **extra})


def _decide_in_window(client, article, decision):
    """Send the window in which a comment is asked for, as the lists and the preview open it."""
    state = TaskState.objects.filter(workflow_state__object_id=str(article.pk)).last()
    url = f"/quan-tri/pages/workflow/action/{article.pk}/{decision}/{state.pk}/"
    return client.post(url, {"comment": "Được."})


def _status(article):
    return WorkflowState.objects.for_instance(article).latest("pk").status


def test_submission_mails_only_the_approvers_of_the_site(
    author, approver, editor, other_site, site
):
    factories.make_person(other_site, Role.APPROVER)

    desk.write(author, site, "submit")

    assert [message.to for message in mail.outbox] == [[approver.email]]
    assert TITLE in mail.outbox[0].subject + mail.outbox[0].body
    article = ArticlePage.objects.get()
    assert desk.edit_url(article) in mail.outbox[0].body
    assert _status(article) == WorkflowState.STATUS_IN_PROGRESS
    assert not article.live


def test_whole_path_from_draft_over_return_to_readers(author, chief, contributor, submitted, site):
    mail.outbox.clear()

    _decide(chief, submitted, "reject", "Bổ sung số liệu")

    assert _status(submitted) == WorkflowState.STATUS_NEEDS_CHANGES
    assert [message.to for message in mail.outbox] == [[contributor.email]]
    assert "Bổ sung số liệu" in mail.outbox[0].body
    url = desk.edit_url(submitted)
    mail.outbox.clear()

    form = desk.fill(desk.open_form(author, url), lead="Có 120 đại biểu.", tags='"Chuyển đổi số"')
    desk.send(author, url, form, "submit")

    assert _status(submitted) == WorkflowState.STATUS_IN_PROGRESS
    assert WorkflowState.objects.for_instance(submitted).count() == 1
    assert len(mail.outbox) == 1

    _decide_in_window(chief, submitted, "approve")

    submitted.refresh_from_db()
    assert submitted.live
    assert submitted.lead == "Có 120 đại biểu."
    reader = Client()
    addresses = ("/", "/tuy-phong/", "/tuy-phong/tin-tuc/", "/chu-de/chuyen-doi-so/")
    for address in (*addresses, "/tuy-phong/chu-de/chuyen-doi-so/"):
        assert TITLE in reader.get(address).content.decode(), address
    assert reader.get("/tuy-phong/tin-tuc/dang-uy-xa-tong-ket-cong-tac-nam/").status_code == 200


def test_approver_may_correct_while_approving(chief, submitted):
    url = desk.edit_url(submitted)
    form = desk.fill(desk.open_form(chief, url), lead="Sapô đã sửa.")

    chief.post(url, {**form, "action-workflow-action": "x", "workflow-action-name": "approve"})

    submitted.refresh_from_db()
    assert (submitted.live, submitted.lead) == (True, "Sapô đã sửa.")


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_author_may_not_decide(author, submitted, decision):
    _decide_in_window(author, submitted, decision)
    _decide(author, submitted, decision)

    submitted.refresh_from_db()
    assert not submitted.live
    assert _status(submitted) == WorkflowState.STATUS_IN_PROGRESS


def test_submitted_article_is_locked_for_its_author(author, submitted):
    url = desk.edit_url(submitted)

    desk.send(author, url, desk.fill(desk.open_form(author, url), lead="Sửa lén"))

    submitted.refresh_from_db()
    assert submitted.get_latest_revision_as_object().lead != "Sửa lén"


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_approver_of_another_site_neither_sees_nor_decides(
    other_site, signed_in, submitted, decision
):
    stranger = signed_in(factories.make_person(other_site, Role.APPROVER))

    assert TITLE not in stranger.get("/quan-tri/").content.decode()
    assert stranger.get(desk.edit_url(submitted)).status_code == 404
    answer = _decide_in_window(stranger, submitted, decision)

    assert answer.status_code == 404
    submitted.refresh_from_db()
    assert not submitted.live
    assert _status(submitted) == WorkflowState.STATUS_IN_PROGRESS


def test_waiting_article_is_on_the_dashboard_of_its_approver(chief, submitted):
    assert TITLE in chief.get("/quan-tri/").content.decode()


def test_approver_of_another_site_does_not_find_it_in_reports(other_site, signed_in, submitted):
    stranger = signed_in(factories.make_person(other_site, Role.APPROVER))

    for report in ("workflow/", "workflow_tasks/"):
        answer = stranger.get(f"/quan-tri/reports/{report}")
        assert TITLE not in answer.content.decode(), report


def test_approver_of_the_province_does_not_decide_for_a_member_site(province, signed_in, submitted):
    chief = signed_in(factories.make_person(province, Role.APPROVER))

    _decide_in_window(chief, submitted, "approve")

    submitted.refresh_from_db()
    assert not submitted.live


def test_person_without_mail_address_does_not_stop_the_submission(author, approver, site):
    type(approver).objects.filter(pk=approver.pk).update(email="")

    desk.write(author, site, "submit")

    assert _status(ArticlePage.objects.get()) == WorkflowState.STATUS_IN_PROGRESS
    assert mail.outbox == []


def test_contributor_who_asks_to_publish_makes_a_draft_only(author, site):
    desk.write(author, site, "publish")

    assert not ArticlePage.objects.get().live


def test_return_without_a_reason_is_refused(contributor, approver, signed_in, site):
    desk.write(signed_in(contributor), site, "submit")
    article = ArticlePage.objects.get()
    state = article.current_workflow_task_state
    url = f"/quan-tri/pages/workflow/action/{article.pk}/reject/{state.pk}/"

    signed_in(approver).post(url, {"comment": " "})

    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
