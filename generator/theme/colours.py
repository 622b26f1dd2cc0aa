"""Colours: the contrast of two, and the nearest shade with enough contrast. Knows nothing of pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

STEPS = 200
"""Steps from a colour to black or white in the search for the nearest that passes: finer than a screen shows."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A screen colour: three channels (sRGB) from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def read(cls, text: str) -> Colour:
        """Read `#1d4f91`, `#14b` for `#1144bb`, or either without its `#`, which in YAML starts a comment.

        Raises:
            ValueError: if it is none of these.
        """
        digits = text.strip().removeprefix("#")
        if not re.fullmatch(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", digits):
            raise ValueError(text)
        digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits  # noqa: PLR2004 - one for each channel
        return cls(*(int(digits[start : start + 2], 16) for start in (0, 2, 4)))

    def __str__(self) -> str:
        """Return it as in a stylesheet."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """The relative luminance, from 0 for black to 1 for white (WCAG 2.2).

        L = 0.2126 R + 0.7152 G + 0.0722 B, where each channel c of 0 to 1 counts as c / 12.92 up to 0.04045, and else
        as ((c + 0.055) / 1.055) ** 2.4.
        """
        red, green, blue = (_linear(channel / 255) for channel in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mix(self, other: Colour, share: float) -> Colour:
        """Return a mix with another colour: a share of 0 is this colour, 1 the other."""
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
    """Return the contrast ratio of two colours, from 1 for the same to 21 for black and white (WCAG 2.2).

    It is (L1 + 0.05) / (L2 + 0.05), with L1 for the relative luminance of the lighter.
    """
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)
