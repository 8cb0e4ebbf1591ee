"""Uploaded files: which of them are public, and their serving where no nginx stands in front."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.files.storage import default_storage
from django.db import models
from django.http import Http404
from django.views.static import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.checks import CheckMessage
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# Documents have their own address with rights and counting; pictures are public.
PUBLIC_FOLDERS = ("images/", "original_images/", "avatar_images/")
# The models whose files are meant for these folders; those of all others stay inside.
PUBLIC_MODELS = {
    "media.PortalImage",
    "media.PortalRendition",
    "wagtailimages.Image",  # Wagtail's own, which the portal leaves empty
    "wagtailimages.Rendition",
    "wagtailusers.UserProfile",
}


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a public picture; everything else below the media folder is not found here."""
    # Compared after what Django's own view does to it: "images/../documents/" is not public.
    is_plain = path == posixpath.normpath(path)
    if not (settings.MEDIA_ROOT and is_plain and path.startswith(PUBLIC_FOLDERS)):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@register(Tags.files)
def internal_files_stay_inside(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a model that would put its files where everybody may fetch them."""
    return [
        Error(
            f"Files of {field.model._meta.label}.{field.name} would be public below {folder}.",
            hint="Give the field another upload_to, or a storage of its own.",
            obj=field.model,
            id="portal.E101",
        )
        for field, folder in _public_fields()
    ]


def _public_fields() -> Iterator[tuple[models.FileField, str]]:
    for model in apps.get_models():
        if model._meta.label in PUBLIC_MODELS:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField) and field.storage is default_storage:
                folder = public_folder_of(field)
                if folder:
                    yield field, folder


def public_folder_of(field: models.FileField) -> str:
    """The public folder that a file of the field would get into; empty for none."""
    # Nothing from the database: this also runs before there are any tables.
    empty: dict[str, Any] = {other.attname: None for other in field.model._meta.concrete_fields}
    try:
        name = posixpath.normpath(field.generate_filename(field.model(**empty), "tep.pdf"))
    except Exception:  # a name made of the row's values cannot be foretold
        return ""
    return next((folder for folder in PUBLIC_FOLDERS if name.startswith(folder)), "")
