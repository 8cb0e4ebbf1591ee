"""Painting tools over Pillow: gradients, ridges, glow, grain. Coordinates are shares of the picture."""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Color = tuple[int, int, int]
Point = tuple[float, float]


def rgb(code: str) -> Color:
    """A hexadecimal colour as three channels."""
    return ImageColor.getrgb(code)[:3]


def mix(first: Color, second: Color, share: float) -> Color:
    """``share`` 0 gives ``first``, 1 gives ``second``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def vary(rng: Random, color: Color, amount: int = 8) -> Color:
    """``color`` a little lighter or darker, every channel by the same step."""
    step = rng.randint(-amount, amount)
    red, green, blue = (max(0, min(255, channel + step)) for channel in color)
    return red, green, blue


def gradient(size: tuple[int, int], stops: Sequence[Color]) -> Image.Image:
    """A smooth vertical run through evenly spaced ``stops``."""
    steps = 256
    line = Image.new("RGB", (1, steps))
    pixels = []
    for row in range(steps):
        place = row / (steps - 1) * (len(stops) - 1)
        index = min(int(place), len(stops) - 2) if len(stops) > 1 else 0
        pixels.append(mix(stops[index], stops[min(index + 1, len(stops) - 1)], place - index))
    line.putdata(pixels)
    return line.resize(size, Image.Resampling.BILINEAR)


def wave(rng: Random, roughness: int = 4) -> list[tuple[float, float, float]]:
    """Random harmonics (frequency, phase, weight) of a skyline."""
    return [
        (
            (0.6 + number * 0.9) * rng.uniform(0.8, 1.3),
            rng.uniform(0, math.tau),
            1 / (1 + number * 1.1),
        )
        for number in range(roughness)
    ]


def height_of(harmonics: Sequence[tuple[float, float, float]], x: float) -> float:
    """Skyline height at ``x``, about -1 to 1."""
    total = sum(weight for _, _, weight in harmonics)
    return sum(w * math.sin(f * math.tau * x + p) for f, p, w in harmonics) / total


class Canvas:
    """An RGB picture painted in relative coordinates: (0, 0) top left, (1, 1) bottom right."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width, height))
        self.draw = ImageDraw.Draw(self.image)

    def px(self, points: Sequence[Point]) -> list[Point]:
        """Relative points in pixels."""
        return [(x * self.width, y * self.height) for x, y in points]

    def unit(self, share: float) -> float:
        """A length given as a share of the height, as a share of the width (for round shapes)."""
        return share * self.height / self.width

    def fill(self, stops: Sequence[Color], top: float = 0.0, bottom: float = 1.0) -> None:
        """Cover a horizontal band with a vertical gradient."""
        y0, y1 = round(top * self.height), round(bottom * self.height)
        self.image.paste(gradient((self.width, max(1, y1 - y0)), stops), (0, y0))

    def polygon(self, points: Sequence[Point], color: Color) -> None:
        """A flat polygon."""
        self.draw.polygon(self.px(points), fill=color)

    def rect(self, x0: float, y0: float, x1: float, y1: float, color: Color) -> None:
        """A flat rectangle."""
        self.draw.rectangle(self.px([(x0, y0), (x1, y1)]), fill=color)

    def line(self, points: Sequence[Point], color: Color, thickness: float) -> None:
        """A line; ``thickness`` is a share of the height."""
        width = max(1, round(thickness * self.height))
        self.draw.line(self.px(points), fill=color, width=width, joint="curve")

    def disc(self, x: float, y: float, radius: float, color: Color, squash: float = 1.0) -> None:
        """A circle of ``radius`` (share of the height), flattened by ``squash``."""
        rx, ry = radius * self.height, radius * squash * self.height
        cx, cy = x * self.width, y * self.height
        self.draw.ellipse((cx - rx, cy - ry, cx + rx, cy + ry), fill=color)

    def star(self, x: float, y: float, radius: float, color: Color) -> None:
        """A five-pointed star standing on two points."""
        points = []
        for number in range(10):
            reach = radius if number % 2 == 0 else radius * 0.39
            angle = math.pi * number / 5 - math.pi / 2
            points.append((x + self.unit(math.cos(angle) * reach), y + math.sin(angle) * reach))
        self.polygon(points, color)

    def fill_box(self, box: tuple[float, float, float, float], stops: Sequence[Color]) -> None:
        """A rectangle (left, top, right, bottom) filled with a vertical gradient."""
        left, top, right, bottom = box
        self.shaded([(left, top), (right, top), (right, bottom), (left, bottom)], stops)

    def shaded(self, points: Sequence[Point], stops: Sequence[Color]) -> None:
        """A polygon filled with a vertical gradient."""
        pixels = self.px(points)
        x0, x1 = min(x for x, _ in pixels), max(x for x, _ in pixels)
        y0, y1 = min(y for _, y in pixels), max(y for _, y in pixels)
        left, top = max(0, int(x0)), max(0, int(y0))
        right, bottom = min(self.width, int(x1) + 1), min(self.height, int(y1) + 1)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in pixels], fill=255)
        self.image.paste(gradient(mask.size, stops), (left, top), mask)

    def glow(self, x: float, y: float, radius: float, color: Color, strength: float = 1.0) -> None:
        """Add light that fades with distance; ``radius`` is a share of the height."""
        size = max(2, round(2 * radius * self.height))
        fall = Image.radial_gradient("L").resize((size, size), Image.Resampling.BILINEAR)
        fall = fall.point(
            [max(0, round((255 - v * 1.42) * strength)) if v < 180 else 0 for v in range(256)]
        )
        left, top = round(x * self.width - size / 2), round(y * self.height - size / 2)
        box = (
            max(0, left),
            max(0, top),
            min(self.width, left + size),
            min(self.height, top + size),
        )
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        fall = fall.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        light = Image.composite(
            Image.new("RGB", fall.size, color), Image.new("RGB", fall.size), fall
        )
        self.image.paste(ImageChops.screen(self.image.crop(box), light), box[:2])

    def veil(
        self,
        top: float,
        bottom: float,
        color: Color,
        strength: float,
        shape: Sequence[float] = (0, 1, 0),
    ) -> None:
        """Mist over a band; ``shape`` is its thickness from top to bottom, gone at the edges by default."""
        y0, y1 = round(top * self.height), round(bottom * self.height)
        stops = [(round(255 * strength * share),) * 3 for share in shape]
        mask = gradient((self.width, max(1, y1 - y0)), stops).convert("L")
        self.image.paste(Image.new("RGB", mask.size, color), (0, y0), mask)

    def skyline(
        self,
        rng: Random,
        base: float,
        swing: float,
        stops: Sequence[Color],
        roughness: int = 4,
        bottom: float = 1.0,
    ) -> list[tuple[float, float, float]]:
        """A ridge filled to ``bottom``; returns its harmonics so that things can stand on it."""
        harmonics = wave(rng, roughness)
        steps = 90
        top = [
            (i / steps, base - swing * height_of(harmonics, i / steps)) for i in range(steps + 1)
        ]
        self.shaded([*top, (1, bottom), (0, bottom)], stops)
        return harmonics

    def mirror(self, waterline: float, depth: float, tint: Color, strength: float) -> None:
        """Reflect what stands above ``waterline`` into the band below it."""
        line, rows = round(waterline * self.height), round(depth * self.height)
        rows = min(rows, line, self.height - line)
        part = self.image.crop((0, line - rows, self.width, line))
        part = part.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        part = part.filter(ImageFilter.BoxBlur((rows * 0.012, rows * 0.03)))
        part = Image.blend(part, Image.new("RGB", part.size, tint), strength)
        self.image.paste(part, (0, line))


def finish(canvas: Canvas, rng: Random, width: int, height: int) -> Image.Image:
    """Scale to the wanted size, darken the corners a little and add fine grain."""
    image = canvas.image.resize((width, height), Image.Resampling.BOX)
    corners = Image.radial_gradient("L").resize((width, height), Image.Resampling.BILINEAR)
    corners = corners.point([255 - max(0, v - 120) * 34 // 135 for v in range(256)])
    image = ImageChops.multiply(image, Image.merge("RGB", (corners,) * 3))
    grain = Image.frombytes("L", (width, height), rng.randbytes(width * height))
    grain = grain.point([121 + v * 13 // 255 for v in range(256)])
    return ImageChops.overlay(image, Image.merge("RGB", (grain,) * 3))
