"""Contrast of colours, with the figures of WCAG."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.theming.contrast import ratio, readable

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#333333", "#ffffff", 12.63),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_ratio_is_that_of_wcag(first, second, expected):
    assert ratio(first, second) == pytest.approx(expected, abs=0.006)
    assert ratio(second, first) == ratio(first, second)


def test_readable_colour_stays_as_it_is():
    assert readable("#93141b", "#ffffff", 4.5) == "#93141b"


@given(colours, st.sampled_from(["#ffffff", "#151112", "#faf6f1", "#1e191a"]))
def test_every_colour_becomes_readable(colour, ground):
    assert ratio(readable(colour, ground, 4.5), ground) >= 4.5


@pytest.mark.parametrize(("colour", "ground"), [("#0b3d91", "#151112"), ("#f4a9a1", "#ffffff")])
def test_readable_colour_is_the_nearest_of_its_hue(colour, ground):
    found = readable(colour, ground, 4.5)

    assert ratio(found, ground) < 5
    assert _hue(found) == pytest.approx(_hue(colour), abs=0.02)


def _hue(colour):
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0]
