"""Colours of the hours of the day that the pictures are painted in."""

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from portal.ops.demo.picture_canvas import Canvas, Color, mix, rgb


@dataclass(frozen=True)
class Mood:
    """Sky from zenith to horizon, light of the sun, colours of land near by, of water and of leaves."""

    sky: tuple[Color, ...]
    light: Color
    land: Color
    water: tuple[Color, Color]
    leaf: Color
    sun: float

    @property
    def haze(self) -> Color:
        """What everything fades to with distance."""
        return mix(self.sky[-1], self.sky[-2], 0.45)

    def far(self, distance: float, color: Color | None = None) -> Color:
        """``color`` (the land by default) seen from ``distance`` 0 (near) to 1 (horizon)."""
        return mix(color or self.land, self.haze, distance * 0.86)


def _mood(sky: str, light: str, land: str, water: str, leaf: str, sun: float) -> Mood:
    near, deep = (rgb(code) for code in water.split())
    return Mood(
        tuple(rgb(code) for code in sky.split()),
        rgb(light),
        rgb(land),
        (near, deep),
        rgb(leaf),
        sun,
    )


DAWN = _mood(
    "#3c5f8f #7f95b8 #c9b2b6 #f4c9a4 #fce3bd",
    "#fff0c9",
    "#35505e",
    "#e9c6a8 #3f6485",
    "#3f6b52",
    0.5,
)
DAY = _mood(
    "#3f86c4 #6faede #a9d3ee #dff0f6", "#fffbe8", "#2f6b52", "#8ccbd8 #20688f", "#3f8a4a", 0.2
)
DUSK = _mood(
    "#34345f #6d4b7c #c0627a #f0936a #fbcf8b",
    "#ffdf9e",
    "#33304f",
    "#f0a878 #3d3f6b",
    "#4a5a4e",
    0.55,
)
CLEAR = _mood(
    "#2f74b5 #5fa3d6 #9fd0e6 #f3f3df", "#fff6d6", "#3b7450", "#9bd6d2 #1d6f86", "#5a9a45", 0.3
)
MIST = _mood(
    "#7f9fb3 #aec4cd #d5dfdf #eef0e8", "#ffffff", "#3c5f5c", "#c3d6d6 #4f7d8c", "#4c7a5a", 0.25
)
MOODS = (DAWN, DAY, DUSK, CLEAR, MIST)


def paint_sky(rng: Random, canvas: Canvas, mood: Mood, horizon: float) -> float:
    """Sky, sun and soft clouds down to ``horizon``; returns where the sun stands across the picture."""
    canvas.fill(mood.sky, 0, min(1.0, horizon + 0.02))
    if horizon < 0.98:
        canvas.fill([mood.haze, mood.haze], horizon, 1.0)
    sun_x = rng.uniform(0.18, 0.82)
    low = mood.sun > 0.4
    sun_y = horizon * (rng.uniform(0.78, 0.9) if low else rng.uniform(0.2, 0.4))
    canvas.glow(sun_x, sun_y, 0.75 if low else 0.62, mood.light, 0.6 if low else 0.4)
    canvas.glow(sun_x, sun_y, 0.2, mood.light, 0.8 if low else 0.6)
    if low:
        canvas.disc(sun_x, sun_y, 0.042, mix(mood.light, (255, 255, 255), 0.45))
    _clouds(rng, canvas, mood, horizon)
    return sun_x


def _clouds(rng: Random, canvas: Canvas, mood: Mood, horizon: float) -> None:
    """Flat-bottomed banks of soft puffs, painted small and blown up so that their edges stay soft."""
    small = Image.new("L", (640, 360))
    draw = ImageDraw.Draw(small)
    for _ in range(rng.randint(3, 6)):
        x, y = rng.uniform(-20, 660), rng.uniform(20, 360 * horizon * 0.72)
        length = rng.uniform(40, 130)
        for _ in range(rng.randint(12, 20)):
            shift = rng.uniform(-1, 1)
            radius = (1 - abs(shift)) * rng.uniform(6, 20) + 3
            cx = x + shift * length
            shape = (cx - radius * 2, y - radius, cx + radius * 2, y + radius * 0.35)
            draw.ellipse(shape, fill=rng.randint(70, 170))
    mask = small.filter(ImageFilter.GaussianBlur(3.2))
    mask = mask.resize((canvas.width, canvas.height), Image.Resampling.BILINEAR)
    cloud = mix(mood.light, mood.haze, 0.3)
    canvas.image.paste(Image.new("RGB", canvas.image.size, cloud), (0, 0), mask)
