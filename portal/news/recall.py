"""Taking an article back that was submitted and that nobody has decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from portal.errors import refuse

if TYPE_CHECKING:
    from wagtail.models import Page

    from portal.accounts.models import User


def may_recall(page: Page, user: User) -> bool:
    """Whether the button is offered: ``user`` submitted, and nobody decided since."""
    state = page.current_workflow_state
    return (
        state is not None
        and state.status == WorkflowState.STATUS_IN_PROGRESS
        and state.requested_by_id == user.pk
        and not _was_decided(state)
    )


@transaction.atomic
def recall(*, actor: User, page: Page) -> None:
    """End the running workflow of ``page``; the article is a draft of its author again.

    Raises:
        PermissionDenied: the actor did not submit it.
        ValidationError: QT-01 it is not under way; QT-02 somebody decided already; QT-03 somebody
            holds the lock and is at work on it.
    """
    running = WorkflowState.objects.select_for_update(of=("self",)).for_instance(page)
    state = running.filter(status=WorkflowState.STATUS_IN_PROGRESS).first()
    if state is None:
        raise refuse("QT-01", _("The article is not under way; there is nothing to take back."))
    if state.requested_by_id != actor.pk:
        raise PermissionDenied
    if _was_decided(state):
        text = _("Somebody has decided on this article already; it cannot be taken back.")
        raise refuse("QT-02", text)
    if page.locked and page.locked_by_id != actor.pk:
        text = _("%(person)s is at work on this article; ask for its return.")
        raise refuse("QT-03", text % {"person": page.locked_by or _("Somebody")})
    state.cancel(user=actor)


def _was_decided(state: WorkflowState) -> bool:
    """Whether a step was passed since the article was submitted, or submitted again, last."""
    decided = False
    for status in state.task_states.order_by("pk").values_list("status", flat=True):
        if status == TaskState.STATUS_REJECTED:
            decided = False
        elif status == TaskState.STATUS_APPROVED:
            decided = True
    return decided
