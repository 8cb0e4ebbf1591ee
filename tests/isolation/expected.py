"""What each person has to get: the table the matrix compares with.

Rows are roles, columns what a request is about. "closed" is the answer for what may not be seen;
"shown the door" leads to signing in or back to the start page; "passes" leaves it to the screen
itself, which may still refuse (but never fails).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.isolation.rows import Who

if TYPE_CHECKING:
    from portal.isolation.rows import Decision

SITE_ROLES = ("contributor", "editor", "approver", "site_admin")
WIDE_ROLES = ("newsroom", "auditor", "portal_admin")
OUTSIDE = ("without role", "anonymous")
ROLES = (*SITE_ROLES, *WIDE_ROLES, *OUTSIDE)

DOOR, CLOSED, PASSES = "shown the door", "closed", "passes"
REFUSED = "changes nothing: sent back with a sentence, or to what does not exist"
HIDDEN = "shown the door, or closed by the gate of plugins, which stands before"
STATUSES = {
    DOOR: {302, 403},
    HIDDEN: {302, 403, 404},
    CLOSED: {404},
    REFUSED: {302, 400, 403, 404},
    PASSES: {200, 201, 204, 302, 400, 403, 404, 405},
}

#                 public   staff   wide    portal  super   a foreign object
_COLUMNS = {
    "contributor":  (PASSES, PASSES, DOOR,   DOOR,   DOOR, CLOSED),
    "editor":       (PASSES, PASSES, DOOR,   DOOR,   DOOR, CLOSED),
    "approver":     (PASSES, PASSES, DOOR,   DOOR,   DOOR, CLOSED),
    "site_admin":   (PASSES, PASSES, DOOR,   DOOR,   DOOR, CLOSED),
    "newsroom":     (PASSES, PASSES, PASSES, DOOR,   DOOR, PASSES),
    "auditor":      (PASSES, PASSES, PASSES, DOOR,   DOOR, PASSES),
    "portal_admin": (PASSES, PASSES, PASSES, PASSES, DOOR, PASSES),
    "without role": (PASSES, DOOR,   DOOR,   DOOR,   DOOR, DOOR),
    "anonymous":    (PASSES, DOOR,   DOOR,   DOOR,   DOOR, DOOR),
}  # fmt: skip
_COLUMN_OF = {
    Who.PUBLIC: 0,
    Who.STAFF: 1,
    Who.ROOM: 1,
    Who.PLUGIN: 1,
    Who.WIDE: 2,
    Who.PORTAL: 3,
    Who.SUPER: 4,
}


def expected(role: str, decision: Decision, *, foreign: bool, method: str = "GET") -> str:
    """The answer for one cell; ``foreign``: the address names a thing of another site."""
    if role == "auditor" and method == "POST" and not _is_the_own_affair(decision):
        return REFUSED
    columns = _COLUMNS[role]
    who = columns[_COLUMN_OF[decision.who]]
    if who == DOOR and decision.who is Who.PLUGIN:
        return HIDDEN
    return columns[5] if foreign and who == PASSES else who


def _is_the_own_affair(decision: Decision) -> bool:
    return decision.is_personal or decision.who is Who.PUBLIC
