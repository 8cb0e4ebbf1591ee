"""Who has an article in hand now, and since when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, TaskState, WorkflowState

from portal.news.workflow import SiteApprovalTask

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User

MOST_NAMES = 3


class Stage(models.TextChoices):
    """Where an article is on its way."""

    WRITING = "writing", gettext_lazy("Being written")
    EDITING = "editing", gettext_lazy("With the editors")
    APPROVING = "approving", gettext_lazy("With the approvers")
    RETURNED = "returned", gettext_lazy("Returned to the author")
    SCHEDULED = "scheduled", gettext_lazy("Waiting for its hour")
    DONE = "done", gettext_lazy("Finished")


@dataclass(frozen=True)
class Holder:
    """``people`` is empty when nobody holds the step's role, or nothing is left to do."""

    stage: Stage
    since: datetime | None
    people: list[User] = field(default_factory=list)

    @property
    def names(self) -> str:
        """The first few of them, divided by commas."""
        shown = ", ".join(str(person) for person in self.people[:MOST_NAMES])
        more = len(self.people) - MOST_NAMES
        return (
            _("%(names)s and %(number)d more") % {"names": shown, "number": more}
            if more > 0
            else shown
        )

    def __str__(self) -> str:
        words = str(self.stage.label)
        if self.people:
            words = f"{words} ({self.names})"
        if self.since is None:
            return words
        moment = date_format(localtime(self.since), "SHORT_DATETIME_FORMAT")
        return _("%(where)s since %(moment)s") % {"where": words, "moment": moment}


def holder_of(page: Page) -> Holder:
    """Who is to act on ``page`` next. At most four queries."""
    state = page.current_workflow_state
    if state is not None and state.current_task_state is not None:
        return _in_workflow(page, state)
    if scheduled := page.scheduled_revision:
        return Holder(Stage.SCHEDULED, scheduled.created_at)
    if page.live and not page.has_unpublished_changes:
        return Holder(Stage.DONE, page.last_published_at)
    return Holder(Stage.WRITING, page.latest_revision_created_at, _author_of(page))


def stage_of(state: WorkflowState) -> Stage:
    """The stage of an article whose workflow runs or waits for corrections."""
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Stage.RETURNED
    step = state.current_task_state.task.specific
    is_editing = isinstance(step, SiteApprovalTask) and step.is_editing
    return Stage.EDITING if is_editing else Stage.APPROVING


def _in_workflow(page: Page, state: WorkflowState) -> Holder:
    now: TaskState = state.current_task_state
    stage = stage_of(state)
    if stage is Stage.RETURNED:
        people = [state.requested_by] if state.requested_by else _author_of(page)
        return Holder(stage, now.finished_at, people)
    step = now.task.specific
    people = list(step.approvers(page)) if isinstance(step, SiteApprovalTask) else []
    return Holder(stage, now.started_at, people)


def _author_of(page: Page) -> list[User]:
    return [page.owner] if page.owner else []
