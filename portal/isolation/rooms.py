"""The part of the table (decisions.py) about screens of the portal's own rooms."""

from __future__ import annotations

from portal.isolation import kinds
from portal.isolation.rows import Named, Who, below, destination, page, read_only, rows

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
    **rows(Who.PORTAL, "clock-rules:* clock-holidays:* late-reasons:*"),
    **below(
        "desk",
        {
            # Keys in filters and in bulk acts that are foreign or unknown are left out by the room.
            **rows(Who.ROOM, "index calendar report report_xlsx report_print"),
            **rows(Who.ROOM, "save_filter forget_filter", is_personal=True),
            **rows(Who.ROOM, "bulk"),
            **rows(Who.ROOM, "article", read_only(page())),
            **rows(Who.ROOM, "reason embargo assign", page()),
        },
    ),
    **below(
        "delegations",
        {**rows(Who.ROOM, "index add"), **rows(Who.ROOM, "end", Named(kinds.delegation, "pk"))},
    ),
    **below(
        "after-check",
        {**rows(Who.ROOM, "index"), **rows(Who.ROOM, "decide", Named(kinds.urgent, "pk"))},
    ),
    **below(
        "newsroom",
        {
            **rows(Who.ROOM, "settings"),
            **rows(Who.ROOM, "site", _site),
            **rows(Who.ROOM, "urgent take_over", page()),
        },
    ),
    **below(
        "approval-links",
        {
            **rows(Who.ROOM, "index rules"),
            # Taking a link back is allowed in a frozen site, too.
            **rows(Who.ROOM, "revoke", read_only(Named(kinds.approval_link, "pk"))),
            **rows(Who.ROOM, "send", page()),
        },
    ),
    **below(
        "series",
        {
            **rows(Who.ROOM, "index index_results add"),
            **rows(
                Who.ROOM, "edit delete history history_results usage", Named(kinds.series, "pk")
            ),
        },
    ),
    **below(
        "checks",
        {
            **rows(Who.ROOM, "index"),
            **rows(Who.PORTAL, "portal"),
            **rows(Who.ROOM, "site names name_add", _site),
            **rows(Who.ROOM, "name name_delete", _site, Named(kinds.known_name, "pk")),
            **rows(Who.ROOM, "article", read_only(page())),
        },
    ),
    **below(
        "digest",
        {
            **rows(Who.ROOM, "index"),
            **rows(Who.ROOM, "site settings preview mail trial subscribers", _site),
            # Readers may ask for their data, and to be deleted, in a frozen site, too.
            **rows(Who.ROOM, "export erase", read_only(Named(kinds.subscriber, "pk"))),
        },
    ),
    **below(
        "theming",
        {
            **rows(Who.ROOM, "index overlays overlay_add"),
            **rows(Who.ROOM, "site revert", _site),
            # What is planned or shown may be taken back in a frozen site, too.
            **rows(Who.ROOM, "cancel", read_only(Named(kinds.look_change, "pk"))),
            **rows(Who.ROOM, "overlay_end", read_only(Named(kinds.overlay, "pk"))),
        },
    ),
    **below(
        "word",
        {
            **rows(Who.ROOM, "send", destination("section")),
            **rows(Who.ROOM, "report", read_only(page())),
            # Pasted text becomes blocks; nothing is stored.
            **rows(Who.ROOM, "paste"),
        },
    ),
    **below(
        "exchange",
        {
            **rows(Who.ROOM, "index settings"),
            **rows(Who.ROOM, "site", _site),
            **rows(Who.ROOM, "send", page()),
            # Two sites have a part in an offer, and a withdrawal must reach a frozen one, too: the
            # room asks whose turn it is and which site is changed.
            **rows(
                Who.ROOM,
                "offer decline take_back release update",
                read_only(Named(kinds.offer, "pk")),
            ),
            **rows(Who.ROOM, "accept", read_only(Named(kinds.offer, "pk")), destination("section")),
        },
    ),
}
