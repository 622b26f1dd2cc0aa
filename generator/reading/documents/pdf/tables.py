"""Finds the tables of a page by the rules around their cells. Knows places; nothing of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.reading.documents.pdf.letters import PdfPage, Rule
from generator.reading.documents.pdf.lines import Placed

_NEAR = 3.0
"""Points by which rules may miss one another."""
_MAX_RULES = 4_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The edges of a table's cells: `xs` from left to right, `ys` from the top of the page down."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    walls: frozenset[tuple[int, int]]
    """Row and column whose right edge is drawn."""
    floors: frozenset[tuple[int, int]]
    """Row and column whose lower edge is drawn."""

    def cell(self, letter: Placed) -> tuple[int, int] | None:
        """Return the row and the column of the cell that a letter stands in; of a merged cell, its first."""
        x, y = (letter.x0 + letter.x1) / 2, letter.base - letter.letter.size * 0.3
        column = next(
            (place for place in range(len(self.xs) - 1) if self.xs[place] - 1 <= x <= self.xs[place + 1] + 1), None
        )
        row = next(
            (place for place in range(len(self.ys) - 1) if self.ys[place] - 1 <= y <= self.ys[place + 1] + 1), None
        )
        if column is None or row is None:
            return None
        while column and (row, column - 1) not in self.walls:
            column -= 1
        while row and (row - 1, column) not in self.floors:
            row -= 1
        return row, column


def grids_of(page: PdfPage) -> list[Grid]:
    """Return the tables of a page that have two rows or two columns, from the top down."""
    rules = _turned(page)
    if len(rules) > _MAX_RULES:
        return []
    grids = [grid for group in _groups(rules) if (grid := _grid(group))]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _turned(page: PdfPage) -> list[Rule]:
    """Return rules from the top of the page down; on a page that lies on its side there are none."""
    left, _, _, top = page.box
    if page.rotation:
        return []
    return [Rule(rule.x0 - left, top - rule.y1, rule.x1 - left, top - rule.y0) for rule in page.rules]


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return rules in groups that touch."""
    parents = list(range(len(rules)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    level = [place for place, rule in enumerate(rules) if rule.is_level]
    upright = [place for place, rule in enumerate(rules) if not rule.is_level]
    for one in level:
        for other in upright:
            if _touch(rules[one], rules[other]):
                parents[root(one)] = root(other)
    groups: dict[int, list[Rule]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(root(place), []).append(rule)
    return [group for group in groups.values() if len(group) > 3]  # noqa: PLR2004 - a cell has four sides


def _touch(level: Rule, upright: Rule) -> bool:
    is_across = level.x0 - _NEAR <= upright.x0 <= level.x1 + _NEAR
    return is_across and upright.y0 - _NEAR <= level.y0 <= upright.y1 + _NEAR


def _grid(group: Iterable[Rule]) -> Grid | None:
    rules = list(group)
    xs = _merged(rule.x0 for rule in rules if not rule.is_level)
    ys = _merged(rule.y0 for rule in rules if rule.is_level)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):  # noqa: PLR2004 - a frame is no table
        return None
    upright = [rule for rule in rules if not rule.is_level]
    level = [rule for rule in rules if rule.is_level]
    walls, floors = set(), set()
    for row, (above, below) in enumerate(pairwise(ys)):
        middle = (above + below) / 2
        for column, (left, right) in enumerate(pairwise(xs)):
            centre = (left + right) / 2
            if any(abs(rule.x0 - right) <= _NEAR and rule.y0 - 1 <= middle <= rule.y1 + 1 for rule in upright):
                walls.add((row, column))
            if any(abs(rule.y0 - below) <= _NEAR and rule.x0 - 1 <= centre <= rule.x1 + 1 for rule in level):
                floors.add((row, column))
    return Grid(tuple(xs), tuple(ys), frozenset(walls), frozenset(floors))


def _merged(places: Iterable[float]) -> list[float]:
    """Return places in order, those that are nearly the same as one."""
    done: list[float] = []
    for place in sorted(places):
        if not done or place - done[-1] > _NEAR:
            done.append(place)
    return done
