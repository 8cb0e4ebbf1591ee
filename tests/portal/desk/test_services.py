"""Acts of the desk on one article."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.clock import services as clock
from portal.desk import services
from portal.desk.models import Assignment, SavedFilter, State
from portal.news.models import ArticlePage
from portal.news.services import publish_article, submit_article
from portal.sites.models import Role
from tests import factories
from tests.portal.desk import desk
from tests.portal.desk.desk import row


@pytest.fixture
def article(site, contributor):
    return desk.draft(site, contributor)


def _in(**span):
    return timezone.now() + timedelta(**span)


def test_assigned_person_holds_the_article_and_is_told(article, editor, approver, run_tasks):
    services.assign(actor=editor, article_id=article.pk, person=approver, note="Xem ảnh")
    assert row(article).holder_id == approver.pk
    run_tasks()
    told = [one for one in mail.outbox if approver.email in one.to]
    assert len(told) == 1
    assert "Xem ảnh" in told[0].body
    assert article.title in told[0].subject


def test_assignment_ends_with_its_step(article, contributor, editor, approver):
    services.assign(actor=editor, article_id=article.pk, person=editor)
    submit_article(actor=contributor, article=article)
    assert (row(article).holder_id, row(article).holder_role) == (None, Role.APPROVER)
    services.assign(actor=editor, article_id=article.pk, person=approver)
    assert (row(article).holder_id, row(article).holder_role) == (approver.pk, "")


def test_person_of_another_site_is_given_nothing(article, editor, other_site):
    stranger = factories.make_person(other_site, Role.EDITOR)
    with pytest.raises(ValidationError, match="BB-03"):
        services.assign(actor=editor, article_id=article.pk, person=stranger)
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.SITE_ADMIN])
def test_who_edits_nothing_here_assigns_nothing(article, contributor, other_site, role):
    actor = contributor if role == Role.CONTRIBUTOR else factories.make_person(other_site, role)
    with pytest.raises(PermissionDenied):
        services.assign(actor=actor, article_id=article.pk, person=contributor)
    assert not Assignment.objects.exists()


def test_approver_schedules_a_draft(article, approver):
    at = _in(hours=3)
    services.schedule(actor=approver, article_id=article.pk, at=at)
    assert (row(article).state, row(article).go_live_at) == (State.SCHEDULED, at)


def test_new_version_of_a_live_article_is_scheduled_and_the_old_one_stays(article, approver):
    publish_article(actor=approver, article=article)
    article.title = "Tít mới"
    article.save_revision(user=approver)
    services.schedule(actor=approver, article_id=article.pk, at=_in(hours=3))
    assert row(article).state == State.SCHEDULED
    assert ArticlePage.objects.get(pk=article.pk).title != "Tít mới"


def test_article_that_waits_for_its_last_approval_is_approved_by_scheduling(
    article, contributor, approver
):
    submit_article(actor=contributor, article=article)
    services.schedule(actor=approver, article_id=article.pk, at=_in(hours=3))
    assert row(article).state == State.SCHEDULED
    assert row(article).approved_at


@pytest.mark.parametrize("span", [{"hours": -1}, {"days": 3000}])
def test_moment_that_cannot_be_is_refused(article, approver, span):
    with pytest.raises(ValidationError, match="BB-04"):
        services.schedule(actor=approver, article_id=article.pk, at=_in(**span))
    assert row(article).state == State.DRAFTING


def test_article_under_embargo_is_not_scheduled_before_its_end(article, approver):
    clock.set_embargo(actor=approver, article=article, until=_in(hours=5))
    with pytest.raises(ValidationError, match="BB-14"):
        services.schedule(actor=approver, article_id=article.pk, at=_in(hours=4))
    services.schedule(actor=approver, article_id=article.pk, at=_in(hours=6))
    assert row(article).state == State.SCHEDULED


def test_incomplete_draft_is_not_scheduled(article, approver):
    article.lead = ""
    article.save_revision(user=approver, clean=False)
    with pytest.raises(ValidationError, match="BB-12"):
        services.schedule(actor=approver, article_id=article.pk, at=_in(hours=1))


def test_returned_article_is_not_scheduled(article, contributor, approver):
    submit_article(actor=contributor, article=article)
    step = ArticlePage.objects.get(pk=article.pk).current_workflow_task_state
    step.task.specific.on_action(step, approver, "reject", comment="Sửa")
    with pytest.raises(ValidationError, match="BB-06"):
        services.schedule(actor=approver, article_id=article.pk, at=_in(hours=1))


def test_editor_schedules_nothing(article, editor):
    with pytest.raises(PermissionDenied):
        services.schedule(actor=editor, article_id=article.pk, at=_in(hours=1))
    assert row(article).state == State.DRAFTING


def test_topics_reach_readers_where_nothing_else_was_changed(article, approver):
    publish_article(actor=approver, article=article)
    services.add_tags(actor=approver, article_id=article.pk, names=["Chuyển đổi số", " "])
    shown = ArticlePage.objects.get(pk=article.pk)
    assert [tag.name for tag in shown.tags.all()] == ["Chuyển đổi số"]
    assert row(article).state == State.PUBLISHED


def test_topics_of_a_changed_article_wait_with_the_change(article, approver):
    publish_article(actor=approver, article=article)
    article.title = "Tít mới"
    article.save_revision(user=approver)
    services.add_tags(actor=approver, article_id=article.pk, names=["số"])
    assert not ArticlePage.objects.get(pk=article.pk).tags.exists()
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert (draft.title, [tag.name for tag in draft.tags.all()]) == ("Tít mới", ["số"])


def test_known_topic_keeps_its_spelling(article, site, approver):
    factories.make_article(site, approver, title="Khác", tags=["Chuyển đổi số"])
    services.add_tags(actor=approver, article_id=article.pk, names=["CHUYỂN ĐỔI SỐ"])
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert [tag.name for tag in draft.tags.all()] == ["Chuyển đổi số"]


@pytest.mark.parametrize("names", [["", " "], [str(n) for n in range(21)]])
def test_no_topic_or_too_many_are_refused(article, editor, names):
    with pytest.raises(ValidationError, match="BB-09"):
        services.add_tags(actor=editor, article_id=article.pk, names=names)


def test_locked_article_takes_no_topic_of_its_author(article, contributor, approver):
    submit_article(actor=contributor, article=article)
    with pytest.raises(ValidationError, match="BB-06"):
        services.add_tags(actor=contributor, article_id=article.pk, names=["số"])


def test_article_is_moved_within_its_site_only(article, site, other_site, approver):
    target = factories.section_of(site, "xay-dung-dang")
    services.move(actor=approver, article_id=article.pk, section=target)
    assert row(article).section_id == target.pk
    foreign = factories.section_of(other_site)
    with pytest.raises(ValidationError, match="BB-05"):
        services.move(actor=approver, article_id=article.pk, section=foreign)
    with pytest.raises(ValidationError, match="BB-05"):
        services.move(actor=approver, article_id=article.pk, section=site.root_page)
    assert row(article).section_id == target.pk


def test_contributor_does_not_move_the_articles_of_others(site, contributor, approver):
    other = desk.draft(site, approver, title="Khác")
    target = factories.section_of(site, "xay-dung-dang")
    with pytest.raises(PermissionDenied):
        services.move(actor=contributor, article_id=other.pk, section=target)
    assert row(other).section_id == factories.section_of(site).pk


def test_deleted_article_is_told(article, approver):
    article.delete()
    with pytest.raises(ValidationError, match="BB-08"):
        services.assign(actor=approver, article_id=article.pk, person=approver)


def test_filter_is_kept_by_name_and_forgotten_by_its_owner_only(contributor, editor):
    services.save_filter(actor=editor, name=" Tin  chậm ", query="han=tre")
    services.save_filter(actor=editor, name="Tin chậm", query="han=sap-het-han")
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("Tin chậm", "han=sap-het-han")
    services.forget_filter(actor=contributor, pk=kept.pk)
    assert SavedFilter.objects.exists()
    services.forget_filter(actor=editor, pk=kept.pk)
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(("name", "query"), [("", "han=tre"), ("Tên", "")])
def test_filter_without_name_or_content_is_refused(editor, name, query):
    with pytest.raises(ValidationError, match="BB-11"):
        services.save_filter(actor=editor, name=name, query=query)
