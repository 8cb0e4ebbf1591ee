"""Uploaded files on the embedded default, where no nginx stands in front."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.views.static import serve

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# Documents have their own address with rights and counting; pictures are public.
PUBLIC_FOLDERS = ("images/", "original_images/", "avatar_images/")


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
