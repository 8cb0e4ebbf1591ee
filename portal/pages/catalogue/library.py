"""Pictures and files of widgets, all of a page in one query each."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import CollectionViewRestriction

from portal.media.models import PortalDocument, PortalImage
from portal.media.variants import VALUES, Picture, picture_from_values

if TYPE_CHECKING:
    from datetime import datetime

    from portal.pages.catalogue.place import Place


@dataclass(frozen=True)
class File:
    """A public file as templates show it; ``size`` in bytes."""

    title: str
    url: str
    extension: str
    size: int | None
    added_at: datetime


def pictures(keys: list[int], place: Place) -> dict[int, Picture | None]:
    """Pictures by their keys."""
    del place
    rows = PortalImage.objects.filter(pk__in=keys).values("pk", *VALUES)
    return {row["pk"]: picture_from_values(row) for row in rows}


def files(keys: list[int], place: Place) -> dict[int, File]:
    """Files by their keys, without those that readers may not have."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    above = CollectionViewRestriction.objects.annotate(of_file=path)
    restricted = above.filter(of_file__startswith=F("collection__path"))
    rows = PortalDocument.objects.filter(pk__in=keys).exclude(Exists(restricted))
    closed = place.structure.closed_sites
    shown = rows.only("title", "file", "file_size", "site_id", "created_at")
    return {row.pk: _file(row) for row in shown if row.site_id not in closed}


def _file(row: Any) -> File:
    extension = os.path.splitext(row.filename)[1].lstrip(".")
    return File(row.title, row.url, extension, row.file_size, row.created_at)
