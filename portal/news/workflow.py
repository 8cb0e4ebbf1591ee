"""The steps of the workflows: decided by whoever holds the step's role in the page's own site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState, WorkflowState

from portal.sites.models import MemberSite, Role
from portal.sites.permissions import has_role, people_with_role, sites_with_role
from portal.sites.structure import current

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User

DECIDING_ROLES = (Role.EDITOR, Role.APPROVER)


class SiteApprovalTask(Task):  # type: ignore[misc]
    """One workflow serves all sites: the people are those of the site the page lies in."""

    role = models.CharField(
        _("who decides"),
        max_length=20,
        choices=[(role.value, role.label) for role in DECIDING_ROLES],
        default=Role.APPROVER.value,
        db_default=Role.APPROVER.value,  # the release before this one writes rows without it
    )

    admin_form_fields = [*Task.admin_form_fields, "role"]

    class Meta:
        verbose_name = _("step of people of the site")
        verbose_name_plural = _("steps of people of the site")

    @property
    def is_editing(self) -> bool:
        """Whether the step passes an article on, rather than publishing it."""
        return self.role == Role.EDITOR

    def approvers(self, page: Page) -> QuerySet[User]:
        """Who is asked: the people with just this role in the page's site."""
        return people_with_role(_site_of(page), Role(self.role))

    def may_decide(self, page: Page, user: User) -> bool:
        return has_role(user, _site_of(page), Role(self.role))

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """An editing step in a site without editors is passed over: nobody would ever take it."""
        if self.is_editing and not self.approvers(workflow_state.content_object).exists():
            return self._pass_over(workflow_state)
        return super().start(workflow_state, user=user)

    def _pass_over(self, workflow_state: WorkflowState) -> TaskState:
        page = workflow_state.content_object
        return TaskState.objects.create(
            workflow_state=workflow_state,
            status=TaskState.STATUS_SKIPPED,
            revision=page.get_latest_revision(),
            task=self,
            finished_at=timezone.now(),
            comment=gettext("Nobody is an editor in this site."),
        )

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """As Wagtail does; what a deputy decides says for whom."""
        from portal.news.delegation import in_the_name_of
        from portal.news.outcomes import tell_decider

        # Two people, or one in two windows, may decide at the same moment.
        waiting = TaskState.objects.select_for_update(of=("self",)).filter(pk=task_state.pk)
        if not waiting.filter(status=TaskState.STATUS_IN_PROGRESS).exists():
            raise PermissionDenied
        page = task_state.workflow_state.content_object
        kwargs["comment"] = in_the_name_of(
            user, _site_of(page), Role(self.role), kwargs.get("comment", "")
        )
        answer = super().on_action(task_state, user, action_name, **kwargs)
        tell_decider(task_state, user)
        return answer

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return self.may_decide(obj, user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not self.may_decide(obj, user)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return self.may_decide(obj, user)

    def user_can_unlock(self, obj: Page, user: User) -> bool:
        return False

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        if not self.may_decide(obj, user):
            return []
        if self.is_editing:
            return [
                ("reject", _("Return to the author"), True),
                ("approve", _("Pass on to the approver"), False),
                ("approve", _("Pass on with a comment"), True),
            ]
        return [
            ("reject", _("Return for correction"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a comment"), True),
        ]

    def get_form_for_action(self, action: str) -> type[Any]:
        from portal.news.forms import ReasonForm

        form: type[Any] = super().get_form_for_action(action)
        return ReasonForm if action == "reject" else form

    def get_task_states_user_can_moderate(self, user: User, **_kwargs: Any) -> QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        sites = set(sites_with_role(user, Role(self.role)))
        ids = [int(pk) for pk in waiting.values_list("workflow_state__object_id", flat=True)]
        pages = dict(Page.objects.filter(pk__in=ids).values_list("pk", "path"))
        structure = current()
        mine = [str(pk) for pk, path in pages.items() if structure.site_of(path) in sites]
        return waiting.filter(workflow_state__object_id__in=mine)

    @classmethod
    def get_description(cls) -> str:
        return str(_("The editors or approvers of the page's own site decide."))


def return_notice(page: Page) -> str | None:
    """Who returned ``page``, when and why, while it waits for its author; else None."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    task = state.current_task_state
    return gettext("Returned by %(person)s at %(time)s: %(reason)s") % {
        "person": task.finished_by or gettext("the approver"),
        "time": date_format(localtime(task.finished_at), "SHORT_DATETIME_FORMAT"),
        "reason": task.comment or gettext("no reason was given"),
    }


def _site_of(page: Page) -> MemberSite | None:
    return current().site_of(page.path)
