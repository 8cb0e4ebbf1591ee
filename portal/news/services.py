"""Business acts on news: what the admin's buttons do, for commands, imports and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Workflow, WorkflowPage, WorkflowState

from portal.news.settings_of_sites import Ready, ready_workflow
from portal.pages import cards

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Page

    from portal.accounts.models import User
    from portal.news.models import ArticlePage


@transaction.atomic
def set_up_workflow(*, root_page: Page) -> Workflow:
    """Give ``root_page`` and all below it "soạn → duyệt", unless one was chosen; idempotent."""
    workflow = ready_workflow(Ready.SHORT)
    assigned, _created = WorkflowPage.objects.get_or_create(
        page=root_page, defaults={"workflow": workflow}
    )
    _drop_stock_workflow()
    chosen: Workflow = assigned.workflow
    return chosen


def _drop_stock_workflow() -> None:
    """Wagtail comes with an approval by a group that nobody is in, under English names."""
    for stock in Workflow.objects.filter(name="Moderators approval", workflow_states=None):
        tasks = list(stock.tasks)
        stock.delete()
        for task in tasks:
            task.delete()


@transaction.atomic
def add_article(
    *, actor: User, section: Page, article: ArticlePage, is_complete: bool = True
) -> ArticlePage:
    """Save a new article below ``section`` as a draft of ``actor``.

    Args:
        is_complete: False for a draft that still lacks required fields.

    Raises:
        ValidationError: a field is wrong.
    """
    article.owner = actor
    article.live = False
    section.add_child(instance=article)
    article.save_revision(user=actor, log_action=True, clean=is_complete)
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
