"""Worked land: fields and wind farm."""

import math
from random import Random

from portal.ops.demo.picture_canvas import Canvas, Color, mix, rgb, vary
from portal.ops.demo.picture_moods import CLEAR, DAWN, DAY, DUSK, Mood, paint_sky
from portal.ops.demo.picture_nature import tree, water


def paint_fields(rng: Random, canvas: Canvas) -> None:
    """Rows running to the horizon: rice, or dragon fruit on posts."""
    mood, horizon = rng.choice((DAY, CLEAR, DAWN)), rng.uniform(0.38, 0.46)
    paint_sky(rng, canvas, mood, horizon)
    for distance in (0.8, 0.6):
        canvas.skyline(
            rng,
            horizon - 0.03 * distance,
            0.05,
            [mood.far(distance), mood.far(distance + 0.1)],
            4,
            horizon + 0.02,
        )
    ground = rng.choice((rgb("#8fae4a"), rgb("#c2a94f"), rgb("#7fa650")))
    canvas.fill(
        [mix(ground, mood.haze, 0.55), ground, mix(ground, rgb("#5b4a2c"), 0.35)], horizon, 1.0
    )
    vanish = rng.uniform(0.35, 0.65)
    if rng.random() < 0.5:
        _crop_bands(rng, canvas, mood, horizon, vanish, ground)
    else:
        _dragon_fruit(rng, canvas, mood, horizon, vanish, ground)
    for _ in range(30):
        tree(
            rng,
            canvas,
            rng.random(),
            horizon + rng.uniform(0, 0.012),
            rng.uniform(0.025, 0.06),
            mood.far(0.35, mood.leaf),
        )


def _crop_bands(
    rng: Random, canvas: Canvas, mood: Mood, horizon: float, vanish: float, ground: Color
) -> None:
    """Bands of crop in two greens with furrows between them and some farmers at work."""
    bands = 34
    for number in range(-bands, bands):
        x0, x1 = vanish + number * 0.085, vanish + (number + 0.72) * 0.085
        light = mix(ground, mood.leaf, 0.35 + 0.3 * (number % 2))
        canvas.polygon(
            [
                (vanish + number * 0.003, horizon),
                (vanish + (number + 1) * 0.003, horizon),
                (x1, 1.0),
                (x0, 1.0),
            ],
            light,
        )
    canvas.veil(horizon, 1.0, mood.haze, 0.62, (1, 0.35, 0.08, 0))
    canvas.veil(horizon, 1.0, (20, 50, 30), 0.25, (0, 0, 0.4, 1))
    for _ in range(700):
        depth = rng.random() ** 1.6
        x, y = rng.random(), horizon + 0.03 + depth * (0.97 - horizon)
        tall = 0.004 + depth * 0.03
        color = mix(mood.leaf, rgb("#e6d36a"), rng.uniform(0.15, 0.6))
        canvas.line(
            [(x, y), (x + rng.uniform(-0.004, 0.004), y - tall)], color, 0.0012 + depth * 0.0016
        )
    for _ in range(rng.randint(2, 4)):
        depth = rng.uniform(0.08, 0.35)
        _farmer(
            rng,
            canvas,
            rng.uniform(0.12, 0.88),
            horizon + depth * (1 - horizon),
            0.045 + depth * 0.14,
        )


def _farmer(rng: Random, canvas: Canvas, x: float, y: float, size: float) -> None:
    """A figure in a conical hat, bent a little over the rows."""
    shirt = rng.choice((rgb("#6d5a8c"), rgb("#2f6f8f"), rgb("#a64b3c"), rgb("#4a6b52")))
    side = rng.choice((-1, 1))

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + side * canvas.unit(dx * size), y - dy * size

    canvas.polygon([at(-0.13, 0), at(-0.12, 0.36), at(0.08, 0.36), at(0.06, 0)], rgb("#2b2f36"))
    canvas.polygon([at(-0.14, 0.3), at(-0.02, 0.72), at(0.17, 0.7), at(0.1, 0.3)], shirt)
    canvas.line(
        [at(0.1, 0.64), at(0.26, 0.42), at(0.34, 0.3)], mix(shirt, (0, 0, 0), 0.2), size * 0.07
    )
    canvas.polygon([at(-0.17, 0.7), at(0.14, 0.96), at(0.36, 0.66)], rgb("#efe0b4"))
    canvas.polygon([at(0.14, 0.96), at(0.36, 0.66), at(0.12, 0.68)], rgb("#d3bd85"))


def _dragon_fruit(
    rng: Random, canvas: Canvas, mood: Mood, horizon: float, vanish: float, ground: Color
) -> None:
    """Rows of dragon fruit: a drooping crown on a post, red fruit here and there."""
    posts = []
    for row in range(-10, 10):
        for step in range(11):
            near = (step + 0.5) / 11
            y = horizon + 0.02 + near**2.1 * (0.98 - horizon)
            x = vanish + (row + 0.5) * (0.012 + 0.2 * near**2.1) + 0.02 * near * (row % 2)
            posts.append((y, x, near**1.9))
    for y, x, near in sorted(posts):
        if not -0.1 < x < 1.1:
            continue
        size = 0.022 + near * 0.2
        leaf = mix(mix(rgb("#4f8a4c"), mood.haze, 0.45 * (1 - near)), mood.land, 0.15)
        canvas.disc(x, y, size * 0.42, mix(ground, (60, 45, 25), 0.3), 0.16)
        canvas.line(
            [(x, y), (x, y - size * 0.6)],
            mix(rgb("#b9b2a2"), mood.haze, 0.3 * (1 - near)),
            size * 0.11,
        )
        for number in range(11):
            angle = math.pi * (number + 0.5) / 11
            dx, rise = math.cos(angle) * 0.42, math.sin(angle) * 0.28
            top, out = (
                (x, y - size * 0.62),
                (x + canvas.unit(dx * size * 0.75), y - size * (0.66 + rise)),
            )
            tip = (x + canvas.unit(dx * size * 1.15), y - size * (0.3 + rise * 0.35))
            canvas.line([top, out, tip], vary(rng, leaf, 14), size * 0.07)
        if near > 0.12:
            for _ in range(rng.randint(0, 3)):
                canvas.disc(
                    x + canvas.unit(rng.uniform(-0.4, 0.4) * size),
                    y - size * rng.uniform(0.3, 0.6),
                    size * 0.055,
                    rgb("#cf2f5c"),
                    1.2,
                )


def paint_windfarm(rng: Random, canvas: Canvas) -> None:
    """Wind turbines over a coastal plain."""
    mood, horizon = rng.choice((DAWN, DAY, DUSK, CLEAR)), rng.uniform(0.58, 0.66)
    sun_x = paint_sky(rng, canvas, mood, horizon)
    canvas.skyline(rng, horizon - 0.03, 0.05, [mood.far(0.85), mood.far(0.95)], 4)
    if rng.random() < 0.6:
        water(rng, canvas, mood, horizon - 0.01, sun_x)
    towers = sorted(
        (rng.uniform(0.0, 1.0) ** 1.5, (i + rng.uniform(0.15, 0.85)) / 8) for i in range(8)
    )
    for depth, x in towers[:5]:
        _turbine(rng, canvas, x, horizon + 0.02 + depth * 0.05, 0.2 + depth * 0.34, mood, 0.45)
    land = rng.choice((rgb("#c9a96a"), mood.leaf, rgb("#a8a85a")))
    canvas.skyline(rng, horizon + 0.08, 0.025, [mix(land, mood.haze, 0.35), land], 3)
    for depth, x in towers[5:]:
        _turbine(rng, canvas, x, horizon + 0.1 + depth * 0.06, 0.42 + depth * 0.2, mood, 0.12)
    canvas.skyline(
        rng, horizon + 0.2, 0.035, [mix(land, mood.leaf, 0.4), mix(land, mood.land, 0.55)], 3
    )
    for _ in range(26):
        y = rng.uniform(horizon + 0.2, 0.98)
        tree(
            rng,
            canvas,
            rng.random(),
            y,
            0.02 + (y - horizon) * 0.17,
            mix(mood.leaf, mood.land, 0.3),
        )


def _turbine(
    rng: Random, canvas: Canvas, x: float, y: float, size: float, mood: Mood, fade: float
) -> None:
    """One turbine of height ``size`` standing at ``y``."""
    white = mix(mix(rgb("#f7f7f4"), mood.land, 0.08), mood.haze, fade)
    shade = mix(white, mood.land, 0.28)
    foot, top = canvas.unit(size * 0.018), canvas.unit(size * 0.009)
    hub = y - size
    canvas.polygon([(x - foot, y), (x - top, hub), (x + top, hub), (x + foot, y)], white)
    canvas.polygon([(x, y), (x, hub), (x + top, hub), (x + foot, y)], shade)
    turn = rng.uniform(0, math.tau / 3)
    for blade in range(3):
        angle = turn + blade * math.tau / 3
        dx, dy = math.cos(angle), math.sin(angle)
        reach, width = size * 0.52, size * 0.022
        canvas.polygon(
            [
                (x, hub),
                (
                    x + canvas.unit(dx * reach * 0.2 - dy * width),
                    hub + dy * reach * 0.2 + dx * width,
                ),
                (x + canvas.unit(dx * reach), hub + dy * reach),
                (
                    x + canvas.unit(dx * reach * 0.16 + dy * width * 0.4),
                    hub + dy * reach * 0.16 - dx * width * 0.4,
                ),
            ],
            white if blade else shade,
        )
    canvas.disc(x, hub, size * 0.02, shade)
