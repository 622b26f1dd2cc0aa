"""Decides which text cannot be seen: off the page, under a box, in its background's colour, invisible or too small.

Knows letters, boxes and the order in which they are painted; knows no PDF.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Colour = tuple[float, float, float] | None
"""Red, green and blue; None where it is not known."""

WHITE: Colour = (1, 1, 1)
MIN_SIZE = 1
"""Points; nobody can read smaller letters."""
MAX_PAGE_STEPS, MAX_FILE_STEPS = 3_000_000, 10_000_000
"""Steps: pieces of tokens, letters, and comparisons of boxes with text. A page of words takes some ten thousand. All
steps of a file are done in about a minute, all of a page in less than 1 GB."""


class Hidden(StrEnum):
    """How a text is hidden."""

    OUTSIDE = "outside the page"
    COVERED = "under a box"
    SAME_COLOUR = "in the colour of its background"
    INVISIBLE = "set to be invisible"
    TINY = "too small to read"


class TooComplexError(Exception):
    """A file takes more steps than are allowed."""


@dataclass
class Budget:
    """The steps that a file may still take."""

    file: int = field(default_factory=lambda: MAX_FILE_STEPS)
    page: int = field(default_factory=lambda: MAX_PAGE_STEPS)

    def turn_page(self) -> None:
        """Begin a page."""
        self.page = MAX_PAGE_STEPS

    def spend(self, steps: int = 1) -> None:
        """Take steps.

        Raises:
            TooComplexError: if there are none left.
        """
        self.file -= steps
        self.page -= steps
        if self.page < 0 or self.file < 0:
            raise TooComplexError


@dataclass(frozen=True)
class Run:
    """Letters that one operator shows."""

    letters: Sequence[Box]
    """The middle band of each letter: a box over it hides the letter, a line through it does not."""
    size: float
    """Points; infinite where it is not known."""

    @cached_property
    def box(self) -> Box:
        """Return the box around all letters."""
        left, bottom, right, top = zip(*self.letters, strict=True)
        return min(left), min(bottom), max(right), max(top)

    @property
    def word(self) -> int:
        """Return how many letters are enough to be a word of this run."""
        return min(3, math.ceil(len(self.letters) * 0.6))

    def under(self, box: Box) -> list[Box]:
        """Return the letters that a box covers, if they are as many as a word."""
        is_horizontal = self.box[2] - self.box[0] >= self.box[3] - self.box[1]
        width, height = (0.6, 0.95) if is_horizontal else (0.95, 0.6)
        covered = [
            (left, bottom, right, top)
            for left, bottom, right, top in self.letters
            if min(box[2], right) - max(box[0], left) >= (right - left) * width
            and min(box[3], top) - max(box[1], bottom) >= (top - bottom) * height
        ]
        return covered if len(covered) >= self.word else []

    def outside(self, box: Box) -> list[Box]:
        """Return the letters that lie outside a box, if they are as many as a word."""
        letters = [letter for letter in self.letters if not _overlap(letter, box)]
        return letters if len(letters) >= self.word else []


@dataclass
class PaintedPage:
    """A page as it is painted, one thing over another."""

    budget: Budget
    hidden: set[Hidden] = field(default_factory=set)
    """How texts are hidden; those set to be invisible are only known at the end."""
    has_invisible: bool = False
    has_picture: bool = False
    hidden_letters: list[tuple[Hidden, Box]] = field(default_factory=list)
    """Where the letters that nobody sees are."""
    _runs: list[Run] = field(default_factory=list)
    _boxes: list[tuple[Box, Colour]] = field(default_factory=list)

    def paint(self, box: Box, colour: Colour, *, is_opaque: bool) -> None:
        """Paint a box over what is on the page."""
        self.budget.spend(1 + len(self._runs) // 32)
        if is_opaque:
            for run in self._runs:
                self._hide(Hidden.COVERED, self._covered(box, run))
        self._boxes.append((box, colour))

    def show(self, run: Run, colour: Colour, visible: Box) -> None:
        """Show a run of letters where only a part of the page is visible; a colour that is not known hides nothing."""
        if outside := run.outside(visible):
            self._hide(Hidden.OUTSIDE, outside)
            return
        if run.size < MIN_SIZE:
            self._hide(Hidden.TINY, run.letters)
        self.budget.spend(len(self._boxes) // 32)
        background = next((fill for box, fill in reversed(self._boxes) if self._covered(box, run)), WHITE)
        if colour is not None and colour == background:
            self._hide(Hidden.SAME_COLOUR, run.letters)
        self._runs.append(run)

    def ways(self) -> Iterator[Hidden]:
        """Yield the ways in which the page hides text."""
        yield from self.hidden
        # Invisible text over a picture is what a scanner read in it.
        if self.has_invisible and not self.has_picture:
            yield Hidden.INVISIBLE

    def show_nothing(self, run: Run) -> None:
        """Show letters that are set to be invisible."""
        self.has_invisible = True
        self.hidden_letters += [(Hidden.INVISIBLE, letter) for letter in run.letters]

    def _hide(self, way: Hidden, letters: Sequence[Box]) -> None:
        if letters:
            self.hidden.add(way)
            self.hidden_letters += [(way, letter) for letter in letters]

    def _covered(self, box: Box, run: Run) -> list[Box]:
        if not _overlap(box, run.box):
            return []
        self.budget.spend(len(run.letters) // 8)
        return run.under(box)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def rgb(values: Sequence[float]) -> Colour:
    """Return a grey, a mix of red, green and blue, or one of printing inks as red, green and blue."""
    match [round(value, 2) for value in values]:
        case [grey]:
            return grey, grey, grey
        case [red, green, blue]:
            return red, green, blue
        case [cyan, magenta, yellow, black]:
            red, green, blue = (round((1 - ink) * (1 - black), 2) for ink in (cyan, magenta, yellow))
            return red, green, blue
    return None
