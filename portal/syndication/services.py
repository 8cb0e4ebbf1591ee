"""Business acts of the exchange of news, by what they deal with:

``offering`` (offer, take back), ``accepting`` (accept, decline), ``updating`` (new versions) and
``following`` (what happens at the origin, settings).
"""

from portal.syndication.accepting import Then, accept, decline
from portal.syndication.following import (
    change_settings,
    follow_moves,
    origin_left,
    origin_published,
    take_copy_from_readers,
)
from portal.syndication.offering import offer, take_back
from portal.syndication.updating import compare, take_new_version

__all__ = [
    "Then",
    "accept",
    "change_settings",
    "compare",
    "decline",
    "follow_moves",
    "offer",
    "origin_left",
    "origin_published",
    "take_back",
    "take_copy_from_readers",
    "take_new_version",
]
