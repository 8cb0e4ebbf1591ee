"""Links go out when an article reaches its approvers."""

from __future__ import annotations

from typing import Any

from wagtail.models import TaskState
from wagtail.signals import task_submitted

from portal.approving.services import people_for_links, send_with_request
from portal.approving.versions import is_for_approvers
from portal.news import notifications


def article_submitted(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    if is_for_approvers(instance):
        send_with_request(step=instance, submitter=user)


def connect() -> None:
    notifications.told_otherwise.append(people_for_links)
    task_submitted.connect(
        article_submitted, sender=TaskState, dispatch_uid="approval-links-on-request"
    )
