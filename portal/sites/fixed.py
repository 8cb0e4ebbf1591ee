"""Pages that only the life of sites (portal.lifecycle) moves, takes offline or renames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.errors import refuse

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# The province's section for ended sites.
ARCHIVE = "luu-tru"
ARCHIVE_ADDRESS = f"/{ARCHIVE}/"


def is_fixed(path: str, structure: Structure) -> bool:
    """Whether the page at tree path ``path`` is a site's home, holds one below, or is the archive.

    Whoever deletes or moves such a page would end a site, and nothing of a site is deleted.
    """
    if any(home.startswith(path) for home in structure.home_paths.values()):
        return True
    shelf = structure.nodes_by_url.get(ARCHIVE_ADDRESS)
    return shelf is not None and shelf.path == path


def is_archived(site: MemberSite, structure: Structure) -> bool:
    """Whether the site's home page lies below the province's archive."""
    home = structure.home_of(site)
    address = home.address if home else ""
    return address != ARCHIVE_ADDRESS and address.startswith(ARCHIVE_ADDRESS)


def refusal() -> ValidationError:
    """VD-30: what may not be done with a fixed page."""
    text = _(
        "A site’s home page and the archive are never deleted, unpublished or moved by hand; a "
        "portal administrator does it in the life of the site."
    )
    return refuse("VD-30", text)
