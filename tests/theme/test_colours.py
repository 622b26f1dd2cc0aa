"""Contrast is WCAG's, and the nearest shade that passes is near."""

from __future__ import annotations

import re

import pytest

from generator.theme.colours import BLACK, WHITE, Colour, contrast


@pytest.mark.parametrize("text", ["#1d4f91", "1d4f91", "#1D4F91", " #1d4f91 "])
def test_a_colour_is_read_with_or_without_its_mark(text: str) -> None:
    assert str(Colour.read(text)) == "#1d4f91"


def test_three_digits_are_each_doubled() -> None:
    assert Colour.read("#14b") == Colour(0x11, 0x44, 0xBB)


@pytest.mark.parametrize("text", ["", "#", "blue", "#12", "#1234", "#1234567", "#12345g", "rgb(1,2,3)"])
def test_anything_else_is_not_a_colour(text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(text)}$"):
        Colour.read(text)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#fff", 21), ("#fff", "#fff", 1), ("#777", "#fff", 4.48), ("#767676", "#fff", 4.54), ("#f00", "#fff", 4)],
)
def test_contrast_has_the_ratios_that_wcag_gives(one: str, other: str, ratio: float) -> None:
    first, second = Colour.read(one), Colour.read(other)
    assert round(contrast(first, second), 2) == ratio
    assert contrast(first, second) == contrast(second, first)


def test_a_mix_goes_from_one_colour_to_the_other() -> None:
    assert [str(BLACK.mix(WHITE, share)) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]


def test_the_nearest_shade_that_passes_is_the_colour_itself_if_that_passes() -> None:
    blue = Colour.read("#1d4f91")
    assert blue.nearest_passing_shade(lambda shade: contrast(shade, WHITE) >= 4.5, BLACK) == blue


def test_the_nearest_shade_that_passes_is_hardly_darker_than_one_that_does_not() -> None:
    yellow = Colour.read("#ffdd00")
    shade = yellow.nearest_passing_shade(lambda shade: contrast(shade, WHITE) >= 4.5, BLACK)
    assert 4.5 <= contrast(shade, WHITE) < 4.6
    assert (shade.red > shade.green > shade.blue, shade.blue) == (True, 0)
