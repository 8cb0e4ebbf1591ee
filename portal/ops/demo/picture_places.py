"""Built places: town, harbour, school."""

from random import Random

from portal.ops.demo.picture_canvas import Canvas, Color, mix, rgb
from portal.ops.demo.picture_moods import CLEAR, DAWN, DAY, DUSK, MIST, Mood, paint_sky
from portal.ops.demo.picture_nature import boat, palm, tree, water

_ROOFS = tuple(
    rgb(code) for code in ("#b5533c", "#a4432f", "#c46a4a", "#8f5a4a", "#4f7488", "#6b7f72")
)
_WALLS = tuple(
    rgb(code) for code in ("#f3e3c0", "#f6efe0", "#e9d3a6", "#dfe6e2", "#f0d9c4", "#cfdde2")
)


def house(
    rng: Random, canvas: Canvas, x: float, y: float, width: float, mood: Mood, fade: float
) -> None:
    """A tube house standing at ``y``, one to four storeys, gabled, hipped or with a terrace."""
    storeys = rng.choices((1, 2, 3, 4), (35, 35, 20, 10))[0]
    high = width * canvas.width / canvas.height * (0.55 + 0.42 * storeys)
    wall = mix(mix(rng.choice(_WALLS), mood.light, 0.15), mood.haze, fade)
    shade, top = mix(wall, mood.land, 0.28), y - high
    canvas.shaded(
        [(x, y), (x, top), (x + width, top), (x + width, y)], [wall, mix(wall, shade, 0.5)]
    )
    canvas.rect(x + width * 0.8, top, x + width, y, mix(wall, shade, 0.55))
    roof, over = mix(rng.choice(_ROOFS), mood.haze, fade), width * 0.08
    rise = high / (storeys + 1) * 0.75
    if rng.random() < 0.75:
        left = x + width * rng.uniform(0.2, 0.5)
        right = max(left, x + width * rng.uniform(0.5, 0.8))
        canvas.shaded(
            [(x - over, top), (left, top - rise), (right, top - rise), (x + width + over, top)],
            [mix(roof, mood.light, 0.22), mix(roof, mood.land, 0.12)],
        )
    else:
        canvas.rect(
            x - over * 0.4, top - rise * 0.14, x + width + over * 0.4, top, mix(roof, wall, 0.4)
        )
        canvas.rect(x + width * 0.55, top - rise * 0.7, x + width * 0.9, top - rise * 0.1, shade)
    _windows(rng, canvas, (x, top, width, high), storeys, mood, fade)


def _windows(
    rng: Random,
    canvas: Canvas,
    box: tuple[float, float, float, float],
    storeys: int,
    mood: Mood,
    fade: float,
) -> None:
    """Windows and a door, some of them lit."""
    x, top, width, high = box
    level = high / storeys
    for storey in range(storeys):
        y0 = top + level * storey + level * 0.25
        for column in range(2):
            lit = rng.random() < (0.45 if mood is DUSK else 0.08)
            glass = rgb("#ffd98a") if lit else mix(rgb("#55707d"), mood.haze, 0.25)
            x0 = x + width * (0.12 + column * 0.36)
            canvas.rect(x0, y0, x0 + width * 0.22, y0 + level * 0.42, mix(glass, mood.haze, fade))


def _rows_of_houses(
    rng: Random,
    canvas: Canvas,
    mood: Mood,
    span: tuple[float, float],
    rows: int,
    scale: float = 1.0,
) -> None:
    """Rows of houses and trees from the first height of ``span`` to the second, growing towards us."""
    start, end = span
    for row in range(rows):
        depth = row / max(1, rows - 1)
        y = start + (end - start) * depth**1.15
        width, fade = (0.028 + depth * 0.062) * scale, 0.55 * (1 - depth)
        x = -rng.uniform(0, width)
        while x < 1:
            wide = width * rng.uniform(0.75, 1.25)
            if rng.random() < 0.2:
                tree(
                    rng,
                    canvas,
                    x + wide / 2,
                    y + 0.01,
                    width * canvas.width / canvas.height * rng.uniform(0.9, 1.5),
                    mood.far(fade, mood.leaf),
                )
            else:
                house(rng, canvas, x, y + rng.uniform(-0.012, 0.012), wide, mood, fade)
            x += wide * rng.uniform(0.9, 1.12)


def paint_town(rng: Random, canvas: Canvas) -> None:
    """Roofs stepping down a slope below the hills, a road in front."""
    mood, horizon = rng.choice((DAWN, DAY, DUSK, CLEAR, MIST)), rng.uniform(0.36, 0.44)
    paint_sky(rng, canvas, mood, horizon)
    for distance in (0.85, 0.6):
        canvas.skyline(
            rng,
            horizon - 0.06 * distance + 0.02,
            0.08,
            [mood.far(distance), mood.far(distance + 0.12)],
            5,
        )
    ground = mix(mood.leaf, mood.haze, 0.3)
    canvas.fill([mood.far(0.55, mood.leaf), ground], horizon + 0.06, 1.0)
    _rows_of_houses(rng, canvas, mood, (horizon + 0.1, 0.86), 6)
    road = mix(rgb("#8d9298"), mood.haze, 0.2)
    canvas.fill([mix(mood.leaf, mood.land, 0.25), mix(mood.leaf, mood.land, 0.4)], 0.87, 1.0)
    canvas.fill([mix(road, mood.light, 0.2), road], 0.915, 1.0)
    canvas.rect(0, 0.91, 1, 0.916, mix(road, (255, 255, 255), 0.5))
    for number in range(12):
        canvas.rect(
            number / 12 + 0.02, 0.962, number / 12 + 0.055, 0.968, mix(road, (255, 255, 255), 0.75)
        )
    for number in range(13):
        tree(
            rng,
            canvas,
            (number + rng.uniform(0.2, 0.6)) / 13,
            0.912,
            rng.uniform(0.1, 0.15),
            mix(mood.leaf, mood.land, 0.2),
        )


def paint_harbour(rng: Random, canvas: Canvas) -> None:
    """A fishing port: houses on the far shore, boats moored in rows, a quay."""
    mood, shore = rng.choice((DAWN, DAY, DUSK, CLEAR)), rng.uniform(0.44, 0.5)
    sun_x = paint_sky(rng, canvas, mood, shore)
    for distance in (0.85, 0.62):
        canvas.skyline(
            rng, shore - 0.07, 0.07, [mood.far(distance), mood.far(distance + 0.1)], 4, shore + 0.01
        )
    _rows_of_houses(rng, canvas, mood, (shore - 0.03, shore), 3, 0.42)
    canvas.rect(0, shore - 0.006, 1, shore + 0.006, mix(rgb("#9a9488"), mood.haze, 0.3))
    water(rng, canvas, mood, shore + 0.006, sun_x)
    canvas.mirror(shore + 0.006, 0.1, mood.water[0], 0.68)
    shade = mix(mood.water[1], mood.land, 0.45)
    for row, (depth, size) in enumerate(((0.1, 0.075), (0.24, 0.11), (0.46, 0.17))):
        count = (9, 6, 4)[row]
        for number in range(count):
            if rng.random() < 0.85:
                boat(
                    rng,
                    canvas,
                    (number + rng.uniform(0.3, 0.7)) / count,
                    shore + depth * (1 - shore) + rng.uniform(-0.012, 0.012),
                    size * rng.uniform(0.85, 1.1),
                    shade,
                )
    _quay(rng, canvas, mood)


def _quay(rng: Random, canvas: Canvas, mood: Mood) -> None:
    """Stone edge with bollards, baskets and a palm."""
    stone = mix(rgb("#b7ab98"), mood.haze, 0.2)
    canvas.fill([mix(stone, mood.light, 0.3), mix(stone, mood.land, 0.3)], 0.9, 1.0)
    canvas.rect(0, 0.9, 1, 0.91, mix(stone, (255, 255, 255), 0.4))
    for number in range(7):
        x = (number + 0.5) / 7 + rng.uniform(-0.02, 0.02)
        canvas.rect(x - 0.007, 0.875, x + 0.007, 0.915, mix(rgb("#4d5257"), mood.haze, 0.15))
        canvas.disc(x, 0.875, 0.016, mix(rgb("#5d6267"), mood.haze, 0.15), 0.5)
    for _ in range(rng.randint(3, 6)):
        x, basket = rng.random(), rng.choice((rgb("#3f86b5"), rgb("#c9503c"), rgb("#3f9a72")))
        canvas.polygon(
            [(x, 0.975), (x + 0.005, 0.94), (x + 0.035, 0.94), (x + 0.04, 0.975)][::1], basket
        )
        canvas.polygon(
            [(x + 0.005, 0.94), (x + 0.035, 0.94), (x + 0.033, 0.93), (x + 0.008, 0.93)],
            rgb("#dfe6ea"),
        )
    palm(rng, canvas, rng.choice((0.06, 0.94)), 0.93, 0.52, mix(mood.leaf, mood.land, 0.4))


def paint_school(rng: Random, canvas: Canvas) -> None:
    """A two-storey school with a red roof, a yard, a flag and shade trees."""
    mood, ground = rng.choice((DAY, CLEAR, DAWN)), 0.74
    paint_sky(rng, canvas, mood, 0.6)
    canvas.skyline(rng, 0.5, 0.06, [mood.far(0.8), mood.far(0.9)], 4)
    for _ in range(16):
        tree(rng, canvas, rng.random(), ground, rng.uniform(0.28, 0.4), mood.far(0.35, mood.leaf))
    left, right, top = rng.uniform(0.1, 0.16), rng.uniform(0.84, 0.9), 0.34
    wall = rng.choice((rgb("#f2d58b"), rgb("#f6e6bd"), rgb("#efc88f")))
    _school_front(canvas, mood, wall, (left, top, right, ground))
    yard = mix(rgb("#d8c9ae"), mood.haze, 0.2)
    canvas.fill([yard, mix(yard, mood.land, 0.15)], ground, 1.0)
    for number in range(9):
        x = number / 8
        canvas.line(
            [(0.5 + (x - 0.5) * 0.9, ground), (0.5 + (x - 0.5) * 2.6, 1.0)],
            mix(yard, mood.land, 0.08),
            0.002,
        )
    canvas.polygon(
        [(0, 1.0), (0, 0.84), (0.25, 0.78), (0.1, 1.0)], mix(mood.leaf, mood.light, 0.12)
    )
    canvas.polygon(
        [(1, 1.0), (1, 0.84), (0.75, 0.78), (0.9, 1.0)], mix(mood.leaf, mood.light, 0.12)
    )
    _flag(canvas, rng.uniform(0.46, 0.54), ground + 0.07)
    flowers = rng.choice((rgb("#d8402f"), mood.leaf, mood.leaf))
    tree(rng, canvas, rng.uniform(0.05, 0.12), 0.9, 0.56, mix(mood.leaf, flowers, 0.75))
    tree(rng, canvas, rng.uniform(0.88, 0.95), 0.9, 0.5, mix(mood.leaf, mood.land, 0.2))


def _school_front(
    canvas: Canvas, mood: Mood, wall: Color, box: tuple[float, float, float, float]
) -> None:
    """Roof, two galleries with pillars, doors and windows."""
    left, top, right, ground = box
    mid = (top + ground) / 2
    eaves = [(left - 0.02, top), (right + 0.02, top)]
    ridge = [(right - 0.05, top - 0.09), (left + 0.05, top - 0.09)]
    canvas.shaded([*eaves, *ridge], [rgb("#c65a3f"), rgb("#99402c")])
    canvas.shaded([(0.43, top), (0.5, top - 0.14), (0.57, top)], [rgb("#cf6548"), rgb("#a4452f")])
    shadow = mix(wall, mood.land, 0.38)
    canvas.fill_box((left, top, right, ground), [mix(shadow, wall, 0.2), shadow])
    _gallery(canvas, mood, wall, (left, top, right, mid))
    canvas.rect(left, mid - 0.055, right, mid - 0.02, mix(wall, (255, 255, 255), 0.2))
    _gallery(canvas, mood, wall, (left, mid, right, ground))
    canvas.rect(0.42, ground - 0.012, 0.58, ground + 0.012, mix(wall, mood.haze, 0.5))


def _gallery(
    canvas: Canvas, mood: Mood, wall: Color, box: tuple[float, float, float, float]
) -> None:
    """One storey: every third bay has a door, the others a window; pillars between them."""
    left, top, right, low = box
    bays, wide = 11, right - left
    glass, frame = mix(rgb("#3f6b7a"), mood.haze, 0.3), mix(wall, rgb("#3f6b7a"), 0.4)
    for bay in range(bays):
        x0, x1 = left + wide * (bay + 0.26) / bays, left + wide * (bay + 0.74) / bays
        door = bay % 3 == 1
        sill = low if door else low - 0.07
        canvas.rect(x0, top + 0.05, x1, sill, rgb("#6b4a33") if door else glass)
        canvas.line([((x0 + x1) / 2, top + 0.05), ((x0 + x1) / 2, sill)], frame, 0.003)
    for bay in range(bays + 1):
        x = left + wide * bay / bays
        canvas.rect(x - 0.006, top, x + 0.006, low, wall)
    beam = mix(wall, (255, 255, 255), 0.45)
    canvas.rect(left - 0.008, top - 0.004, right + 0.008, top + 0.024, beam)


def _flag(canvas: Canvas, x: float, y: float) -> None:
    """A flag pole on a stepped base with the national colours."""
    canvas.rect(x - 0.03, y - 0.02, x + 0.03, y, rgb("#c9c2b4"))
    canvas.rect(x - 0.018, y - 0.04, x + 0.018, y - 0.02, rgb("#dcd6c8"))
    canvas.line([(x, y - 0.03), (x, y - 0.66)], rgb("#e9ebec"), 0.006)
    canvas.polygon(
        [
            (x, y - 0.65),
            (x + 0.05, y - 0.64),
            (x + 0.1, y - 0.655),
            (x + 0.1, y - 0.545),
            (x + 0.05, y - 0.53),
            (x, y - 0.54),
        ],
        rgb("#d22a26"),
    )
    canvas.star(x + 0.05, y - 0.593, 0.032, rgb("#fbd34a"))
