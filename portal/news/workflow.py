"""The approval step: whoever approves in the page's own site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


class SiteApprovalTask(Task):  # type: ignore[misc]
    """One workflow serves all sites: the approvers are those of the site the page lies in."""

    class Meta:
        verbose_name = _("approval by the site's approvers")
        verbose_name_plural = _("approvals by the site's approvers")

    def approvers(self, page: Page) -> QuerySet[User]:
        return people_with_role(_site_of(page), Role.APPROVER)

    def _may_decide(self, page: Page, user: User) -> bool:
        return has_role(user, _site_of(page), Role.APPROVER)

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return self._may_decide(obj, user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not self._may_decide(obj, user)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return self._may_decide(obj, user)

    def user_can_unlock(self, obj: Page, user: User) -> bool:
        return False

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        if not self._may_decide(obj, user):
            return []
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
        sites = set(sites_with_role(user, Role.APPROVER))
        ids = [int(pk) for pk in waiting.values_list("workflow_state__object_id", flat=True)]
        pages = dict(Page.objects.filter(pk__in=ids).values_list("pk", "path"))
        structure = current()
        mine = [str(pk) for pk, path in pages.items() if structure.site_of(path) in sites]
        return waiting.filter(workflow_state__object_id__in=mine)

    @classmethod
    def get_description(cls) -> str:
        return str(_("The approvers of the page's own site approve or return it."))


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
