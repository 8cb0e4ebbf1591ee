"""Which pictures a person may choose for a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy

from portal.sites.scoping import collections_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User
    from portal.sites.models import MemberSite


def choosable(user: User, site: MemberSite, standing: int | None = None) -> QuerySet[Any]:
    """What ``user`` may choose, of this site or of the shared ones; and what stands already."""
    structure = current()
    of_sites = tuple(structure.collection_paths.values())
    own = collections_of([site.pk], structure, "collection__")
    shared = ~Q(collection__path__below=of_sites) if of_sites else Q()
    may = permission_policy.instances_user_has_any_permission_for(user, ["choose"])
    images = get_image_model()._default_manager
    found: QuerySet[Any] = images.filter(
        Q(pk__in=may.filter(own | shared).values("pk")) | Q(pk=standing)
    )
    return found


def is_choosable(posted: str, pictures: QuerySet[Any]) -> bool:
    """Whether a key that somebody sent is one of ``pictures``."""
    return posted.isdecimal() and pictures.filter(pk=posted[:18]).exists()
