"""Whoever submitted takes an article back, as long as nobody decided."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry, WorkflowState

from portal.news.holders import Stage, holder_of
from portal.news.models import ArticlePage
from portal.news.recall import may_recall, recall
from tests.portal.news import acts, desk

BUTTON = "action-cancel-workflow"


@pytest.fixture
def article(contributor, editor, approver, site, signed_in):
    acts.use_long(site)
    return acts.submitted(signed_in(contributor), site)


def _fresh(article):
    return ArticlePage.objects.get(pk=article.pk)


def _press(client, article):
    return client.post(desk.edit_url(article), {BUTTON: "x"}, follow=True)


def test_author_takes_it_back_and_edits_again(article, contributor, signed_in):
    author = signed_in(contributor)
    assert BUTTON in author.get(desk.edit_url(article)).content.decode()

    answer = _press(author, article)

    assert answer.status_code == 200
    assert acts.status(article) == WorkflowState.STATUS_CANCELLED
    assert holder_of(_fresh(article)).stage is Stage.WRITING
    entries = PageLogEntry.objects.filter(page=article.pk, action="wagtail.workflow.cancel")
    assert entries.get().user == contributor
    assert BUTTON not in author.get(desk.edit_url(article)).content.decode()
    url = desk.edit_url(article)
    desk.send(author, url, desk.fill(desk.open_form(author, url), lead="Sửa lại."))
    assert _fresh(article).get_latest_revision_as_object().lead == "Sửa lại."


@pytest.mark.parametrize("who", ["editor", "approver"])
def test_others_do_not_take_it_back(article, who, request, signed_in):
    person = request.getfixturevalue(who)
    assert BUTTON not in signed_in(person).get(desk.edit_url(article)).content.decode()

    _press(signed_in(person), article)

    with pytest.raises(PermissionDenied):
        recall(actor=person, page=article)
    assert acts.status(article) == WorkflowState.STATUS_IN_PROGRESS


def test_not_after_the_editor_passed_it_on(article, contributor, editor, signed_in):
    acts.decide(signed_in(editor), article, "approve")

    assert not may_recall(_fresh(article), contributor)
    with pytest.raises(ValidationError) as refusal:
        recall(actor=contributor, page=article)
    assert acts.code(refusal) == "QT-02"
    assert "QT-02" in acts.texts(_press(signed_in(contributor), article))
    assert acts.status(article) == WorkflowState.STATUS_IN_PROGRESS


def test_again_after_it_was_returned_and_submitted_anew(article, contributor, editor, signed_in):
    acts.decide(signed_in(editor), article, "reject", "Thiếu ảnh")
    assert not may_recall(_fresh(article), contributor)
    article.current_workflow_state.resume(user=contributor)

    recall(actor=contributor, page=_fresh(article))

    assert acts.status(article) == WorkflowState.STATUS_CANCELLED


def test_not_what_is_not_under_way(article, contributor):
    recall(actor=contributor, page=article)

    with pytest.raises(ValidationError) as refusal:
        recall(actor=contributor, page=_fresh(article))

    assert acts.code(refusal) == "QT-01"


def test_not_while_the_editor_keeps_it_locked(article, contributor, editor):
    ArticlePage.objects.filter(pk=article.pk).update(
        locked=True, locked_by=editor, locked_at=timezone.now()
    )

    with pytest.raises(ValidationError) as refusal:
        recall(actor=contributor, page=_fresh(article))

    assert acts.code(refusal) == "QT-03"
    assert acts.status(article) == WorkflowState.STATUS_IN_PROGRESS


def test_workflow_is_not_begun_anew_behind_peoples_back(article, approver, signed_in):
    answer = signed_in(approver).post(desk.edit_url(article), {"action-restart-workflow": "x"})

    assert answer.status_code in {302, 403}
    assert WorkflowState.objects.for_instance(article).count() == 1
