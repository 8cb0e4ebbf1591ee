"""Rooms: the conference hall seen from the back, the meeting round a table."""

import math
from random import Random

from portal.ops.demo.picture_canvas import Canvas, Color, Point, mix, rgb, vary

_RED, _GOLD = rgb("#b3211f"), rgb("#f6c744")
_SUITS = tuple(
    rgb(code)
    for code in (
        "#22324a",
        "#2f3b46",
        "#3b3f4c",
        "#eef1f2",
        "#d9e4ea",
        "#51312f",
        "#274d4a",
        "#6b3a52",
    )
)
_HAIR = tuple(rgb(code) for code in ("#17181c", "#24211f", "#2e2925", "#4d4a48"))


def paint_hall(rng: Random, canvas: Canvas) -> None:
    """A full hall looking at a red stage with a golden star."""
    wood = rng.choice((rgb("#8a5a36"), rgb("#a3744a"), rgb("#74503a")))
    stage = (rng.uniform(0.17, 0.21), 0.2, rng.uniform(0.79, 0.83), 0.5)
    _walls(rng, canvas, wood, stage)
    _stage(rng, canvas, stage)
    canvas.glow(0.5, 0.3, 0.62, rgb("#ffdca0"), 0.5)
    _audience(rng, canvas, stage[3] + 0.07)


def _walls(
    rng: Random, canvas: Canvas, wood: Color, stage: tuple[float, float, float, float]
) -> None:
    """Ceiling with lamps, panelled side walls, floor."""
    left, top, right, bottom = stage
    canvas.fill([rgb("#efe6d6"), rgb("#d9c9ae")], 0, 0.3)
    dark = mix(wood, (20, 12, 8), 0.45)
    canvas.shaded(
        [(0, -0.02), (left, top - 0.06), (left, bottom + 0.06), (0, 1)],
        [mix(wood, (255, 240, 210), 0.25), wood, dark],
    )
    canvas.shaded(
        [(1, -0.02), (right, top - 0.06), (right, bottom + 0.06), (1, 1)],
        [mix(wood, (255, 240, 210), 0.25), wood, dark],
    )
    canvas.shaded(
        [(0, 1), (left, bottom + 0.05), (right, bottom + 0.05), (1, 1)],
        [rgb("#7c2f2b"), rgb("#4c1d1c")],
    )
    for side in (0, 1):
        for number in range(1, 7):
            share = number / 7
            x = left * share**0.8 if side == 0 else 1 - (1 - right) * share**0.8
            rim = (top - 0.06) * share**0.8
            canvas.line([(x, rim), (x, 1 - (1 - bottom) * share**0.8)], mix(wood, dark, 0.6), 0.004)
    canvas.rect(left, top - 0.06, right, top, mix(wood, (255, 240, 210), 0.35))
    for row in range(4):
        y, spread = 0.02 + row * 0.032, 0.42 - row * 0.075
        for number in range(7):
            x = 0.5 + (number - 3) / 3 * spread
            canvas.disc(x, y, 0.012 - row * 0.002, rgb("#fffbe9"), 0.45)
            canvas.glow(x, y, 0.06, rgb("#fff3cf"), 0.55)


def _stage(rng: Random, canvas: Canvas, stage: tuple[float, float, float, float]) -> None:
    """Red curtain in folds, star, table of the presidium, rostrum and flowers."""
    left, top, right, bottom = stage
    folds = 46
    for number in range(folds):
        x0, x1 = (
            left + (right - left) * number / folds,
            left + (right - left) * (number + 1) / folds,
        )
        light = 0.5 + 0.5 * math.sin(number * 1.9 + rng.uniform(-0.25, 0.25))
        color = mix(rgb("#8d1518"), rgb("#cf2f2b"), light)
        canvas.fill_box(
            (x0, top, x1 + 0.001, bottom),
            [mix(color, (0, 0, 0), 0.1), color, mix(color, (0, 0, 0), 0.2)],
        )
    for number in range(12):
        x0, x1 = left + (right - left) * number / 12, left + (right - left) * (number + 1) / 12
        points = [
            (x0 + (x1 - x0) * i / 8, top + 0.035 + 0.016 * math.sin(math.pi * i / 8))
            for i in range(9)
        ]
        canvas.polygon(
            [(x0, top), *points, (x1, top)], mix(rgb("#a31a1b"), rgb("#d8402f"), number % 2 * 0.4)
        )
        canvas.line(points, _GOLD, 0.004)
    canvas.star(0.5, top + 0.125, 0.052, _GOLD)
    canvas.rect(left, bottom - 0.012, right, bottom + 0.055, rgb("#6b3f26"))
    canvas.rect(left, bottom - 0.014, right, bottom - 0.006, rgb("#a06a42"))
    _presidium(rng, canvas, bottom - 0.012)
    for number in range(26):
        x = left + 0.012 + (right - left - 0.024) * number / 25
        canvas.disc(x, bottom + 0.012, 0.016, vary(rng, rgb("#3f7a46"), 16))
        canvas.disc(
            x + rng.uniform(-0.004, 0.004),
            bottom + 0.003,
            0.007,
            rng.choice((_GOLD, rgb("#e2574c"), rgb("#fff3f0"))),
        )


def _presidium(rng: Random, canvas: Canvas, floor: float) -> None:
    """People behind a long table, and a speaker at the rostrum."""
    for number in range(5):
        _figure(rng, canvas, 0.44 + number * 0.045, floor - 0.058, 0.07)
    canvas.shaded(
        [(0.415, floor), (0.42, floor - 0.04), (0.645, floor - 0.04), (0.65, floor)],
        [rgb("#f2ead8"), rgb("#c9b894")],
    )
    x = rng.choice((0.31, 0.72))
    _figure(rng, canvas, x, floor - 0.1, 0.085)
    canvas.shaded(
        [
            (x - 0.022, floor),
            (x - 0.028, floor - 0.075),
            (x + 0.028, floor - 0.075),
            (x + 0.022, floor),
        ],
        [rgb("#b98552"), rgb("#744a2a")],
    )
    canvas.star(x, floor - 0.042, 0.014, _GOLD)


def _figure(rng: Random, canvas: Canvas, x: float, y: float, size: float) -> None:
    """Head and shoulders facing us, ``size`` from the table to the crown."""
    suit, skin = rng.choice(_SUITS[:3] + _SUITS[5:]), rgb("#dcb08c")
    hair, woman = rng.choice(_HAIR), rng.random() < 0.35
    wide = canvas.unit(size)

    def at(dx: float, dy: float) -> Point:
        return x + dx * wide, y + dy * size

    if woman:
        canvas.disc(*at(0, -0.24), size * 0.235, hair, 1.25)
    left, right = (
        [at(side * 0.46, 0.42), at(side * 0.42, 0.06), at(side * 0.14, -0.06)] for side in (-1, 1)
    )
    canvas.shaded([*left, *reversed(right)], [mix(suit, (255, 255, 255), 0.12), suit])
    canvas.polygon([at(-0.12, -0.07), at(0.12, -0.07), at(0, 0.26)], rgb("#f4f4f0"))
    if not woman:
        tie = rng.choice((_RED, rgb("#27456b"), rgb("#6b2f3f")))
        canvas.polygon([at(0, -0.02), at(0.03, 0.12), at(0, 0.25), at(-0.03, 0.12)], tie)
    canvas.rect(*at(-0.06, -0.16), *at(0.06, -0.03), mix(skin, (120, 70, 50), 0.25))
    canvas.disc(*at(0, -0.33), size * 0.2, hair, 1.16)
    canvas.disc(*at(0, -0.27), size * 0.165, skin, 1.18)
    canvas.disc(*at(0.03, -0.46), size * 0.13, hair, 0.55)


def _audience(rng: Random, canvas: Canvas, start: float) -> None:
    """Rows of seats and of people seen from behind, larger towards us, an aisle in the middle."""
    rows = 8
    for row in range(rows):
        near = row / (rows - 1)
        size = 0.035 + near**1.5 * 0.17
        y = start + near**1.35 * (1.0 - start) * 0.98
        seat = mix(rgb("#8f2b28"), rgb("#4d1716"), 0.2 + 0.4 * near)
        step = canvas.unit(size * 0.98)
        half = 0.5 / step
        aisle = canvas.unit(size * 0.55)
        for number in range(int(half) + 2):
            for side in (-1, 1):
                x = 0.5 + side * (aisle + step * (number + 0.5))
                if rng.random() < 0.94:
                    _back(rng, canvas, x, y, size, near)
                wide = step * 0.46
                canvas.shaded(
                    [
                        (x - wide, y + size * 0.9),
                        (x - wide, y + size * 0.2),
                        (x - wide * 0.8, y + size * 0.1),
                        (x + wide * 0.8, y + size * 0.1),
                        (x + wide, y + size * 0.2),
                        (x + wide, y + size * 0.9),
                    ],
                    [mix(seat, (255, 190, 150), 0.16), seat],
                )


def _back(rng: Random, canvas: Canvas, x: float, y: float, size: float, near: float) -> None:
    """Somebody seen from behind, dimmer the closer to us (the light is in front)."""
    suit = mix(vary(rng, rng.choice(_SUITS), 10), (26, 16, 18), 0.25 + 0.3 * near)
    hair = mix(rng.choice(_HAIR), (60, 36, 30), 0.15)
    x += canvas.unit(size * rng.uniform(-0.06, 0.06))
    y += size * rng.uniform(-0.05, 0.05)
    wide = canvas.unit(size)
    skin = mix(rgb("#c0906c"), (40, 24, 20), 0.2 * near)
    canvas.shaded(
        [
            (x - wide * 0.46, y + size * 0.8),
            (x - wide * 0.43, y + size * 0.14),
            (x - wide * 0.3, y + size * 0.01),
            (x - wide * 0.1, y - size * 0.05),
            (x + wide * 0.1, y - size * 0.05),
            (x + wide * 0.3, y + size * 0.01),
            (x + wide * 0.43, y + size * 0.14),
            (x + wide * 0.46, y + size * 0.8),
        ],
        [mix(suit, (255, 255, 255), 0.14), suit],
    )
    canvas.rect(x - wide * 0.07, y - size * 0.22, x + wide * 0.07, y - size * 0.02, skin)
    canvas.disc(x - wide * 0.165, y - size * 0.29, size * 0.035, skin, 1.4)
    canvas.disc(x + wide * 0.165, y - size * 0.29, size * 0.035, skin, 1.4)
    canvas.disc(x, y - size * 0.33, size * 0.17, hair, 1.18)
    canvas.disc(x - wide * 0.05, y - size * 0.42, size * 0.07, mix(hair, (255, 230, 200), 0.1), 0.6)
    if rng.random() < 0.38:
        canvas.disc(x, y - size * 0.2, size * 0.185, hair, 1.3)
    else:
        canvas.line(
            [(x - wide * 0.09, y - size * 0.045), (x + wide * 0.09, y - size * 0.045)],
            mix(suit, (245, 245, 245), 0.7),
            size * 0.03,
        )


def paint_forum(rng: Random, canvas: Canvas) -> None:
    """A working meeting round a long table with daylight from the side."""
    wall = rng.choice((rgb("#e9e1d1"), rgb("#dde4e2"), rgb("#efe3cf")))
    canvas.fill([mix(wall, (255, 255, 255), 0.4), wall, mix(wall, rgb("#a08a6a"), 0.3)], 0, 0.62)
    canvas.fill([rgb("#b08a62"), rgb("#7d5a3c")], 0.6, 1.0)
    canvas.fill([rgb("#8a6a4a"), rgb("#8a6a4a")], 0.585, 0.6)
    _window_wall(rng, canvas)
    _screen(rng, canvas)
    _table(rng, canvas)
    canvas.glow(0.1, 0.3, 0.9, rgb("#fff4d2"), 0.35)


def _window_wall(rng: Random, canvas: Canvas) -> None:
    """Two tall windows with hills outside, curtains, a plant."""
    sky, hill = rgb("#a9d3ea"), rgb("#7fae7c")
    for x in (0.05, 0.215):
        canvas.rect(x - 0.008, 0.095, x + 0.138, 0.52, rgb("#ffffff"))
        canvas.fill_box((x, 0.11, x + 0.13, 0.505), [sky, mix(sky, (255, 255, 255), 0.6)])
        points = [(x + 0.13 * i / 12, 0.4 - 0.035 * math.sin(i * 0.5 + x * 30)) for i in range(13)]
        canvas.shaded([*points, (x + 0.13, 0.505), (x, 0.505)], [mix(hill, sky, 0.4), hill])
        canvas.line([(x + 0.065, 0.11), (x + 0.065, 0.505)], rgb("#ffffff"), 0.008)
        canvas.line([(x, 0.26), (x + 0.13, 0.26)], rgb("#ffffff"), 0.008)
    curtain = rng.choice((rgb("#b9a27a"), rgb("#9db0a8"), rgb("#b5695a")))
    for x in (0.015, 0.185, 0.35):
        for fold in range(5):
            color = mix(curtain, (255, 255, 255), 0.28 * (fold % 2))
            canvas.fill_box(
                (x + fold * 0.006, 0.07, x + fold * 0.006 + 0.0065, 0.57),
                [color, mix(color, (60, 40, 20), 0.15)],
            )
    for _ in range(16):
        angle, reach = rng.uniform(0.3, 2.84), rng.uniform(0.1, 0.2)
        tip = (0.955 + canvas.unit(math.cos(angle) * reach), 0.5 - math.sin(angle) * reach)
        canvas.line([(0.955, 0.52), tip], vary(rng, rgb("#4a8a52"), 22), 0.014)
    canvas.shaded(
        [(0.93, 0.52), (0.98, 0.52), (0.972, 0.62), (0.938, 0.62)], [rgb("#c98b5f"), rgb("#8f5a3a")]
    )


def _screen(rng: Random, canvas: Canvas) -> None:
    """A projected chart without words."""
    x0, x1, y0, y1 = 0.46, 0.82, 0.09, 0.42
    canvas.rect(x0 - 0.008, y0 - 0.014, x1 + 0.008, y1 + 0.014, rgb("#3a3f46"))
    canvas.fill_box((x0, y0, x1, y1), [rgb("#fdfefe"), rgb("#eaf2f6")])
    canvas.rect(x0, y0, x1, y0 + 0.04, rgb("#b3211f"))
    canvas.star(x0 + 0.02, y0 + 0.02, 0.014, _GOLD)
    for number in range(7):
        tall = 0.05 + 0.16 * rng.random() * (0.5 + number / 9)
        x = x0 + 0.03 + number * 0.027
        canvas.rect(
            x,
            y1 - 0.03 - tall,
            x + 0.017,
            y1 - 0.03,
            rgb("#2f7fb0") if number % 2 else rgb("#7fb6d3"),
        )
    canvas.rect(x0 + 0.022, y1 - 0.031, x0 + 0.215, y1 - 0.027, rgb("#8a949c"))
    canvas.disc(x0 + 0.285, y0 + 0.19, 0.088, rgb("#e6b33c"))
    start = rng.uniform(0, 4)
    for first, last, color in ((0, 1.9, "#2f8a76"), (1.9, 3.6, "#c94a3c")):
        points = [
            (
                x0 + 0.285 + canvas.unit(0.088 * math.cos(start + first + (last - first) * i / 20)),
                y0 + 0.19 + 0.088 * math.sin(start + first + (last - first) * i / 20),
            )
            for i in range(21)
        ]
        canvas.polygon([(x0 + 0.285, y0 + 0.19), *points], rgb(color))
    canvas.disc(x0 + 0.285, y0 + 0.19, 0.04, rgb("#f6fafb"))
    canvas.glow((x0 + x1) / 2, 0.26, 0.4, rgb("#dbe9f2"), 0.2)


def _table(rng: Random, canvas: Canvas) -> None:
    """The table in perspective: people on the far side face us, those near by show their backs."""
    for number in range(8):
        _figure(rng, canvas, 0.16 + number * 0.098 + rng.uniform(-0.008, 0.008), 0.56, 0.17)
    top = [(0.05, 0.76), (0.14, 0.6), (0.86, 0.6), (0.95, 0.76)]
    canvas.shaded(top, [rgb("#c08a58"), rgb("#96643a")])
    front = [(0.05, 0.76), (0.95, 0.76), (0.945, 0.86), (0.055, 0.86)]
    canvas.shaded(front, [rgb("#7a4c2b"), rgb("#5a361e")])
    for number in range(8):
        x = 0.16 + number * 0.098
        paper = [(x - 0.022, 0.652), (x - 0.018, 0.625), (x + 0.018, 0.625), (x + 0.022, 0.652)]
        canvas.polygon(paper, rgb("#fbfaf5"))
        canvas.rect(x + 0.03, 0.612, x + 0.036, 0.64, rgb("#cfe4ee"))
    for number in range(5):
        _flowers(rng, canvas, 0.3 + number * 0.1)
    for number in range(6):
        x = 0.12 + number * 0.152 + rng.uniform(-0.012, 0.012)
        _back(rng, canvas, x, 0.9, 0.27, 0.15)
        back = [(x + side * wide, y) for side, wide, y in _CHAIR]
        canvas.shaded(back, [rgb("#5a3d2b"), rgb("#33231a")])


# Outline of the back of a chair: side, distance from its middle, height in the picture.
_CHAIR = (
    (-1, 0.052, 1.0),
    (-1, 0.052, 0.95),
    (-1, 0.036, 0.915),
    (1, 0.036, 0.915),
    (1, 0.052, 0.95),
    (1, 0.052, 1.0),
)


def _flowers(rng: Random, canvas: Canvas, x: float) -> None:
    """A low bunch in the middle of the table."""
    canvas.disc(x, 0.69, 0.02, rgb("#4f8a52"), 0.6)
    for _ in range(5):
        petal = rng.choice((_GOLD, rgb("#e2574c"), rgb("#fdf1ee")))
        dx, dy = rng.uniform(-0.012, 0.012), rng.uniform(-0.012, 0.008)
        canvas.disc(x + dx, 0.68 + dy, 0.009, petal)
