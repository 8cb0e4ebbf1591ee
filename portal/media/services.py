"""Business acts on images and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, UploadedFile

from portal.media import gate
from portal.media.models import PortalDocument, PortalImage
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from django.core.files.base import File

    from portal.accounts.models import User


@transaction.atomic
def store_image(
    *,
    actor: User | None,
    site: MemberSite,
    file: File[bytes],
    title: str,
    description: str,
    credit: str = "",
    source: str = "",
    is_described: bool = True,
) -> PortalImage:
    """Take a picture into the library of ``site``, through the gate.

    Args:
        is_described: False for pictures of a draft, whose description somebody will write before
            it is published.

    Raises:
        ValidationError: the gate refuses it (ANH-01 … ANH-05), or the description is missing.
    """
    accepted = gate.accept_image(file)
    image = PortalImage(
        title=title,
        description=description,
        credit=credit,
        source=source,
        file=accepted,
        site=site,
        collection=site.collection or Collection.get_first_root_node(),
        uploaded_by_user=actor,
    )
    image._set_image_file_metadata()  # noqa: SLF001  # as Wagtail's forms do
    image.full_clean(exclude=["file"] if is_described else ["file", "description"])
    image.save()
    return image


@transaction.atomic
def store_document(
    *, actor: User | None, site: MemberSite, file: File[bytes], title: str
) -> PortalDocument:
    """Take a downloadable file into the library of ``site``, through the gate.

    Raises:
        ValidationError: the gate refuses it (TEP-01 … TEP-03).
    """
    accepted = gate.accept_document(file)
    document = PortalDocument(
        title=title,
        file=accepted,
        site=site,
        collection=site.collection or Collection.get_first_root_node(),
        uploaded_by_user=actor,
    )
    document._set_document_file_metadata()  # noqa: SLF001  # as Wagtail's forms do
    document.full_clean(exclude=["file"])
    document.save()
    return document


def follow_collection(objects: Sequence[PortalImage | PortalDocument]) -> None:
    """Set the owner site of media whose collection was changed."""
    for media in objects:
        media.refresh_from_db(fields=["collection"])
        site = MemberSite.objects.of_collection(media.collection)
        type(media).objects.filter(pk=media.pk).update(site=site)


def forget_unfinished_uploads(*, older_than: timedelta) -> int:
    """Delete uploads that wait for their description for longer; return how many."""
    count = 0
    latest = timezone.now() - older_than
    for upload in UploadedFile.objects.all():
        storage, name = upload.file.storage, upload.file.name
        if storage.exists(name) and storage.get_modified_time(name) > latest:
            continue
        upload.delete()
        storage.delete(name)
        count += 1
    return count
