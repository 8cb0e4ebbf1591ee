"""What comes in as a picture or a file is looked at before anything decodes or keeps it.

Every function takes an open upload and raises ``ValidationError`` with a code of
``docs/error-codes.md``; what it returns is safe to store.
"""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import puremagic
from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from portal import text
from portal.errors import refuse

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

register_heif_opener()

MAX_EDGE = 2560
FORMATS = {
    "avif": "AVIF",
    "gif": "GIF",
    "heic": "HEIF",
    "jpeg": "JPEG",
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
}
# Office files are zip or OLE containers; a library may name any member of the family.
FAMILIES = (
    {"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"},
    {"doc", "xls", "ppt", "msi"},
)
TEXT_EXTENSIONS = {"csv", "txt"}


@dataclass(frozen=True)
class Accepted:
    """A checked upload: the file to keep, its SHA-256 in hex and its real MIME type."""

    file: File[bytes]
    sha256: str
    mime_type: str


def accept_image(upload: File[bytes]) -> Accepted:
    """Check a picture and make it fit to keep: upright, at most 2560 px, without location data.

    Raises:
        ValidationError: ANH-01 too many bytes, ANH-02 too many pixels, ANH-03 not a picture,
            ANH-04 SVG, ANH-05 content differs from the name.
    """
    name = text.file_name(os.path.basename(upload.name or ""))
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if upload.size > limit:
        raise refuse(
            "ANH-01",
            _("The picture is too large (%(size)s); the limit is %(limit)s.")
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(limit)},
        )
    upload.seek(0)
    content = upload.read()
    picture = _open(content, name)
    kept = _made_fit(picture, content)
    mime_type = Image.MIME["JPEG" if kept is not content and picture.format == "HEIF" else picture.format or ""]
    if mime_type == "image/jpeg" and not name.endswith((".jpg", ".jpeg")):
        name = f"{os.path.splitext(name)[0]}.jpg"
    return Accepted(
        file=SimpleUploadedFile(name, kept, mime_type),
        sha256=hashlib.sha256(kept).hexdigest(),
        mime_type=mime_type,
    )


def _open(content: bytes, name: str) -> ImageFile:
    """Read the header only, and refuse what its figures or its name speak against."""
    invalid = refuse("ANH-03", _("The file is not a valid picture or is damaged."))
    if b"<svg" in content[:4096].lower():
        raise refuse("ANH-04", _("SVG pictures are not accepted; send a JPEG or PNG picture."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=sorted(set(FORMATS.values())))
            pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError):
        raise invalid from None
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    extension = os.path.splitext(name)[1].lstrip(".")
    if FORMATS.get(extension) != picture.format:
        raise refuse(
            "ANH-05",
            _("The file is named .%(extension)s but its content is %(format)s.")
            % {"extension": extension, "format": picture.format},
        )
    return picture


def _too_many_pixels() -> Exception:
    return refuse(
        "ANH-02",
        _("The picture has too many pixels; the limit is %(limit)s million.")
        % {"limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )


def _made_fit(picture: ImageFile, content: bytes) -> bytes:
    """Return the bytes to keep: the very same ones when nothing needs to change."""
    try:
        if getattr(picture, "n_frames", 1) > 1 and picture.format != "HEIF":
            return content
        too_large = max(picture.size) > MAX_EDGE
        foreign = picture.format == "HEIF" or picture.mode == "CMYK"
        has_facts = bool(picture.getexif())
        if not (too_large or foreign or has_facts):
            picture.load()
            return content
        return _encoded(picture)
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError):
        raise refuse("ANH-03", _("The file is not a valid picture or is damaged.")) from None


def _encoded(picture: ImageFile) -> bytes:
    target = "JPEG" if picture.format in {"HEIF", "JPEG"} else (picture.format or "JPEG")
    profile = picture.info.get("icc_profile") if picture.mode != "CMYK" else None
    # For JPEG the decoder itself can halve the picture: a 24-megapixel photo costs a quarter.
    picture.draft("RGB", (MAX_EDGE, MAX_EDGE))
    upright: Image.Image = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
    if target == "JPEG" and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    out = io.BytesIO()
    options = {"quality": 88} if target in {"JPEG", "WEBP", "AVIF"} else {}
    if target == "JPEG":
        options |= {"progressive": True, "optimize": True}
    upright.save(out, target, icc_profile=profile, exif=b"", **options)
    return out.getvalue()


def accept_document(upload: File[bytes]) -> Accepted:
    """Check a downloadable file: size, allowed extension, and content that agrees with it.

    Raises:
        ValidationError: TEP-01 too large, TEP-02 extension not allowed, TEP-03 other content.
    """
    name = text.file_name(os.path.basename(upload.name or ""))
    extension = os.path.splitext(name)[1].lstrip(".")
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
    upload.seek(0)
    content = upload.read()
    mime_type = _document_type(content, extension)
    if mime_type is None:
        raise refuse(
            "TEP-03",
            _("The content of the file is not that of a .%(extension)s file.")
            % {"extension": extension},
        )
    return Accepted(
        file=SimpleUploadedFile(name, content, mime_type),
        sha256=hashlib.sha256(content).hexdigest(),
        mime_type=mime_type,
    )


def _document_type(content: bytes, extension: str) -> str | None:
    """The MIME type when ``content`` can be a file of ``extension``, else None."""
    if extension in TEXT_EXTENSIONS:
        return "text/plain" if _is_plain_text(content) else None
    try:
        matches = puremagic.magic_string(content, f"x.{extension}")
    except (puremagic.PureError, ValueError):
        return None
    family = next((names for names in FAMILIES if extension in names), {extension})
    for match in matches:
        if match.extension.lstrip(".") in family:
            return match.mime_type or "application/octet-stream"
    return None


def _is_plain_text(content: bytes) -> bool:
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    start = content[:512].lstrip().lower()
    return not start.startswith((b"<!doctype", b"<html", b"<script", b"<?php", b"mz"))
