"""Square icons made of a site's logo, for the first screen of telephones."""

from __future__ import annotations

import hashlib
import io
import logging
from typing import TYPE_CHECKING

from django.core.cache import cache
from PIL import Image as PillowImage

if TYPE_CHECKING:
    from portal.media.models import PortalImage

logger = logging.getLogger(__name__)
# By kind: pixels of a side, and whether phones may cut it to a circle.
KINDS = {"192": (192, False), "512": (512, False), "512-mask": (512, True)}
# Of a maskable icon only the inner circle of 80 % is sure to be seen.
SAFE = 0.6
SECONDS = 24 * 3600
GROUND = (255, 255, 255, 255)


def of_logo(logo: PortalImage, kind: str) -> bytes | None:
    """The PNG, made once a day for all processes; None when the file cannot be read."""
    name = hashlib.sha256(f"{logo.pk}:{logo.file.name}:{kind}".encode()).hexdigest()
    key = f"webapp-icon:{name}"
    found: bytes | None = cache.get(key)
    if found is None:
        found = _made(logo, kind)
        if found is not None:
            cache.set(key, found, SECONDS)
    return found


def _made(logo: PortalImage, kind: str) -> bytes | None:
    size, is_maskable = KINDS[kind]
    inner = round(size * SAFE) if is_maskable else size
    try:
        with logo.file.storage.open(logo.file.name) as file, PillowImage.open(file) as picture:
            picture.draft("RGB", (size, size))
            drawn = picture.convert("RGBA")
    except Exception as error:  # Pillow has one of its own for each way a file can be damaged
        logger.warning("the logo %s gives no icon: %s", logo.pk, error)
        return None
    drawn.thumbnail((inner, inner))
    square = PillowImage.new("RGBA", (size, size), GROUND if is_maskable else (0, 0, 0, 0))
    corner = ((size - drawn.width) // 2, (size - drawn.height) // 2)
    square.alpha_composite(drawn, corner)
    out = io.BytesIO()
    square.save(out, "PNG", optimize=True)
    return out.getvalue()
