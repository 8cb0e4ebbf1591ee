"""Ready-made sizes of a picture: the fixed catalogue, and how a page shows them.

``PortalImage.variants`` is a list of ``{"format": "avif", "width": 480, "height": 270, "name":
"images/…"}``, at most one entry per catalogue spec. Readers only ever get what is listed there;
while the list is empty they get the stored file itself (at most 2560 px).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from PIL import Image as PillowImage

if TYPE_CHECKING:
    from portal.media.models import PortalImage

WIDTHS = (480, 1280)
FORMATS = {"avif": "avifquality-55", "webp": "webpquality-78", "jpeg": "jpegquality-80"}
CATALOGUE = {
    (width, form): f"width-{width}|format-{form}|{quality}"
    for width in WIDTHS
    for form, quality in FORMATS.items()
}
VALUES = ("file", "width", "height", "description", "title", "credit", "variants")


@dataclass(frozen=True)
class Source:
    type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """What a template needs of a picture; ``width`` and ``height`` are those of the fallback.

    Addresses are worked out when a template asks: most cards of a list show no picture.
    """

    alt: str
    credit: str
    width: int
    height: int
    file: str
    # As in ``PortalImage.variants``.
    variants: list[dict[str, Any]] = field(repr=False)

    @cached_property
    def fallback_url(self) -> str:
        return default_storage.url(self.file)

    @cached_property
    def srcset(self) -> str:
        return self._srcset("jpeg")

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        found = ((form, self._srcset(form)) for form in ("avif", "webp"))
        return tuple(Source(f"image/{form}", srcset) for form, srcset in found if srcset)

    def _srcset(self, form: str) -> str:
        entries = [entry for entry in self.variants if entry["format"] == form]
        return ", ".join(f"{default_storage.url(e['name'])} {e['width']}w" for e in entries)


def picture_of(image: PortalImage | None) -> Picture | None:
    """The picture of a model instance, without queries."""
    if image is None:
        return None
    return picture_from_values({name: getattr(image, name) for name in VALUES})


def picture_from_values(row: dict[str, Any], prefix: str = "") -> Picture | None:
    """The picture in a ``values()`` row whose columns are ``VALUES`` with ``prefix``."""
    values = {name: row[prefix + name] for name in VALUES}
    if not values["file"]:
        return None
    variants = values["variants"] or []
    shown = {"name": str(values["file"]), "width": values["width"], "height": values["height"]}
    jpegs = [entry for entry in variants if entry["format"] == "jpeg"]
    fallback = max(jpegs, key=lambda entry: int(entry["width"]), default=shown)
    return Picture(
        alt=values["description"] or values["title"],
        credit=values["credit"],
        width=fallback["width"],
        height=fallback["height"],
        file=fallback["name"],
        variants=variants,
    )


def make(image: PortalImage) -> list[dict[str, Any]]:
    """Make every variant of ``image`` that is missing and return the whole list.

    A moving picture has none: readers get the stored file, because a variant would stand still.
    """
    if _moves(image):
        return []
    specs = specs_of(image.width)
    # Those of the database alone count: Wagtail's cache, where each process has its own, may still
    # hold those of a file that was replaced.
    image.prefetched_renditions = list(image.renditions.all())
    renditions = image.get_renditions(*specs.values())
    del image.prefetched_renditions
    return [
        {
            "format": form,
            "width": renditions[spec].width,
            "height": renditions[spec].height,
            "name": renditions[spec].file.name,
        }
        for (_width, form), spec in specs.items()
    ]


def specs_of(width: int) -> dict[tuple[int, str], str]:
    """The part of the catalogue for a picture of ``width`` pixels.

    Nothing is enlarged, so of the steps above the picture's own width only the first is made.
    """
    enough = next((step for step in WIDTHS if step >= width), WIDTHS[-1])
    return {key: spec for key, spec in CATALOGUE.items() if key[0] <= enough}


def forget(image: PortalImage) -> None:
    """Delete what ``make`` has made."""
    image.renditions.filter(filter_spec__in=CATALOGUE.values()).delete()


def _moves(image: PortalImage) -> bool:
    with image.open_file() as file, PillowImage.open(file) as picture:
        return bool(getattr(picture, "is_animated", False))
