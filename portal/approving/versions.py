"""Which step waits, and whether the article still is what the link was made for."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from wagtail.models import TaskState, WorkflowState

from portal.news.workflow import SiteApprovalTask

if TYPE_CHECKING:
    from wagtail.models import Page, Revision

# What saving changes without changing what readers would see.
NOT_CONTENT = frozenset(
    {
        "comments",
        "draft_title",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "wagtail_admin_comments",
    }
)


def digest_of(revision: Revision) -> str:
    """The same for two versions that readers could not tell apart."""
    content: dict[str, Any] = {
        name: value for name, value in revision.content.items() if name not in NOT_CONTENT
    }
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def waiting_step(page: Page) -> TaskState | None:
    """The approvers' step that ``page`` waits in; None when it waits for nobody or for editors."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    step: TaskState | None = state.current_task_state
    if step is None or step.status != TaskState.STATUS_IN_PROGRESS or not is_for_approvers(step):
        return None
    return step


def is_for_approvers(step: TaskState) -> bool:
    task = step.task.specific
    return isinstance(task, SiteApprovalTask) and not task.is_editing
