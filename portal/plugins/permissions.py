"""Who may decide about plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.accounts.models import User

SWITCH = "portal_plugins.change_activation"


def may_switch(user: User | None) -> bool:
    """Administrators with the right to; None is the command line."""
    return user is None or user.has_perm(SWITCH)
