"""Landscapes: sea, dunes, hills, and the trees, boats and water other scenes borrow."""

import math
from collections.abc import Callable, Sequence
from random import Random

from portal.ops.demo.picture_canvas import Canvas, Color, Point, height_of, mix, rgb, vary
from portal.ops.demo.picture_moods import CLEAR, DAWN, DAY, DUSK, MIST, Mood, paint_sky

_RED, _GOLD, _CREAM = rgb("#c8302c"), rgb("#f6c744"), rgb("#f4ead6")


def water(rng: Random, canvas: Canvas, mood: Mood, horizon: float, sun_x: float) -> None:
    """The sea from ``horizon`` down, with a path of light under the sun."""
    shallow, deep = mood.water
    canvas.fill([shallow, mix(shallow, deep, 0.55), deep], horizon, 1.0)
    for _ in range(420):
        depth = rng.random() ** 1.7
        y = horizon + 0.004 + depth * (1 - horizon)
        near_sun = rng.random() < 0.45
        spread = 0.03 + depth * 0.16
        x = rng.gauss(sun_x, spread) if near_sun else rng.random()
        length = (0.004 + depth * 0.03) * rng.uniform(0.5, 1.4)
        bright = mix(shallow, mood.light, 0.75 if near_sun else 0.15)
        color = mix(mix(shallow, deep, depth), bright, 0.55 if near_sun else 0.28)
        thick = 0.0009 + depth * 0.003
        canvas.polygon([(x - length, y), (x, y - thick), (x + length, y), (x, y + thick)], color)


def boat(rng: Random, canvas: Canvas, x: float, y: float, size: float, shade: Color) -> None:
    """A wooden fishing boat; ``size`` is its length as a share of the width, ``y`` its waterline."""
    paint = rng.choice((rgb("#2f6fa3"), rgb("#2f8a86"), rgb("#a8422f"), rgb("#3c5f8f")))
    hull = mix(paint, shade, 0.3)
    flip = rng.choice((-1, 1))
    high = size * canvas.width / canvas.height

    def at(dx: float, dy: float) -> Point:
        return x + flip * dx * size, y - dy * high

    for row in range(7):
        half, sink = 0.5 - row * 0.045 + rng.uniform(-0.04, 0.04), -0.03 - row * 0.03
        tint = mix(shade, hull, 0.42 - row * 0.05)
        canvas.polygon(
            [at(-half, sink), at(0, sink + 0.012), at(half, sink), at(0, sink - 0.012)], tint
        )
    rim = [at(-0.5, 0.14), at(-0.2, 0.09), at(0.2, 0.1), at(0.6, 0.24)]
    canvas.shaded(
        [*rim, at(0.47, -0.02), at(-0.44, -0.02)],
        [mix(hull, _CREAM, 0.18), hull, mix(hull, (10, 20, 30), 0.35)],
    )
    canvas.polygon([*rim, at(0.56, 0.19), at(-0.49, 0.1)], mix(hull, _CREAM, 0.65))
    _deck(canvas, at, size, hull, shade)


def _deck(
    canvas: Canvas, at: Callable[[float, float], Point], size: float, hull: Color, shade: Color
) -> None:
    """Cabin, mast and flag of a boat whose own coordinates ``at`` turns into those of the picture."""

    def box(x0: float, y0: float, x1: float, y1: float, color: Color) -> None:
        canvas.polygon([at(x0, y0), at(x0, y1), at(x1, y1), at(x1, y0)], color)

    box(-0.4, 0.1, -0.1, 0.27, mix(_CREAM, shade, 0.2))
    box(-0.44, 0.27, -0.06, 0.31, mix(hull, shade, 0.4))
    for window in (-0.34, -0.24):
        box(window, 0.17, window + 0.06, 0.23, mix(shade, (20, 40, 60), 0.6))
    canvas.line([at(0.1, 0.1), at(0.12, 0.55)], mix(shade, (30, 30, 30), 0.5), size * 0.03)
    canvas.line([at(0.12, 0.52), at(0.5, 0.2)], mix(shade, (60, 60, 60), 0.4), size * 0.01)
    canvas.line([at(-0.25, 0.3), at(-0.25, 0.51)], mix(shade, (30, 30, 30), 0.4), size * 0.014)
    box(-0.25, 0.4, -0.08, 0.51, _RED)
    canvas.star(*at(-0.165, 0.455), size * 0.055, _GOLD)


def tree(rng: Random, canvas: Canvas, x: float, y: float, size: float, leaf: Color) -> None:
    """A round-crowned tree standing at ``y``; ``size`` is its height, larger ones have finer leaves."""
    canvas.line([(x, y), (x, y - size * 0.5)], mix(leaf, rgb("#4a3524"), 0.7), size * 0.06)
    fine = 1.0 if size < 0.12 else 0.6
    puffs = [(rng.uniform(-0.3, 0.3), rng.uniform(0.4, 0.88)) for _ in range(round(10 / fine**3))]
    for dx, dy in sorted(puffs, key=lambda puff: puff[1] + puff[0] * 0.3):
        if (dx / 0.34) ** 2 + ((dy - 0.64) / 0.28) ** 2 > 1:
            continue
        light = mix(leaf, rgb("#e4ecae"), max(0.0, dy - 0.5 - dx * 0.4) * 0.6)
        dark = mix(light, (18, 34, 30), max(0.0, 0.62 - dy) * 0.9)
        radius = size * rng.uniform(0.13, 0.2) * fine
        canvas.disc(x + canvas.unit(dx * size), y - dy * size, radius, vary(rng, dark))


def palm(rng: Random, canvas: Canvas, x: float, y: float, size: float, leaf: Color) -> None:
    """A coconut palm leaning with the wind, its fronds arching over."""
    lean = rng.uniform(-0.3, 0.3)
    bark = mix(leaf, rgb("#6a5238"), 0.7)
    trunk = [(x + canvas.unit(lean * size * (i / 10) ** 1.6), y - size * i / 10) for i in range(11)]
    canvas.line(trunk, bark, size * 0.032)
    top_x, top_y = trunk[-1]
    for number in range(13):
        angle = math.pi * (number / 12 * 1.24 - 0.12) + rng.uniform(-0.1, 0.1)
        reach, shade = size * rng.uniform(0.38, 0.5), vary(rng, leaf, 16)
        upper, lower = [], []
        for i in range(13):
            along = i / 12
            drop = 0.75 * along**2.2
            px = top_x + canvas.unit(math.cos(angle) * reach * along)
            py = top_y - (math.sin(angle) * along * 0.75 - drop) * reach
            thick = size * 0.05 * math.sin(math.pi * min(1.0, along * 0.86 + 0.1))
            ragged = thick * (1.25 if i % 2 else 0.75)
            upper.append((px, py - thick * 0.35))
            lower.append((px, py + ragged))
        canvas.polygon([*upper, *reversed(lower)], shade)
        canvas.line(upper, mix(shade, (235, 240, 180), 0.25), size * 0.005)


def paint_sea(rng: Random, canvas: Canvas) -> None:
    """Open water with headlands and fishing boats."""
    mood, horizon = rng.choice((DAWN, DAY, DUSK, CLEAR)), rng.uniform(0.42, 0.52)
    sun_x = paint_sky(rng, canvas, mood, horizon)
    for distance in (0.85, 0.68):
        side, width = rng.choice((-0.05, 0.55)), rng.uniform(0.35, 0.6)
        crest = rng.uniform(0.05, 0.11) * (1.3 - distance)
        points = [
            (
                side + width * i / 30,
                horizon
                - crest * math.sin(math.pi * i / 30) ** 0.8 * (1 + 0.25 * math.sin(i * 0.9)),
            )
            for i in range(31)
        ]
        canvas.polygon(
            [*points, (side + width, horizon + 0.004), (side, horizon + 0.004)], mood.far(distance)
        )
    water(rng, canvas, mood, horizon, sun_x)
    shade = mix(mood.water[1], mood.land, 0.4)
    boats = sorted(rng.uniform(0.05, 0.55) ** 1.1 for _ in range(rng.randint(4, 7)))
    xs = [(0.1 + 0.8 * (i + rng.uniform(0.1, 0.9)) / len(boats)) for i in range(len(boats))]
    rng.shuffle(xs)
    for depth, x in zip(boats, xs, strict=True):
        boat(rng, canvas, x, horizon + depth * (1 - horizon), 0.035 + depth * 0.3, shade)
    if rng.random() < 0.7:
        sand = mix(rgb("#e6cfa2"), mood.haze, 0.25)
        canvas.skyline(rng, 0.955, 0.02, [sand, vary(rng, mix(sand, mood.land, 0.25))], 2)
        for _ in range(rng.randint(1, 2)):
            palm(
                rng,
                canvas,
                rng.choice((rng.uniform(0.02, 0.16), rng.uniform(0.86, 0.98))),
                1.0,
                rng.uniform(0.45, 0.62),
                mix(mood.leaf, mood.land, 0.45),
            )


def paint_dunes(rng: Random, canvas: Canvas) -> None:
    """Sand hills, each with a lit flank and a shaded one, the sea behind them."""
    mood, horizon = rng.choice((DAWN, DAY, DUSK, CLEAR)), rng.uniform(0.36, 0.44)
    paint_sky(rng, canvas, mood, horizon)
    shallow, deep = mood.water
    sea = [mix(shallow, mood.haze, 0.4), mix(shallow, deep, 0.6)]
    canvas.fill(sea, horizon - 0.035, horizon + 0.06)
    sand = rng.choice((rgb("#e7bd7e"), rgb("#d98f58"), rgb("#edd9ae")))
    far_sand = mix(sand, mood.haze, 0.5)
    canvas.skyline(rng, horizon + 0.035, 0.012, [far_sand, sand], 3)
    peaks = [0.12, 0.72, 0.38, 0.95, 0.08, 0.62, 0.3]
    if rng.random() < 0.5:
        peaks = [1 - peak for peak in peaks]
    for number, peak in enumerate(peaks):
        depth = number / (len(peaks) - 1)
        lit = mix(sand, mood.haze, 0.42 * (1 - depth))
        dark = mix(mix(lit, mood.land, 0.4), rgb("#7a4a32"), 0.3)
        top = horizon + 0.01 + depth * 0.36 + rng.uniform(-0.02, 0.02)
        _dune(rng, canvas, (peak + rng.uniform(-0.06, 0.06), top), 0.13 + depth * 0.3, lit, dark)
    for _ in range(rng.randint(5, 9)):
        x, y = rng.random(), rng.uniform(0.9, 1.0)
        grass = mix(mood.leaf, sand, 0.35)
        for _ in range(9):
            tip = (x + rng.uniform(-0.014, 0.014), y - rng.uniform(0.015, 0.055))
            canvas.line([(x, y), tip], grass, 0.0022)


def _dune(
    rng: Random, canvas: Canvas, peak: tuple[float, float], high: float, lit: Color, dark: Color
) -> None:
    """One dune falling from ``peak`` over ``high``; its crest winds down towards us."""
    px, py = peak
    left, right, foot = high * rng.uniform(2.0, 2.8), high * rng.uniform(1.5, 2.1), py + high
    steps = [i / 30 for i in range(31)]
    slope = [(px - left * (1 - t), foot - high * math.sin(t * math.pi / 2) ** 2.0) for t in steps]
    fall = [(px + right * t, foot - high * math.cos(t * math.pi / 2) ** 1.7) for t in steps]
    bend = rng.uniform(0.1, 0.22) * high
    crest = [
        (px + high * 0.55 * t + bend * math.sin(t * math.pi * 1.7), py + (high + 0.05) * t**1.05)
        for t in steps
    ]
    floor = foot + 0.06
    canvas.shaded(
        [*slope, *fall, (px + right, floor), (px - left, floor)],
        [mix(lit, (255, 248, 226), 0.45), lit, mix(lit, dark, 0.12)],
    )
    shadow = [*fall[:-4], (crest[-1][0] + right * 0.35, foot), *reversed(crest)]
    canvas.shaded(shadow, [dark, mix(dark, lit, 0.3), mix(dark, lit, 0.86)])
    ripple = mix(lit, dark, 0.1)
    for row in range(round(high * 60)):
        share = 0.25 + row / round(high * 60) * 0.75
        y = py + high * share
        edge = crest[min(30, round(share * 30))][0] - 0.01
        start = px - left * (0.12 + 0.62 * share) * rng.uniform(0.8, 1)
        points = [
            (
                start + (edge - start) * i / 16,
                y + 0.004 * math.sin(i * 0.9 + row) + 0.016 * (1 - i / 16),
            )
            for i in range(17)
        ]
        canvas.line(points, ripple, 0.0014)


def paint_hills(rng: Random, canvas: Canvas) -> None:
    """Ridges behind ridges with morning mist, pines in front."""
    mood, horizon = rng.choice((DAWN, MIST, DUSK, CLEAR)), rng.uniform(0.5, 0.58)
    paint_sky(rng, canvas, mood, horizon)
    layers = 6
    for number in range(layers):
        distance = 1 - number / (layers - 1)
        base = horizon - 0.09 + (1 - distance) * 0.42
        near, color = mood.far(distance), mood.far(distance * 0.8, mix(mood.land, mood.leaf, 0.45))
        swing = 0.07 + 0.02 * rng.random()
        harmonics = canvas.skyline(
            rng, base, swing, [mix(near, color, 0.5), color, mix(color, mood.haze, 0.35)], 5
        )
        if number in (1, 2, 3):
            canvas.veil(base + 0.02, base + 0.2, mood.haze, 0.62)
        if number >= 3:
            _pines(rng, canvas, harmonics, base, swing, mix(color, mood.land, 0.55), number)


def _pines(
    rng: Random,
    canvas: Canvas,
    harmonics: Sequence[tuple[float, float, float]],
    base: float,
    swing: float,
    color: Color,
    number: int,
) -> None:
    """A loose forest along a ridge."""
    size = (0, 0, 0, 0.035, 0.07, 0.13)[number]
    for _ in range((0, 0, 0, 60, 40, 22)[number]):
        x = rng.random()
        y = base - swing * height_of(harmonics, x) + rng.uniform(0.005, 0.06)
        tall = size * rng.uniform(0.6, 1.2)
        shade = vary(rng, color, 7)
        for tier in range(4):
            half, level = canvas.unit(tall * (0.26 - tier * 0.05)), y - tall * tier * 0.22
            canvas.polygon([(x - half, level), (x, level - tall * 0.36), (x + half, level)], shade)
