"""A site in a look that is not its own yet, shown to whoever holds a signed word about it.

The word names the site, what was chosen and who chose it, and is good for half an hour. Nothing is
stored; readers get neither the word nor the cookie that keeps it while somebody looks around.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core import signing
from wagtail.images import get_image_model

from portal.sites.middleware import site_asked, structure_of
from portal.sites.structure import current, origin
from portal.theming.dress import Dress
from portal.theming.permissions import may_dress

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.accounts.models import User
    from portal.media.models import PortalImage
    from portal.sites.models import MemberSite
    from portal.theming.look import Choice

SALT = "portal.theming.preview"
PARAMETER = "xem-thu"
COOKIE = "xem-thu"
LEAVE = "het"
GOOD_FOR = timedelta(minutes=30)
LONGEST = 3000


@dataclass(frozen=True)
class Draft:
    """What ``request.portal_look_draft`` holds."""

    site_id: int
    choice: Choice
    logo: PortalImage | None
    header_text: str

    @classmethod
    def made(cls, site_id: int, dress: Dress) -> Draft:
        images = get_image_model()._default_manager
        logo = images.filter(pk=dress.logo_id).first() if dress.logo_id else None
        return cls(site_id, dress.choice, logo, dress.header_text)

    def dressed(self, site: MemberSite) -> MemberSite:
        """A copy of ``site`` with the logo and the line of the draft; other sites as they are."""
        if site.pk != self.site_id:
            return site
        found = copy.copy(site)
        found.logo, found.header_text = self.logo, self.header_text
        return found


def token_for(actor: User, site: MemberSite, dress: Dress) -> str:
    """The signed word; whoever makes it has asked whether ``actor`` may."""
    value = {"site": site.pk, "who": actor.pk, "dress": dress.kept()}
    return signing.dumps(value, salt=SALT, compress=True)


def address_for(actor: User, site: MemberSite, dress: Dress) -> str:
    """Where ``actor`` looks at ``site`` in ``dress``: its home page with the word."""
    host, path = _place(site)
    return f"{origin(host)}{path}?{PARAMETER}={token_for(actor, site, dress)}"


def cookie_path(request: HttpRequest, site: MemberSite) -> str:
    """The part of the host in which the site lies."""
    structure = structure_of(request)
    home = structure.home_of(site)
    host, path = structure.place_of(home.address) if home else ("", "/")
    return path if host == structure.host else "/"


def draft_of(request: HttpRequest, token: str) -> tuple[Draft, MemberSite] | None:
    """What a word shows at the address asked; None for one that is forged, too old, of another
    site, or of a person who may not choose any more.
    """
    try:
        value: Any = signing.loads(token[:LONGEST], salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    site = site_asked(request)
    if site is None or site.pk != value["site"]:
        return None
    person = get_user_model().objects.filter(pk=value["who"], is_active=True).first()
    if person is None or not may_dress(person, site):
        return None
    return Draft.made(site.pk, Dress.from_kept(value["dress"])), site


def _place(site: MemberSite) -> tuple[str, str]:
    structure = current()
    home = structure.home_of(site)
    return structure.place_of(home.address) if home else ("", "/")
