"""A lock that somebody else keeps: taken over by those who may, with a word to that person."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.news.models import ArticlePage, Notice
from portal.news.takeover import may_take_over, take_over_lock
from portal.sites.models import Role
from tests import factories
from tests.portal.news import acts, desk


@pytest.fixture
def article(site, contributor, approver):
    article = factories.make_article(site, contributor, publish=False)
    return _locked(article, approver)


def _locked(article, person):
    ArticlePage.objects.filter(pk=article.pk).update(
        locked=True, locked_by=person, locked_at=timezone.now()
    )
    return ArticlePage.objects.get(pk=article.pk)


def _holder(article):
    return ArticlePage.objects.get(pk=article.pk).locked_by


def test_former_holder_is_told_by_mail_and_in_the_admin(
    article, editor, approver, signed_in, run_tasks
):
    former = take_over_lock(actor=editor, page=article)

    assert former == approver
    assert _holder(article) == editor
    entry = PageLogEntry.objects.get(page=article.pk, action="news.take_over")
    assert (entry.user, entry.data["former"]["id"]) == (editor, approver.pk)
    run_tasks()
    assert [message.to for message in mail.outbox] == [[approver.email]]
    notice = Notice.objects.get().text
    client = signed_in(approver)
    assert notice in acts.texts(client.get("/quan-tri/"))
    assert notice not in acts.texts(client.get("/quan-tri/"))


def test_author_does_not_take_over(article, contributor):
    assert not may_take_over(article, contributor)
    with pytest.raises(PermissionDenied):
        take_over_lock(actor=contributor, page=article)

    assert (_holder(article).username, mail.outbox) == ("tuy-phong.approver", [])


def test_editor_of_another_site_does_not_take_over(article, other_site):
    stranger = factories.make_person(other_site, Role.APPROVER)

    with pytest.raises(PermissionDenied):
        take_over_lock(actor=stranger, page=article)

    assert not Notice.objects.exists()


def test_editor_does_not_take_over_what_is_with_the_approvers(
    site, contributor, editor, approver, signed_in
):
    article = acts.submitted(signed_in(contributor), site)

    with pytest.raises(PermissionDenied):
        take_over_lock(actor=editor, page=_locked(article, approver))


def test_lock_that_was_given_up_meanwhile(article, editor):
    ArticlePage.objects.filter(pk=article.pk).update(locked=False, locked_by=None)

    with pytest.raises(ValidationError) as refusal:
        take_over_lock(actor=editor, page=article)

    assert acts.code(refusal) == "QT-31"


def test_own_lock_is_not_taken_over(article, approver):
    with pytest.raises(ValidationError) as refusal:
        take_over_lock(actor=approver, page=article)

    assert acts.code(refusal) == "QT-31"


def test_button_is_offered_and_works(article, editor, signed_in):
    client = signed_in(editor)
    url = f"/quan-tri/bai/{article.pk}/nhan-khoa/"
    assert url in client.get(desk.edit_url(article)).content.decode()

    client.post(url)

    assert _holder(article) == editor
    assert url not in client.get(desk.edit_url(article)).content.decode()
