"""Whether two colours can be told apart: relative luminance and contrast as WCAG 2.2 defines them.

Colours are texts "#rrggbb". Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

import colorsys
import re

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
STEPS = 50


def is_colour(text: str) -> bool:
    return bool(_COLOUR.fullmatch(text))


def ratio(first: str, second: str) -> float:
    """From 1 (the same) to 21 (black and white), whichever comes first."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """From 0 (black) to 1 (white)."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str, ground: str, least: float) -> str:
    """``colour`` in the shade nearest to it that is readable on ``ground``; itself when it is.

    The hue stays; towards white on a dark ground, towards black on a light one.
    """
    if ratio(colour, ground) >= least:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    end = 1.0 if luminance(ground) < 0.18 else 0.0
    for step in range(1, STEPS + 1):
        shade = lightness + (end - lightness) * step / STEPS
        found = _text(*colorsys.hls_to_rgb(hue, shade, saturation))
        if ratio(found, ground) >= least:
            return found
    return "#ffffff" if end else "#000000"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _text(red: float, green: float, blue: float) -> str:
    # Rounding must not take back the last bit of contrast: the caller measures the result.
    return "#" + "".join(f"{round(part * 255):02x}" for part in (red, green, blue))
