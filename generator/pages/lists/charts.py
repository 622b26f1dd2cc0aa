"""The geometry of bar charts: where each bar is and how wide its parts are. Knows numbers, not what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PATTERNS = ("solid", "diagonal", "dots", "outline", "crossed", "level", "upright")
"""Patterns that distinguish the parts of a bar in black and white, in the order of the parts."""

ROW_HEIGHT = 40
"""Pixels of a bar with its label; labels keep their size, because only widths are in per cent."""

KEY_HEIGHT = 26

LONGEST_BAR = 84
"""Per cent of the chart's width; the rest is for the number at the bar's end."""

MAX_LABEL_LENGTH = 28
"""The longest label that fits on a small phone; SVG text does not wrap."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar."""

    pattern: str
    start: str
    """From the left, in per cent: `12.5`."""
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, with its label."""

    words: str
    """The label, shortened where it is long; the table that goes with every chart has all of it."""
    total: int
    top: int
    """Pixels from the top of the chart."""
    parts: tuple[Part, ...]
    end: str
    """The right end of the bar, in per cent, where the number stands."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, with a key to its patterns above the bars."""

    id: str
    key: tuple[tuple[str, str], ...]
    """Each pattern with the name of its count; empty for a single count."""
    bars: tuple[Bar, ...]

    @property
    def bars_top(self) -> int:
        """The top of the first bar, in pixels."""
        return len(self.key) * KEY_HEIGHT

    @property
    def height(self) -> int:
        """The height in pixels."""
        return self.bars_top + len(self.bars) * ROW_HEIGHT


def chart_of(id_: str, names: Sequence[str], rows: Sequence[tuple[str, Mapping[str, int]]]) -> Chart | None:
    """Return the chart of some rows, each a label with its counts by name, or None where all counts are 0.

    A row whose counts are 0 has no bar, and a name that no row counts is not in the key.
    """
    drawn = [(words, counts, total) for words, counts in rows if (total := sum(counts[name] for name in names))]
    if not drawn:
        return None
    patterns = dict(zip(names, PATTERNS, strict=False))
    most = max(total for _, _, total in drawn)
    used = [name for name in names if any(counts[name] for _, counts, _ in drawn)]
    key = tuple((patterns[name], name) for name in used) if len(names) > 1 else ()
    top = len(key) * KEY_HEIGHT
    bars = tuple(
        Bar(
            _shortened(words),
            total,
            top + position * ROW_HEIGHT,
            _parts([(patterns[name], counts[name]) for name in names if counts[name]], most),
            _percent(total, most),
        )
        for position, (words, counts, total) in enumerate(drawn)
    )
    return Chart(id_, key, bars)


def _parts(counts: Sequence[tuple[str, int]], most: int) -> tuple[Part, ...]:
    parts, before = [], 0
    for pattern, count in counts:
        parts.append(Part(pattern, _percent(before, most), _percent(count, most)))
        before += count
    return tuple(parts)


def _shortened(words: str) -> str:
    return words if len(words) <= MAX_LABEL_LENGTH else f"{words[: MAX_LABEL_LENGTH - 1].rstrip()}…"


def _percent(count: int, most: int) -> str:
    return f"{LONGEST_BAR * count / most:.2f}".rstrip("0").rstrip(".")
