"""Keeps the rows of the desk in step with articles. Cache upkeep, not a business rule."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import (
    page_unpublished,
    post_page_move,
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from portal.clock import services as clock
from portal.desk import rows
from portal.news import urgent
from portal.news.models import ArticlePage
from portal.pages.models import CardRow
from portal.sites.models import SiteEvent
from portal.sites.structure import current

OF_TASKS = (task_submitted, task_approved, task_rejected, task_cancelled)
OF_WORKFLOWS = (workflow_submitted, workflow_approved, workflow_rejected, workflow_cancelled)
MOVED_IN_BULK = frozenset({SiteEvent.Kind.MERGED, SiteEvent.Kind.SPLIT, SiteEvent.Kind.ARCHIVED})


def _on_article(instance: Page, created: bool = False, raw: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002
    """A new page gets its first version at once, which saves it again."""
    if isinstance(instance, ArticlePage) and not created and not raw:
        rows.refresh(instance.pk)


def _on_card(instance: CardRow, raw: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002
    """Imports write dates and state around the page's saving, and its card last."""
    if not raw:
        rows.refresh(instance.pk)


def _on_version(instance: Revision, update_fields: Any = None, **_kwargs: Any) -> None:
    """A version was put on the calendar or taken off it; all else saves the page too."""
    scheduling = bool(update_fields) and "approved_go_live_at" in update_fields
    if scheduling and str(instance.object_id).isdecimal():
        rows.refresh(int(instance.object_id))


def _on_move(instance: Page, **_kwargs: Any) -> None:
    rows.refresh_below(Page._base_manager.values_list("path", flat=True).get(pk=instance.pk))


def _on_task(instance: Any, **_kwargs: Any) -> None:
    _on_workflow(instance.workflow_state)


def _on_workflow(instance: WorkflowState, **_kwargs: Any) -> None:
    if str(instance.object_id).isdecimal():
        rows.refresh(int(instance.object_id))


def _on_site_event(instance: SiteEvent, created: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002
    """The acts on whole sites move pages in bulk, which tells nobody."""
    if created and instance.kind in MOVED_IN_BULK:
        rows.refresh_site(instance.site_id)
    elif created and instance.kind == SiteEvent.Kind.IMPORTED:
        home = current().home_paths.get(instance.site_id)
        rows.refresh_below(home or "-")


def _on_rules() -> None:
    from portal.desk.tasks import count_deadlines

    count_deadlines.enqueue()


def connect() -> None:
    """The one place of this room that listens to signals."""
    saved = models.signals.post_save  # noqa: TID251  # drafts have no signal of Wagtail's own
    saved.connect(_on_article, dispatch_uid="desk-article")
    saved.connect(_on_card, sender=CardRow, dispatch_uid="desk-card")
    saved.connect(_on_version, sender=Revision, dispatch_uid="desk-version")
    saved.connect(_on_site_event, sender=SiteEvent, dispatch_uid="desk-site")
    page_unpublished.connect(_on_article, dispatch_uid="desk-unpublished")
    post_page_move.connect(_on_move, dispatch_uid="desk-moved")
    for number, signal in enumerate(OF_TASKS):
        signal.connect(_on_task, dispatch_uid=f"desk-task-{number}")
    for number, signal in enumerate(OF_WORKFLOWS):
        signal.connect(_on_workflow, dispatch_uid=f"desk-workflow-{number}")
    urgent.decided.append(rows.refresh)
    clock.rules_changed.append(_on_rules)
    clock.article_changed.append(rows.refresh)
