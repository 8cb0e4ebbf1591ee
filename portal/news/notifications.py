"""Mail to approvers when something waits for them. Return and approval mails are Wagtail's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from portal.news.workflow import SiteApprovalTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from portal.accounts.models import User

# People to whom rooms above write themselves when a step begins: one mail is enough.
told_otherwise: list[Callable[[TaskState], QuerySet[User]]] = []


class ApprovalRequested(EmailNotificationMixin, Notifier):  # type: ignore[misc]
    notification = "submitted"

    def __init__(self) -> None:
        super().__init__((TaskState,))

    def can_handle(self, instance: TaskState, **kwargs: Any) -> bool:
        return bool(super().can_handle(instance, **kwargs)) and isinstance(
            instance.task.specific, SiteApprovalTask
        )

    def get_recipient_users(self, instance: TaskState, **kwargs: Any) -> QuerySet[User]:
        page = instance.workflow_state.content_object
        approvers: QuerySet[User] = instance.task.specific.approvers(page)
        for others in told_otherwise:
            approvers = approvers.exclude(pk__in=others(instance).values("pk"))
        submitter = kwargs.get("user")
        return approvers.exclude(pk=submitter.pk) if submitter else approvers

    def get_context(self, instance: TaskState, **kwargs: Any) -> dict[str, Any]:
        page = instance.workflow_state.content_object
        context = super().get_context(instance, **kwargs)
        context |= {"task": instance.task.specific, "object": page, "page": page.specific}
        context["model_name"] = page.specific._meta.verbose_name
        return dict(context)


approval_requested = ApprovalRequested()


def connect() -> None:
    task_submitted.connect(
        approval_requested, sender=TaskState, dispatch_uid="site-approval-requested"
    )
