"""What becomes of a site's images and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

if TYPE_CHECKING:
    from portal.sites.models import MemberSite


def count(site: MemberSite) -> int:
    """How many images and files of ``site`` there are."""
    models = (get_image_model(), get_document_model())
    return sum(model.objects.filter(site=site).count() for model in models)


def move_files(*, site: MemberSite, target: MemberSite) -> int:
    """Bring the site's collection below the target's, with all in it; within an act.

    Afterwards ``site`` has no collection: what lies nearest above a collection owns it.

    Returns:
        How many images and files that were.
    """
    moved = 0
    for model in (get_image_model(), get_document_model()):
        moved += model.objects.filter(site=site).update(site=target)
    own, site.collection = site.collection, None
    site.save()
    if own is not None and target.collection is not None:
        own = Collection.objects.get(pk=own.pk)
        own.move(Collection.objects.get(pk=target.collection.pk), "sorted-child")
    return moved
