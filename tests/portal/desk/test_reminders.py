"""Reminders before and after the limit: once each, to the right people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.desk import jobs, reminders
from portal.desk.models import Reminder
from portal.news.services import publish_article, submit_article
from portal.sites.models import Role
from tests import factories
from tests.portal.desk import desk


@pytest.fixture(autouse=True)
def _no_other_mail(contributor, approver):
    mail.outbox.clear()


def _told(run_tasks):
    mail.outbox.clear()
    reminders.remind()
    run_tasks()
    return sorted(one.to[0] for one in mail.outbox)


def test_author_and_heads_are_reminded_once_before_the_limit(
    site, contributor, approver, editor, other_site, run_tasks
):
    factories.make_person(other_site, Role.APPROVER)
    head = factories.make_person(site, Role.SITE_ADMIN)
    article = desk.draft(site, contributor, hours_ago=19, title="Sắp hết hạn rồi")
    assert _told(run_tasks) == sorted(one.email for one in (contributor, approver, head))
    assert "Sắp hết hạn rồi" in mail.outbox[0].subject
    assert f"/pages/{article.pk}/edit/" in mail.outbox[0].body
    assert _told(run_tasks) == []


def test_people_are_reminded_again_after_the_limit(site, contributor, run_tasks):
    desk.draft(site, contributor, hours_ago=26)
    assert contributor.email in _told(run_tasks)
    assert [one.kind for one in Reminder.objects.all()] == [Reminder.Kind.AFTER]


def test_people_whose_turn_it_is_are_reminded(site, contributor, editor, run_tasks):
    from portal.news.workflow import SiteApprovalTask

    SiteApprovalTask.objects.update(role=Role.EDITOR)
    article = desk.draft(site, contributor, hours_ago=19)
    submit_article(actor=contributor, article=article)
    assert editor.email in _told(run_tasks)


@pytest.mark.parametrize("hours_ago", [1, 17, 24.5, 24 + 60])
def test_nobody_is_reminded_too_early_or_of_old_things(site, contributor, run_tasks, hours_ago):
    desk.draft(site, contributor, hours_ago=hours_ago)
    assert _told(run_tasks) == []


def test_nobody_is_reminded_of_what_was_published(site, approver, run_tasks):
    publish_article(actor=approver, article=desk.draft(site, approver, hours_ago=19))
    assert _told(run_tasks) == []


def test_reminder_that_came_too_late_is_not_sent(site, approver, run_tasks):
    article = desk.draft(site, approver, hours_ago=19)
    jobs.remind_of_deadlines()
    publish_article(actor=approver, article=article)
    mail.outbox.clear()
    run_tasks()
    assert mail.outbox == []


def test_people_without_mail_are_left_out(site, contributor, run_tasks):
    contributor.email = ""
    contributor.save()
    desk.draft(site, contributor, hours_ago=19)
    assert "" not in _told(run_tasks)


def test_new_deadline_does_not_remind_twice(site, contributor, run_tasks):
    article = desk.draft(site, contributor, hours_ago=19)
    assert _told(run_tasks)
    article.event_at = timezone.now() - timedelta(hours=20)
    article.save()
    article.save_revision(user=contributor)
    assert _told(run_tasks) == []
