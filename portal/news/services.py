"""Business acts on news: what the admin's buttons do, for commands, imports and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Workflow, WorkflowPage, WorkflowState, WorkflowTask

from portal.news.workflow import SiteApprovalTask
from portal.pages import cards

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Page

    from portal.accounts.models import User
    from portal.news.models import ArticlePage

WORKFLOW_NAME = "Soạn → duyệt"
TASK_NAME = "Duyệt"


@transaction.atomic
def set_up_workflow(*, root_page: Page) -> Workflow:
    """Make "soạn → duyệt" the workflow of ``root_page`` and all below it; idempotent."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    task = SiteApprovalTask.objects.filter(name=TASK_NAME).first()
    task = task or SiteApprovalTask.objects.create(name=TASK_NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=root_page, defaults={"workflow": workflow})
    _drop_stock_workflow()
    return workflow


def _drop_stock_workflow() -> None:
    """Wagtail comes with an approval by a group that nobody is in, under English names."""
    for stock in Workflow.objects.filter(name="Moderators approval", workflow_states=None):
        tasks = list(stock.tasks)
        stock.delete()
        for task in tasks:
            task.delete()


@transaction.atomic
def add_article(*, actor: User, section: Page, article: ArticlePage) -> ArticlePage:
    """Save a new article below ``section`` as a draft of ``actor``.

    Raises:
        ValidationError: a field is wrong.
    """
    article.owner = actor
    article.live = False
    section.add_child(instance=article)
    article.save_revision(user=actor, log_action=True)
    return article


@transaction.atomic
def submit_article(*, actor: User, article: ArticlePage) -> WorkflowState:
    """Send ``article`` to its approvers (who get a mail)."""
    state: WorkflowState = article.get_workflow().start(article, actor)
    return state


@transaction.atomic
def publish_article(*, actor: User, article: ArticlePage) -> ArticlePage:
    """Publish the latest version of ``article`` as ``actor``, who must be allowed to.

    Raises:
        PublishPagePermissionError: the actor may not publish here.
    """
    article.get_latest_revision().publish(user=actor, skip_permission_checks=False)
    article.refresh_from_db()
    return article


@transaction.atomic
def import_article(
    *, actor: User, section: Page, article: ArticlePage, published_at: datetime
) -> ArticlePage:
    """Add an article that was published elsewhere before: live at once, with its old date.

    Writes one revision and one log entry, as a publication by ``actor`` would, but in one pass:
    bulk imports and demo content take half the time.

    Raises:
        ValidationError: a field is wrong.
    """
    article.owner = actor
    article.live = True
    article.first_published_at = article.last_published_at = published_at
    section.add_child(instance=article)
    revision = article.save_revision(user=actor, clean=False)
    article.live_revision = revision
    article.has_unpublished_changes = False
    article.latest_revision_created_at = published_at
    type(article).objects.filter(pk=article.pk).update(
        live_revision=revision,
        has_unpublished_changes=False,
        latest_revision_created_at=published_at,
    )
    cards.refresh(article)
    log(instance=article, action="wagtail.publish", user=actor, revision=revision)
    return article
