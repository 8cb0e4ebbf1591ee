"""Who may decide about the life of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from portal.sites.permissions import is_portal_admin

if TYPE_CHECKING:
    from portal.accounts.models import User


def may_decide(user: User | None) -> bool:
    """Portal administrators; None is the command line."""
    return user is None or is_portal_admin(user)


def demand(actor: User | None) -> None:
    """Raise ``PermissionDenied`` unless ``actor`` may decide about the life of sites."""
    if not may_decide(actor):
        raise PermissionDenied
