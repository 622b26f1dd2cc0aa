"""Sets the letters of a page in lines, from the top down and left to right. Knows places; nothing of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import NamedTuple

from generator.reading.documents.document import Span
from generator.reading.documents.pdf.letters import Letter, PdfPage

_SPACE = 0.18
"""Of the size of letters: a wider gap is a space."""
_CELL = 2.2
"""Of the size of letters: a wider gap parts columns, as a tab does."""


class Placed(NamedTuple):
    """A letter as it stands before the reader, after the page is turned, and the kind of hidden item it is."""

    letter: Letter
    x0: float
    x1: float
    base: float
    """From the top of the page down."""
    kind: str


@dataclass
class TextLine:
    """A line of letters."""

    letters: list[Placed] = field(default_factory=list)
    page: int = 0

    @cached_property
    def x0(self) -> float:
        """Its left edge."""
        return min(one.x0 for one in self.letters)

    @cached_property
    def x1(self) -> float:
        """Its right edge."""
        return max(one.x1 for one in self.letters)

    @cached_property
    def base(self) -> float:
        """Where its letters stand, from the top of the page down: that of its first large letter."""
        return next(one.base for one in self.letters if one.letter.size >= self.size * 0.9)

    @cached_property
    def size(self) -> float:
        """Of most of its letters, in points."""
        return median(one.letter.size for one in self.letters)

    @cached_property
    def text(self) -> str:
        """Its words; a tab parts columns."""
        return "".join(span.text for span in self.spans)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Its words with their look; the item of a hidden span is its kind."""
        runs: list[tuple[tuple[bool, bool, bool, str], list[str]]] = []
        before: Placed | None = None
        size, base = self.size, self.base
        for one in self.letters:
            is_raised = one.letter.size < size * 0.8 and one.base < base - size * 0.15
            text = _gap(before, one, size) + one.letter.text if before else one.letter.text.lstrip()
            look = (one.letter.is_bold, one.letter.is_italic, is_raised, one.kind)
            if runs and runs[-1][0] == look:
                runs[-1][1].append(text)
            else:
                runs.append((look, [text]))
            before = one
        return tuple(
            Span(re.sub(r"[^\S\t]*\t[^\S\t]*", "\t", "".join(texts)), is_bold, is_italic, is_raised, item=kind)
            for (is_bold, is_italic, is_raised, kind), texts in runs
        )

    @property
    def cells(self) -> list[str]:
        """Its words, in columns."""
        return [cell.strip() for cell in self.text.split("\t") if cell.strip()]


def _gap(before: Placed, one: Placed, size: float) -> str:
    gap = one.x0 - before.x1
    if gap > size * _CELL:
        return "\t"
    is_parted = gap > size * _SPACE and not before.letter.text.isspace() and not one.letter.text.isspace()
    return " " if is_parted else ""


def lines_of(page: PdfPage, kinds: Sequence[str]) -> list[TextLine]:
    """Return a page's lines; `kinds` are those of its letters, empty for what readers see."""
    placed = [
        _placed(letter, kind, page)
        for letter, kind in zip(page.letters, kinds, strict=True)
        if (letter.text.strip() or letter.text == " ") and not letter.is_turned
    ]
    rows: list[list[Placed]] = []
    for one in sorted((one for one in placed if one.letter.text.strip()), key=lambda one: (round(one.base, 1), one.x0)):
        row = next((row for row in reversed(rows[-4:]) if _is_on(one, row)), None)
        if row is None:
            rows.append([one])
        elif one.letter.size > row[0].letter.size:
            row.insert(0, one)  # the largest stands for the row
        else:
            row.append(one)
    lines = [TextLine(row, page.number) for row in rows]
    spaces = [one for one in placed if not one.letter.text.strip()]
    _add_spaces(lines, spaces)
    for line in lines:
        line.letters = _hidden_together(_without_doubles(sorted(line.letters, key=lambda one: (one.x0, one.x1))))
    return sorted(lines, key=lambda line: (line.base, line.x0))


def _is_on(one: Placed, row: Sequence[Placed]) -> bool:
    """Check whether a letter stands on a row, raised and small letters with their words."""
    size = max(row[0].letter.size, one.letter.size)
    is_small = min(row[0].letter.size, one.letter.size) < size * 0.9
    return abs(row[0].base - one.base) < size * (0.62 if is_small else 0.42)


def _add_spaces(lines: Sequence[TextLine], spaces: Iterable[Placed]) -> None:
    """Put typed spaces into the lines on which they stand."""
    if not lines:
        return
    by_base: dict[int, list[TextLine]] = {}
    for line in lines:
        by_base.setdefault(round(line.base / 4), []).append(line)
    for one in spaces:
        near = (line for step in (0, -1, 1) for line in by_base.get(round(one.base / 4) + step, []))
        home = next((line for line in near if abs(line.base - one.base) < line.letters[0].letter.size * 0.3), None)
        if home is not None:
            home.letters.append(one)


def _without_doubles(letters: list[Placed]) -> list[Placed]:
    """Leave out a letter that is printed twice in one place, as some programs make bold."""
    done: list[Placed] = []
    for one in letters:
        is_double = any(
            other.letter.text == one.letter.text and abs(other.x0 - one.x0) < one.letter.size * 0.08
            for other in done[-3:]
        )
        if not is_double or one.letter.text == " ":
            done.append(one)
    return done


def _hidden_together(letters: list[Placed]) -> list[Placed]:
    """Return letters with the spaces between hidden ones hidden as well."""
    done: list[Placed] = []
    for place, one in enumerate(letters):
        before = done[-1].kind if done else ""
        after = next((other.kind for other in letters[place + 1 :] if other.letter.text.strip()), "")
        is_between = not one.letter.text.strip() and before and before == after
        done.append(one._replace(kind=before) if is_between else one)
    return done


def turned_text(page: PdfPage, kinds: Sequence[str]) -> tuple[Span, ...]:
    """Return the words of a page that do not stand upright, in the order in which they are painted."""
    return tuple(
        Span(letter.text, item=kind) for letter, kind in zip(page.letters, kinds, strict=True) if letter.is_turned
    )


def _placed(letter: Letter, kind: str, page: PdfPage) -> Placed:
    left, bottom, right, top = page.box
    if page.rotation == 90:  # noqa: PLR2004 - degrees
        return Placed(letter, letter.y0 - bottom, letter.y1 - bottom, letter.x1 - left, kind)
    if page.rotation == 180:  # noqa: PLR2004
        return Placed(letter, right - letter.x1, right - letter.x0, letter.y1 - bottom, kind)
    if page.rotation == 270:  # noqa: PLR2004
        return Placed(letter, top - letter.y1, top - letter.y0, right - letter.x0, kind)
    return Placed(letter, letter.x0 - left, letter.x1 - left, top - letter.y0, kind)
