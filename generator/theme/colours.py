"""Colours by their numbers: how far two stand apart, and the nearest shade that stands far enough. Knows nothing of pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

STEPS = 200
"""In how many steps a colour is mixed with black or white to find the nearest that passes: finer than a screen shows."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of a screen: three channels (sRGB) from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def read(cls, text: str) -> Colour:
        """Read `#1d4f91`, `#14b` for `#1144bb`, or either without its `#`, which YAML would take for a note.

        Raises:
            ValueError: where it is none of these.
        """
        digits = text.strip().removeprefix("#")
        if not re.fullmatch(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", digits):
            raise ValueError(text)
        digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits  # noqa: PLR2004 - one for each channel
        return cls(*(int(digits[place : place + 2], 16) for place in (0, 2, 4)))

    def __str__(self) -> str:
        """Write it as stylesheets do."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """How light it is, from 0 for black to 1 for white (WCAG 2.2, "relative luminance").

        L = 0.2126 R + 0.7152 G + 0.0722 B, where each channel c of 0 to 1 counts as c / 12.92 up to 0.04045, and else as
        ((c + 0.055) / 1.055) ** 2.4.
        """
        red, green, blue = (_linear(channel / 255) for channel in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mix(self, other: Colour, share: float) -> Colour:
        """Mix it with another: with a share of 0 it stays, with 1 it is the other."""
        pairs = ((self.red, other.red), (self.green, other.green), (self.blue, other.blue))
        return Colour(*(round(one + (two - one) * share) for one, two in pairs))

    def nearest_passing_shade(self, passes: Callable[[Colour], bool], end: Colour) -> Colour:
        """Return the first shade that passes between this colour and `end`, which must pass itself."""
        shades = (self.mix(end, step / STEPS) for step in range(STEPS + 1))
        return next(shade for shade in shades if passes(shade))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - see `luminance`


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def contrast(one: Colour, other: Colour) -> float:
    """Work out how far two colours stand apart: from 1 for the same to 21 for black and white (WCAG 2.2, "contrast ratio").

    That is (L1 + 0.05) / (L2 + 0.05), with L1 for the relative luminance of the lighter.
    """
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)
