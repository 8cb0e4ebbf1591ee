"""Draws the pictures of the demonstration: quiet illustrations of places and meetings, no photographs."""

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image

from portal.ops.demo import picture_land, picture_nature, picture_places, picture_rooms
from portal.ops.demo.picture_canvas import Canvas, finish

_PAINTERS: dict[str, Callable[[Random, Canvas], None]] = {
    "sea": picture_nature.paint_sea,
    "dunes": picture_nature.paint_dunes,
    "windfarm": picture_land.paint_windfarm,
    "hall": picture_rooms.paint_hall,
    "fields": picture_land.paint_fields,
    "town": picture_places.paint_town,
    "harbour": picture_places.paint_harbour,
    "hills": picture_nature.paint_hills,
    "school": picture_places.paint_school,
    "forum": picture_rooms.paint_forum,
}
KINDS: tuple[str, ...] = tuple(_PAINTERS)
_OVERSAMPLING = 2


def make_picture(rng: Random, *, kind: str, width: int, height: int) -> Image.Image:
    """An RGB picture of exactly ``width`` x ``height`` pixels; KeyError for a kind not in KINDS.

    The scenes are composed for 16:9 and stay pleasant between 4:3 and 2:1.
    """
    canvas = Canvas(round(width * _OVERSAMPLING), round(height * _OVERSAMPLING))
    _PAINTERS[kind](rng, canvas)
    return finish(canvas, rng, width, height)


def save_jpeg(image: Image.Image, *, quality: int = 85) -> bytes:
    """``image`` as a progressive JPEG."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()
