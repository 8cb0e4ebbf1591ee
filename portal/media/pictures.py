"""Reading pictures that strangers made, and making them fit to keep.

A picture that is fit stands upright, is at most ``MAX_EDGE`` pixels long, says nothing about
where, when and by whom it was taken, and has colours that browsers understand.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

import willow
from PIL import Image, ImageCms, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

register_heif_opener()

MAX_EDGE = 2560
MAX_FRAMES = 1000
# What file name extensions stand for, in Pillow's names. Chrome saves JPEG pictures as .jfif.
FORMATS = {
    "avif": "AVIF",
    "gif": "GIF",
    "heic": "HEIF",
    "heif": "HEIF",
    "jfif": "JPEG",
    "jpeg": "JPEG",
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
}
MIME_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "progressive": True, "optimize": True},
    "WEBP": {"quality": 88},
    "AVIF": {"quality": 80, "speed": 8},
}
# The rest (EXIF, XMP, texts, thumbnails) may tell where somebody lives.
KEPT_INFO = {"icc_profile", "transparency"}


def read_header(content: bytes) -> ImageFile:
    """Open without decoding. Raises whatever Pillow raises."""
    return Image.open(io.BytesIO(content), formats=sorted(set(FORMATS.values())))


def format_of(picture: ImageFile) -> str:
    # Cameras add a preview or a depth map to their JPEG pictures; Pillow calls that MPO.
    return "JPEG" if picture.format == "MPO" else picture.format or ""


def is_animated(picture: ImageFile) -> bool:
    # Of other formats only the first picture is kept: in JPEG and HEIC files it is the one that
    # is meant to be seen, and Wagtail cannot open moving PNG and AVIF pictures.
    return picture.format in {"GIF", "WEBP"} and getattr(picture, "is_animated", False)


def is_heavy(picture: ImageFile) -> bool:
    """Whether a pixel takes about twice the memory that it takes in a JPEG or opaque PNG picture.

    Measured: 40 megapixels of these need 450 to 690 MB, of the others 160 to 360 MB.
    """
    if picture.format == "GIF" and is_animated(picture):
        return False  # one frame at a time
    is_costly = format_of(picture) in {"AVIF", "WEBP"} or picture.mode[:1] in {"I", "F"}
    return is_costly or picture.has_transparency_data


def pixel_count(picture: ImageFile, limit: int) -> int:
    """Pixels of all frames; counting ends above ``limit`` or ``MAX_FRAMES``, with a larger number.

    The frames of a GIF are found only by walking through the file, and a hostile one has millions.
    """
    one = picture.width * picture.height
    if not is_animated(picture):
        return one
    frames = 1
    if picture.format != "GIF":
        frames = getattr(picture, "n_frames", 1)
    else:
        with contextlib.suppress(EOFError):
            while frames * one <= limit and frames <= MAX_FRAMES:
                picture.seek(frames)
                frames += 1
        picture.seek(0)
    return one * frames if frames <= MAX_FRAMES else max(one * frames, limit + 1)


def made_fit(picture: ImageFile, content: bytes) -> tuple[bytes, str]:
    """Decode the whole picture and return what to keep, with its format.

    These are the very bytes of ``content`` when nothing has to change. Raises whatever Pillow
    raises for a damaged file.
    """
    source = format_of(picture)
    target = "JPEG" if source == "HEIF" else source
    if is_animated(picture):
        return _animation(picture, content), target
    is_large = max(picture.size) > MAX_EDGE
    if is_large:
        # The JPEG decoder itself can halve a picture: 24 megapixels then cost a quarter.
        picture.draft("RGB", (MAX_EDGE, MAX_EDGE))
    picture.load()
    is_foreign = target != picture.format or picture.mode[:1] in {"C", "I", "F"}
    is_foreign = is_foreign or not _wagtail_reads(content, target)
    if not (is_large or is_foreign or _tells(picture)):
        return content, target
    image = _standing(picture)
    if target == "JPEG" and image.mode == "RGBA":
        image = _on_white(image)
    out = io.BytesIO()
    options = QUALITY.get(target, {})
    if image is picture and picture.format == "JPEG" and not is_large:
        options = {**options, "quality": "keep"}  # its own tables: hardly anything is lost
    image.save(out, target, **options, icc_profile=image.info.get("icc_profile"))
    return out.getvalue(), target


def _wagtail_reads(content: bytes, target: str) -> bool:
    """Whether Wagtail's library takes ``content`` for the format that Pillow found."""
    try:
        found = willow.Image.open(io.BytesIO(content)).format_name
    except willow.image.UnrecognisedImageFormatError:
        return False
    return bool(found.upper() == target)


def _tells(picture: ImageFile) -> bool:
    """Whether the file says more than its pixels; after ``load``, for PNG may say it at its end."""
    keys = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment")
    return any(key in picture.info for key in keys) or bool(getattr(picture, "text", None))


def _standing(picture: Image.Image) -> Image.Image:
    """In mode L, RGB or RGBA, small enough and upright. Made small first, to save memory."""
    image = _plain(picture)
    image.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
    image.info = dict(picture.info)
    ImageOps.exif_transpose(image, in_place=True)
    if image.mode == "CMYK":
        image = _srgb(image)
    image.info = {key: value for key, value in image.info.items() if key in KEPT_INFO}
    return image


def _plain(image: Image.Image) -> Image.Image:
    """``image`` without a palette, a transparent colour or 16 bits a pixel."""
    if image.mode[:1] in {"I", "F"}:
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "CMYK":
        return image
    opaque = "L" if image.mode in {"1", "L"} else "RGB"
    mode = "RGBA" if image.has_transparency_data else opaque
    return image if image.mode == mode else image.convert(mode)


def _srgb(image: Image.Image) -> Image.Image:
    """From the printer's four inks to the screen, by the picture's own profile if it has one."""
    profile = image.info.pop("icc_profile", None)
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            on_screen = ImageCms.profileToProfile(image, inks, screen, outputMode="RGB")
            if on_screen is not None:
                on_screen.info = {}
                return on_screen
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    white.info = image.info
    return white


def _animation(picture: ImageFile, content: bytes) -> bytes:
    """Decode all frames; the same bytes unless they tell too much. GIF has no place for that."""
    durations: list[int] = []
    frames: list[Image.Image] = []
    for frame in ImageSequence.Iterator(picture):
        frame.load()
        if picture.format != "GIF":
            durations.append(int(frame.info.get("duration", 0)))
            frames.append(_standing(frame.copy()))
    if picture.format == "GIF" or not _tells(picture):
        return content
    options = {**QUALITY.get(picture.format or "", {}), "loop": picture.info.get("loop", 0)}
    out = io.BytesIO()
    first, *others = frames
    first.save(
        out, picture.format, save_all=True, append_images=others, duration=durations, **options
    )
    return out.getvalue()
