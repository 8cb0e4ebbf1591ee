"""Business acts on news: what the admin's buttons do, for commands, imports and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Workflow, WorkflowPage, WorkflowState, WorkflowTask

from portal.news.workflow import SiteApprovalTask

if TYPE_CHECKING:
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
    # Wagtail's stock workflow would offer approval by a group that nobody is in.
    Workflow.objects.exclude(pk=workflow.pk).filter(name="Moderators approval").update(active=False)
    return workflow


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
