"""The part of the table (decisions.py) about screens of the portal's own rooms."""

from __future__ import annotations

from portal.isolation import kinds
from portal.isolation.rows import Named, Who, below, read_only, rows

# Rooms of the portal that ask for their rights themselves; the fence looks at what they name. What
# they change in a frozen site, they are there to change.
_site = read_only(Named(kinds.site, "site_id"))
_site_pk = read_only(Named(kinds.site, "pk"))
ROOMS = {
    # The Plugins page and the screen of background work ask for permissions of their own.
    **rows(Who.ROOM, "portal_plugins:* tasks:*"),
    **below(
        "member-sites",
        {**rows(Who.ROOM, "index index_results"), **rows(Who.ROOM, "edit", _site_pk)},
    ),
    **below(
        "people",
        {
            **rows(Who.ROOM, "index index_results invite"),
            **rows(Who.ROOM, "person give disable enable invite_again", Named(kinds.person, "pk")),
            **rows(Who.ROOM, "change end", Named(kinds.person, "pk"), Named(kinds.grant, "grant")),
        },
    ),
    **below("setup", {**rows(Who.ROOM, "new check"), **rows(Who.ROOM, "done activate", _site_pk)}),
    **rows(Who.ROOM, "lifecycle:site lifecycle:act", _site),
    **below(
        "handover",
        {
            **rows(Who.ROOM, "index import"),
            **rows(Who.ROOM, "site", _site),
            **rows(Who.ROOM, "archive download delete", read_only(Named(kinds.archive, "pk"))),
        },
    ),
    **below(
        "dashboard",
        {**rows(Who.ROOM, "week week_csv"), **rows(Who.ROOM, "posts broken_links", _site)},
    ),
    **below(
        "redirects",
        {
            **rows(Who.ROOM, "import missed"),
            **rows(Who.ROOM, "preview broken_rows", Named(kinds.address_import, "pk")),
        },
    ),
    **below(
        "old-addresses",
        {
            **rows(Who.ROOM, "index index_results add"),
            **rows(
                Who.ROOM,
                "edit delete history history_results usage",
                Named(kinds.old_address, "pk"),
            ),
        },
    ),
    **below(
        "missed-addresses",
        {
            **rows(Who.ROOM, "index index_results"),
            **rows(Who.ROOM, "delete", Named(kinds.missed_address, "pk")),
        },
    ),
    **rows(Who.PORTAL, "old-places:* legacy-patterns:*"),
}
