"""Urgent articles: published at once by those who may, checked by an approver afterwards."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry, WorkflowState

from portal.news import urgent as service
from portal.news.models import ArticlePage, Notice, UrgentPublication
from portal.news.services import submit_article
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from tests import factories
from tests.portal.news import acts, desk

REASON = "Bão đổ bộ trong hai giờ tới"
State = UrgentPublication.State


@pytest.fixture
def article(site, contributor):
    return factories.make_article(site, contributor, publish=False)


@pytest.fixture
def quick_editor(editor, site):
    acts.allow_urgent(site)
    return editor


def _fresh(article):
    return ArticlePage.objects.get(pk=article.pk)


def _publish(actor, article, reason=REASON):
    return service.publish_urgently(actor=actor, page=article, reason=reason)


def _actions(article):
    return set(PageLogEntry.objects.filter(page=article.pk).values_list("action", flat=True))


def test_editor_publishes_and_an_approver_approves(
    article, quick_editor, approver, site, run_tasks
):
    urgent = _publish(quick_editor, article)

    assert _fresh(article).live
    assert urgent in service.pending(approver)
    run_tasks()
    assert [message.to for message in mail.outbox] == [[approver.email]]

    service.approve_afterwards(actor=approver, urgent=urgent, note="Đúng")

    urgent.refresh_from_db()
    assert (urgent.state, urgent.decided_by, urgent.note) == (State.APPROVED, approver, "Đúng")
    assert not service.pending(approver).exists()
    assert {"news.urgent", "news.urgent_approved", "wagtail.publish"} <= _actions(article)


def test_withdrawal_takes_a_first_version_from_readers(article, quick_editor, approver):
    urgent = _publish(quick_editor, article)

    service.withdraw(actor=approver, urgent=urgent, note="Chưa kiểm chứng")

    assert not _fresh(article).live
    assert "news.urgent_withdrawn" in _actions(article)
    assert Notice.objects.filter(person=quick_editor, text__contains="Chưa kiểm chứng").exists()
    reader = Client().get(article.url)
    assert reader.status_code == 404


def test_withdrawal_brings_back_what_stood_before(site, approver, quick_editor):
    article = factories.make_article(site, approver, lead="Lời dẫn cũ.")
    article.lead = "Lời dẫn gấp."
    article.save_revision(user=quick_editor)
    urgent = _publish(quick_editor, article)
    assert _fresh(article).lead == "Lời dẫn gấp."

    service.withdraw(actor=approver, urgent=urgent, note="Sai số liệu")

    after = _fresh(article)
    assert (after.live, after.lead, after.has_unpublished_changes) == (True, "Lời dẫn cũ.", True)
    assert after.get_latest_revision_as_object().lead == "Lời dẫn gấp."


def test_running_workflow_ends_with_it(article, contributor, quick_editor, approver):
    submit_article(actor=contributor, article=article)

    _publish(quick_editor, article)

    assert acts.status(article) == WorkflowState.STATUS_CANCELLED


@pytest.mark.parametrize("who", ["contributor", "editor"])
def test_others_publish_nothing(article, who, request):
    with pytest.raises(PermissionDenied):
        _publish(request.getfixturevalue(who), article)

    assert not _fresh(article).live
    assert not UrgentPublication.objects.exists()


def test_right_of_another_site_does_not_help(article, other_site, site):
    acts.allow_urgent(site)
    acts.allow_urgent(other_site)

    with pytest.raises(PermissionDenied):
        _publish(factories.make_person(other_site, Role.APPROVER), article)


def test_approver_publishes_without_the_switch_but_another_one_checks(article, approver, site):
    urgent = _publish(approver, article)

    with pytest.raises(ValidationError) as refusal:
        service.approve_afterwards(actor=approver, urgent=urgent)

    assert acts.code(refusal) == "QT-48"
    assert UrgentPublication.objects.get().state == State.PENDING
    chief = factories.make_person(site, Role.SITE_ADMIN)
    service.approve_afterwards(actor=chief, urgent=urgent)
    assert UrgentPublication.objects.get().state == State.APPROVED


@pytest.mark.parametrize("act", ["approve_afterwards", "withdraw"])
def test_editor_does_not_decide(article, quick_editor, act):
    urgent = _publish(quick_editor, article)

    with pytest.raises(PermissionDenied):
        getattr(service, act)(actor=quick_editor, urgent=urgent, note="Ổn")

    assert UrgentPublication.objects.get().state == State.PENDING
    assert _fresh(article).live


def test_second_decision_is_refused(article, quick_editor, approver):
    urgent = _publish(quick_editor, article)
    service.approve_afterwards(actor=approver, urgent=urgent)

    with pytest.raises(ValidationError) as refusal:
        service.withdraw(actor=approver, urgent=urgent, note="Muộn")

    assert acts.code(refusal) == "QT-47"
    assert _fresh(article).live


def test_reason_is_asked_for(article, quick_editor, approver):
    with pytest.raises(ValidationError) as refusal:
        _publish(quick_editor, article, " ")
    assert acts.code(refusal) == "QT-41"

    urgent = _publish(quick_editor, article)
    with pytest.raises(ValidationError) as refusal:
        service.withdraw(actor=approver, urgent=urgent, note="")
    assert acts.code(refusal) == "QT-41"


def test_what_readers_see_already_is_refused(site, approver):
    article = factories.make_article(site, approver)

    with pytest.raises(ValidationError) as refusal:
        _publish(approver, article)

    assert acts.code(refusal) == "QT-42"


def test_second_urgent_version_waits_for_the_first_decision(article, quick_editor):
    _publish(quick_editor, article)
    article = _fresh(article)
    article.lead = "Cập nhật."
    article.save_revision(user=quick_editor)

    with pytest.raises(ValidationError) as refusal:
        _publish(quick_editor, article)

    assert acts.code(refusal) == "QT-43"
    assert _fresh(article).lead != "Cập nhật."


def test_incomplete_article_is_refused(article, quick_editor):
    article.lead = ""
    article.save_revision(user=quick_editor, clean=False)

    with pytest.raises(ValidationError) as refusal:
        _publish(quick_editor, article)

    assert acts.code(refusal) == "QT-44"
    assert not _fresh(article).live


def test_picture_without_a_description_is_refused(article, site, quick_editor):
    image = factories.make_image(site)
    type(image).objects.filter(pk=image.pk).update(description="")
    article.main_image = image
    article.save_revision(user=quick_editor)

    with pytest.raises(ValidationError) as refusal:
        _publish(quick_editor, article)

    assert acts.code(refusal) == "TIN-02"


def test_locked_article_is_refused(article, quick_editor, approver):
    ArticlePage.objects.filter(pk=article.pk).update(locked=True, locked_by=approver)

    with pytest.raises(ValidationError) as refusal:
        _publish(quick_editor, article)

    assert acts.code(refusal) == "QT-45"


def test_article_with_an_hour_of_publication_is_refused(article, quick_editor):
    article.go_live_at = timezone.now() + timedelta(hours=2)
    article.save_revision(user=quick_editor)

    with pytest.raises(ValidationError) as refusal:
        _publish(quick_editor, article)

    assert acts.code(refusal) == "QT-46"


def test_frozen_site_publishes_nothing(article, approver, site):
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.FROZEN)
    structure.bump()

    with pytest.raises(PermissionDenied):
        _publish(approver, article)


def test_screens_from_the_button_to_the_decision(article, quick_editor, approver, signed_in):
    editor, url = signed_in(quick_editor), f"/quan-tri/bai/{article.pk}/dang-gap/"
    assert url in editor.get(desk.edit_url(article)).content.decode()

    editor.post(url, {"reason": REASON})

    assert _fresh(article).live
    urgent = UrgentPublication.objects.get()
    assert REASON in editor.get("/quan-tri/hau-kiem/").content.decode()
    assert editor.get(f"/quan-tri/hau-kiem/{urgent.pk}/").status_code == 404
    chief = signed_in(approver)
    assert REASON in chief.get("/quan-tri/").content.decode()
    answer = chief.post(f"/quan-tri/hau-kiem/{urgent.pk}/", {"withdraw": "1", "note": ""})
    assert "QT-41" in answer.content.decode()
    chief.post(f"/quan-tri/hau-kiem/{urgent.pk}/", {"approve": "1", "note": ""})
    urgent.refresh_from_db()
    assert urgent.state == State.APPROVED


def test_contributor_finds_no_button_and_no_screen(article, contributor, site, signed_in):
    acts.allow_urgent(site)
    client, url = signed_in(contributor), f"/quan-tri/bai/{article.pk}/dang-gap/"

    assert url not in client.get(desk.edit_url(article)).content.decode()
    assert client.post(url, {"reason": REASON}).status_code == 404
    assert client.get("/quan-tri/hau-kiem/").status_code == 404
    assert not _fresh(article).live
