"""What comes in as a picture or a file is looked at before anything else decodes or keeps it.

Both functions take an open upload and return the file to keep, under a name that is safe on every
system: the upload itself, or for a picture that had to be changed a new file. They raise
``ValidationError`` with a code of ``docs/error-codes.md``.
"""

from __future__ import annotations

import logging
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from portal import text
from portal.errors import refuse
from portal.media import file_types, pictures

if TYPE_CHECKING:
    from django.core.files.base import File
    from PIL.ImageFile import ImageFile

logger = logging.getLogger(__name__)


def accept_image(upload: File[bytes]) -> File[bytes]:
    """Check a picture and make it fit to keep (see ``pictures``).

    Raises:
        ValidationError: ANH-01 too many bytes, ANH-02 too many pixels, ANH-03 not a picture,
            ANH-04 SVG, ANH-05 content differs from the name.
    """
    name, extension = _name_of(upload)
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if upload.size > limit:
        raise refuse(
            "ANH-01",
            _("The picture is too large (%(size)s); the limit is %(limit)s.")
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(limit)},
        )
    content = _content_of(upload)
    kept, kind = _fit(content, extension)
    if kind == "JPEG" and extension not in {"jpg", "jpeg"}:
        name = f"{name.removesuffix(f'.{extension}')}.jpg"
    if kept is content:
        upload.name = name
        return upload
    return SimpleUploadedFile(name, kept, Image.MIME[kind])


def _fit(content: bytes, extension: str) -> tuple[bytes, str]:
    try:
        picture = pictures.read_header(content)
        _check_header(picture, extension)
        return pictures.made_fit(picture, content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS) from None
    except ValidationError:
        raise
    except Exception as error:
        # Decoders raise anything, from SyntaxError to struct.error, on hostile bytes.
        logger.info("Picture refused: %r", error)
        raise _no_picture(content, extension) from None


def _check_header(picture: ImageFile, extension: str) -> None:
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if pictures.is_heavy(picture):
        limit = limit * 2 // 5
    if pictures.pixel_count(picture, limit) > limit:
        raise _too_many_pixels(limit)
    if pictures.is_animated(picture) and max(picture.size) > pictures.MAX_EDGE:
        raise refuse(
            "ANH-02",
            _("A moving picture may be at most %(edge)s pixels wide and high.")
            % {"edge": pictures.MAX_EDGE},
        )
    kind = pictures.format_of(picture)
    if pictures.FORMATS.get(extension) != kind:
        raise refuse(
            "ANH-05",
            _("The file is named .%(extension)s but its content is %(format)s.")
            % {"extension": extension, "format": kind},
        )


def _too_many_pixels(limit: int) -> ValidationError:
    return refuse(
        "ANH-02",
        _("The picture has too many pixels; the limit is %(limit)s million.")
        % {"limit": limit // 1_000_000},
    )


def _no_picture(content: bytes, extension: str) -> ValidationError:
    if extension in {"svg", "svgz"} or b"<svg" in content[:4096].lower():
        return refuse("ANH-04", _("SVG pictures are not accepted; send a JPEG or PNG picture."))
    return refuse(
        "ANH-03",
        _("The file is damaged, or not a picture in JPEG, PNG, GIF, WebP, AVIF or HEIC format."),
    )


def accept_document(upload: File[bytes]) -> File[bytes]:
    """Check a downloadable file: size, allowed extension, and content that agrees with it.

    Raises:
        ValidationError: TEP-01 too large, TEP-02 extension not allowed, TEP-03 other content.
    """
    name, extension = _name_of(upload)
    limit = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if upload.size > limit:
        raise refuse(
            "TEP-01",
            _("The file is too large (%(size)s); the limit is %(limit)s.")
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(limit)},
        )
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise refuse(
            "TEP-02",
            _("Files of kind .%(extension)s are not accepted; accepted are: %(list)s.")
            % {"extension": extension, "list": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)},
        )
    if not file_types.is_kind(_content_of(upload), extension):
        raise refuse(
            "TEP-03",
            _(
                "The content is not that of a .%(extension)s file, or the file is damaged or "
                "locked with a password."
            )
            % {"extension": extension},
        )
    upload.name = name
    return upload


def _name_of(upload: File[bytes]) -> tuple[str, str]:
    """The name to keep and its extension, in lower case and without the dot."""
    name = text.file_name(upload.name or "")
    return name, PurePath(name).suffix.lstrip(".")


def _content_of(upload: File[bytes]) -> bytes:
    upload.seek(0)
    content: bytes = upload.read()
    upload.seek(0)
    return content
