"""Sizes a table for a sheet of A4: the shares of its columns, its letters, and whether the sheet lies on its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

UPRIGHT, ON_ITS_SIDE = 448, 757
"""Points between the margins."""
_SIZES = ((5, 9.5), (8, 8.5), (11, 7.5))
"""The most columns of each size of letters."""
_SMALLEST = 6.5
_LETTER = 0.52
"""The width of a letter, as a share of its size."""
_PADDING = 0.7
"""Of a cell, on both sides, as a share of the size of its letters."""
MAX_WORD = 24
"""Letters of a word that may claim room; a longer one breaks."""
MAX_UPRIGHT_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class TableSize:
    """How a table is set."""

    widths: tuple[float, ...]
    size: float
    """Of its letters, in points."""
    is_wide: bool
    """Whether its sheet lies on its side."""

    def breaks_after(self, column: int) -> int:
        """Return how many letters of one word fit into a column."""
        room = (ON_ITS_SIDE if self.is_wide else UPRIGHT) * self.widths[column] / sum(self.widths)
        return max(3, int((room / self.size - _PADDING) / _LETTER * 0.85))


def table_size(rows: Sequence[Sequence[str]], *, may_be_wide: bool) -> TableSize:
    """Return the size for a table with these words, whose rows are equally long."""
    columns = len(rows[0])
    size = next((size for most, size in _SIZES if columns <= most), _SMALLEST)
    longest = [
        min(MAX_WORD, max((len(word) for row in rows for word in row[column].split()), default=1))
        for column in range(columns)
    ]
    lengths = [sum(len(row[column]) for row in rows) / len(rows) for column in range(columns)]
    needed = sum(longest) * size * _LETTER + columns * size * _PADDING
    is_wide = may_be_wide and (columns > MAX_UPRIGHT_COLUMNS or needed > UPRIGHT)
    room = (ON_ITS_SIDE if is_wide else UPRIGHT) / (size * _LETTER)
    # Each column has room for its longest word where there is enough; what is left is shared by how much it says.
    shares = [max(sqrt(length), 1) for length in lengths]
    words = [word + 2 for word in longest]
    left = max(room - sum(words), 0)
    widths = tuple(round(word + left * share / sum(shares), 2) for word, share in zip(words, shares, strict=True))
    return TableSize(widths, size, is_wide)
