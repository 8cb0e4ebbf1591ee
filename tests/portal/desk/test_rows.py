"""Rows of the desk follow what happens to articles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Workflow, WorkflowTask

from portal.desk import rows
from portal.desk.models import DeskRow, State
from portal.lifecycle.merging import merge_into
from portal.news.models import ArticlePage
from portal.news.services import publish_article, submit_article
from portal.news.workflow import SiteApprovalTask
from portal.sites.models import Role
from tests import factories
from tests.portal.desk import desk
from tests.portal.desk.desk import row


@pytest.fixture
def article(site, contributor):
    return desk.draft(site, contributor)


def _decide(article, user, action, comment=""):
    step = ArticlePage.objects.get(pk=article.pk).current_workflow_task_state
    step.task.specific.on_action(step, user, action, comment=comment)


def _publish_later(article, user, hours=5):
    latest = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    latest.go_live_at = timezone.now() + timedelta(hours=hours)
    latest.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return latest.go_live_at


def test_draft_is_held_by_its_author(article, site, contributor):
    found = row(article)
    assert found.state == State.DRAFTING
    assert found.site_id == site.pk
    assert found.section_id == factories.section_of(site).pk
    assert found.holder_id == found.owner_id == contributor.pk
    assert found.due_at == article.event_at + timedelta(hours=24)


def test_submitted_article_is_held_by_the_approvers(article, contributor):
    submit_article(actor=contributor, article=article)
    found = row(article)
    assert (found.state, found.holder_id) == (State.APPROVAL, None)
    assert found.holder_role == Role.APPROVER
    assert found.submitted_at
    assert found.held_since >= found.submitted_at


def test_returned_article_is_held_by_who_sent_it(article, contributor, approver):
    submit_article(actor=contributor, article=article)
    _decide(article, approver, "reject", "Thiếu ảnh")
    found = row(article)
    assert (found.state, found.holder_id) == (State.RETURNED, contributor.pk)


def test_approved_article_is_published_and_held_by_nobody(article, contributor, approver):
    submit_article(actor=contributor, article=article)
    _decide(article, approver, "approve")
    found = row(article)
    assert (found.state, found.live) == (State.PUBLISHED, True)
    assert (found.holder_id, found.holder_role) == (None, "")
    assert found.approved_at
    assert found.published_at
    assert not found.is_late
    assert found.minutes_approving == 0


def test_recalled_article_is_the_authors_again(article, contributor):
    submit_article(actor=contributor, article=article).cancel(user=contributor)
    assert row(article).state == State.DRAFTING
    assert row(article).holder_id == contributor.pk


def test_step_of_editors_is_told_from_that_of_approvers(article, contributor, editor):
    SiteApprovalTask.objects.update(role=Role.EDITOR)
    submit_article(actor=contributor, article=article)
    assert (row(article).state, row(article).holder_role) == (State.EDITING, Role.EDITOR)


def test_change_of_a_live_article_is_seen(article, approver):
    publish_article(actor=approver, article=article)
    article.title = "Tít mới"
    article.save_revision(user=approver)
    found = row(article)
    assert (found.state, found.title, found.holder_id) == (State.CHANGED, "Tít mới", approver.pk)


def test_scheduled_article_waits_for_its_moment(article, approver):
    moment = _publish_later(article, approver)
    found = row(article)
    assert (found.state, found.go_live_at, found.live) == (State.SCHEDULED, moment, False)


def test_new_version_of_a_live_article_waits_for_its_moment(article, approver):
    publish_article(actor=approver, article=article)
    moment = _publish_later(article, approver)
    found = row(article)
    assert (found.state, found.go_live_at, found.live) == (State.SCHEDULED, moment, True)


def test_schedule_taken_back_is_seen(article, approver):
    _publish_later(article, approver)
    version = article.revisions.get(approved_go_live_at__isnull=False)
    version.approved_go_live_at = None
    version.save(update_fields=["approved_go_live_at"])
    assert (row(article).state, row(article).go_live_at) == (State.DRAFTING, None)


def test_withdrawn_and_expired_articles_are_told_apart(article, approver):
    publish_article(actor=approver, article=article)
    article.unpublish(user=approver)
    assert row(article).state == State.WITHDRAWN
    publish_article(actor=approver, article=article)
    ArticlePage.objects.get(pk=article.pk).unpublish(user=approver, set_expired=True)
    assert row(article).state == State.EXPIRED


def test_imported_article_has_its_old_date_and_no_way(site, approver):
    at = timezone.now() - timedelta(days=900)
    found = row(desk.imported(site, approver, at, after_hours=30))
    assert (found.published_at, found.state) == (at, State.PUBLISHED)
    assert found.is_late
    assert not found.lacks_reason
    assert (found.first_drafted_at, found.minutes_writing) == (None, None)
    assert found.updated_at == at


def test_deleted_article_leaves_no_row(article):
    article.delete()
    assert not DeskRow.objects.exists()


def test_article_moved_to_another_site_belongs_there(article, other_site, admin):
    article.move(factories.section_of(other_site), pos="last-child", user=admin)
    found = row(article)
    assert found.site_id == other_site.pk
    assert found.section_id == factories.section_of(other_site).pk


def test_section_moved_to_another_site_takes_its_articles(article, site, other_site, admin):
    section = factories.section_of(site)
    section.slug = "khac"
    section.save()
    section.move(other_site.root_page, pos="last-child", user=admin)
    assert row(article).site_id == other_site.pk


def test_merged_site_hands_its_articles_over(article, site, other_site, admin):
    roles = {role: role for role in (Role.CONTRIBUTOR, Role.EDITOR)}
    merge_into(actor=admin, site=site, target=other_site, roles=roles)
    found = row(article)
    assert found.site_id == other_site.pk
    assert found.section_id == factories.section_of(other_site).pk


def test_refreshing_again_changes_nothing(article, contributor):
    submit_article(actor=contributor, article=article)
    before = DeskRow.objects.values().get()
    assert rows.refresh([article.pk, 0]) == 1
    assert DeskRow.objects.values().get() == before


def test_missing_and_stale_rows_are_written_by_the_command(article, site, approver, capsys):
    other = desk.draft(site, approver, title="Hai")
    DeskRow.objects.filter(pk=article.pk).delete()
    DeskRow.objects.filter(pk=other.pk).update(revision_id=1, title="Cũ")
    call_command("desk_refresh", missing=True)
    assert capsys.readouterr().out.startswith("2 articles")
    assert rows.missing() == []
    assert row(other).title == "Hai"


def test_two_steps_of_a_workflow_share_the_time(article, contributor, approver):
    workflow = Workflow.objects.get(name="Soạn → duyệt")
    second = SiteApprovalTask.objects.create(name="Lần hai")
    WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=1)
    submit_article(actor=contributor, article=article)
    _decide(article, approver, "approve")
    assert row(article).state == State.APPROVAL
    _decide(article, approver, "approve")
    assert row(article).state == State.PUBLISHED
