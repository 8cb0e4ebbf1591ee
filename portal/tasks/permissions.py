"""Who may see and repeat background work, and who may see how far one task is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.tasks.models import TaskState

if TYPE_CHECKING:
    from uuid import UUID

MANAGE = "tasks.manage_background_work"


def may_manage(user: Any) -> bool:
    """Superusers, and those whose group has the permission."""
    return bool(user.is_authenticated and user.has_perm(MANAGE))


def may_see_progress(user: Any, task_id: UUID) -> bool:
    """Those who may manage, and the person the task was enqueued for."""
    if not user.is_authenticated:
        return False
    return may_manage(user) or TaskState.objects.filter(pk=task_id, owner=user).exists()
