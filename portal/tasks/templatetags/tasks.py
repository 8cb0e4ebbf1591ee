"""``{% load tasks %}{% progress task_id %}``: how far a background task is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import template
from django.urls import reverse

from portal.tasks import status
from portal.tasks.permissions import may_see_progress

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.inclusion_tag("tasks/progress.html", takes_context=True)
def progress(context: Context, task_id: UUID | str, *, reload: bool = False) -> dict[str, Any]:
    """A bar and a sentence that follow the task until it has ended.

    Args:
        context: of the page; its request tells who looks.
        task_id: of the task; nothing is shown to whom it does not concern.
        reload: load the page anew when the task has ended well.
    """
    task_id = UUID(str(task_id))
    is_allowed = may_see_progress(context["request"].user, task_id)
    return {
        "task": status.progress_of(task_id) if is_allowed else None,
        "url": reverse("tasks:progress", args=[task_id]),
        "reload": reload,
    }
