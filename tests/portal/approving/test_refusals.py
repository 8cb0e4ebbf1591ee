"""Links that cannot be used (any more): one sentence with its code, and nothing changed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from portal.approving.models import ApprovalLink
from portal.approving.tokens import make_token
from portal.news.recall import recall
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from portal.sites.services import revoke_role
from tests import factories
from tests.portal.approving import links


def _refused(address, code, **values):
    """Looking and pressing are both refused with ``code``; the text of the answer."""
    looked = Client().get(address)
    pressed = links.press(address, **values)
    for answer in (looked, pressed):
        assert answer.status_code == 410
        assert code in links.text(answer)
        assert "Nội dung hội nghị." not in links.text(answer)
        assert "no-store" in answer.headers["Cache-Control"]
    return links.text(pressed)


def _unchanged(article, status=TaskState.STATUS_IN_PROGRESS):
    article.refresh_from_db()
    assert not article.live
    assert TaskState.objects.latest("pk").status == status
    assert not ApprovalLink.objects.exclude(used_at=None).exists()


@pytest.mark.parametrize("token", ["abc", "x" * 200, "a.b", "..", "khong-co.that"])
def test_made_up_link(article, token):
    _refused(f"/duyet/{token}/", "DL-01")
    _unchanged(article)


def test_signed_link_that_was_never_sent(article):
    _refused(f"/duyet/{make_token()}/", "DL-01")


def test_link_changed_by_one_letter(address, article):
    wrong = address[:-3] + ("A" if address[-3] != "A" else "B") + address[-2:]

    _refused(wrong, "DL-01")
    _unchanged(article)


def test_made_up_link_asks_the_database_for_no_link(article, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as seen:
        Client().get("/duyet/abc.def/")

    assert not [q for q in seen.captured_queries if "approvallink" in q["sql"]]


def test_expired_link(address, article):
    ApprovalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    _refused(address, "DL-02")
    _unchanged(article)


def test_used_link_cannot_be_replayed(address, article):
    links.press(address)
    first = TaskState.objects.get().finished_at

    _refused(address, "DL-03", answer="return", comment="Đổi ý")

    article.refresh_from_db()
    assert article.live
    assert TaskState.objects.get().finished_at == first


def test_withdrawn_link(address, article):
    ApprovalLink.objects.update(revoked_at=timezone.now())

    _refused(address, "DL-04")
    _unchanged(article)


def test_link_of_another_person_than_the_one_signed_in(address, article, site, signed_in):
    other = signed_in(factories.make_person(site, Role.SITE_ADMIN))

    for answer in (other.get(address), links.press(address, client=other)):
        assert "DL-05" in links.text(answer)
        assert "Nội dung hội nghị." not in links.text(answer)
    _unchanged(article)


def test_link_of_the_person_signed_in_works(address, article, approver, signed_in):
    links.press(address, client=signed_in(approver))

    article.refresh_from_db()
    assert article.live


def test_disabled_person(address, article, approver):
    type(approver).objects.filter(pk=approver.pk).update(is_active=False)

    _refused(address, "DL-06")
    _unchanged(article)


def test_role_taken_back_meanwhile(address, article, approver, site):
    revoke_role(person=approver, role=Role.APPROVER, site=site)

    _refused(address, "DL-07")
    _unchanged(article)


@pytest.mark.parametrize("state", [SiteState.FROZEN, SiteState.CLOSED])
def test_site_that_takes_no_changes(address, article, site, state):
    MemberSite.objects.filter(pk=site.pk).update(state=state)
    structure.bump()

    _refused(address, "DL-08")
    _unchanged(article)


def test_article_decided_by_somebody_else(address, article, site):
    admin = factories.make_person(site, Role.SITE_ADMIN)
    step = TaskState.objects.get()
    step.task.specific.on_action(step, admin, "reject", comment="Chưa đủ")

    told = _refused(address, "DL-09")

    assert str(admin) in told
    _unchanged(article, TaskState.STATUS_REJECTED)


def test_article_sent_again_after_a_return_needs_a_new_link(address, article, contributor, site):
    admin = factories.make_person(site, Role.SITE_ADMIN)
    step = TaskState.objects.get()
    step.task.specific.on_action(step, admin, "reject", comment="Chưa đủ")
    WorkflowState.objects.get().resume(user=contributor)

    _refused(address, "DL-09")
    _unchanged(article)


def test_article_taken_back_by_its_author(address, article, contributor):
    recall(actor=contributor, page=article)

    _refused(address, "DL-10")
    _unchanged(article, TaskState.STATUS_CANCELLED)


def test_article_changed_since(address, article, approver):
    draft = article.get_latest_revision_as_object()
    draft.lead = "Lời dẫn đã sửa."
    draft.save_revision(user=approver)

    _refused(address, "DL-11")
    _unchanged(article)


def test_article_changed_by_automatic_saving_of_the_same_version(address, article, contributor):
    revision = article.get_latest_revision()
    draft = revision.as_object()
    draft.lead = "Lời dẫn tự lưu."
    saved = draft.save_revision(user=contributor, overwrite_revision=revision)
    assert saved.pk == revision.pk

    _refused(address, "DL-11")
    _unchanged(article)


def test_version_saved_again_unchanged_may_still_be_decided(address, article, approver):
    article.get_latest_revision_as_object().save_revision(user=approver)

    links.press(address)

    article.refresh_from_db()
    assert article.live


def test_article_that_somebody_keeps_locked(address, article, editor):
    type(article).objects.filter(pk=article.pk).update(
        locked=True, locked_by=editor, locked_at=timezone.now()
    )

    told = _refused(address, "DL-12")

    assert str(editor) in told
    _unchanged(article)


def test_deleted_article_takes_its_links_along(address, article):
    article.delete()

    _refused(address, "DL-01")
