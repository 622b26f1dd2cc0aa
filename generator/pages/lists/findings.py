"""The lists of findings: all of them, and those of each single office, class, year, position, progress and addressee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.pages.lists.facets import AxisValue, Facet, Row, facets_of, rows_of
from generator.pages.page import Crumb, Page, paginate
from generator.records.finding import CLASSES
from generator.register.released import ReleasedRegister

ROWS = 50
"""Findings of one page: with 2.4 kB for each and 30 kB around them it stays below 150 kB, whatever offices answer."""

MAX_CHOICES = 100
"""Values of one facet that every page links to; where there are more, those with most findings, and a page of all."""

NAMES = {
    "office": "Office", "class": "Class", "year": "Year of the report", "position": "Position", "progress": "Progress",
    "addressee": "Addressed to",
}  # fmt: skip

_BASE = "findings/"


@dataclass(frozen=True, slots=True)
class Choice:
    """One facet as every page offers it."""

    facet: Facet
    values: tuple[AxisValue, ...]

    @property
    def is_shortened(self) -> bool:
        """Say whether the facet has more values than are offered here."""
        return len(self.values) < len(self.facet.values)


def finding_list_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give the list of all findings, newest report first; then for each facet its values, and a list for each value."""
    rows = rows_of(released)
    facets = facets_of(released, rows)
    shared = {"choices": tuple(_choice(facet) for facet in facets), "all_findings": len(rows), "kept": {}}
    yield from _list(rows, None, shared)
    for facet in facets:
        yield from _values(facet)
        for value in facet.values:
            yield from _list(value.rows, value, shared)


def _choice(facet: Facet) -> Choice:
    if len(facet.values) <= MAX_CHOICES:
        return Choice(facet, facet.values)
    most = sorted(facet.values, key=lambda value: -len(value.rows))[:MAX_CHOICES]
    kept = {value.id for value in most}
    return Choice(facet, tuple(value for value in facet.values if value.id in kept))


def _list(rows: list[Row], value: AxisValue | None, shared: Mapping[str, Any]) -> Iterator[Page]:
    name = NAMES[value.facet] if value else ""
    heading = _heading(value) if value else "Findings"
    description = "Every recommendation, area for improvement and cause of concern, and what each office says to it."
    crumbs = (Crumb("Findings", _BASE), Crumb(name, f"{_BASE}{value.facet}/")) if value else ()
    for slice_ in paginate(rows, value.address if value else _BASE, ROWS):
        later = slice_.number > 1
        title = f"{heading}, page {slice_.number} of {slice_.pages}" if later else heading
        steps = (*crumbs, Crumb(value.words if value else "Findings", slice_.base)) if later else crumbs
        given = {"slice": slice_, "heading": heading, "value": value, **shared}
        scripts = ("findings",) if shared["all_findings"] and not later else ()
        yield Page(
            slice_.address(slice_.number), "findings.html", title, description, given, steps, "findings",
            scripts=scripts, is_listed=bool(rows) or value is None,
        )  # fmt: skip


def _heading(value: AxisValue) -> str:
    match value.facet:
        case "class":
            return CLASSES[value.id][1]
        case "year":
            return f"Findings of {value.words}"
        case "position" | "progress":
            return f"Findings: {value.facet} {value.words.lower()}"
        case "addressee":
            return f"Findings addressed to {value.words}"
    return f"Findings: {value.words}"


def _values(facet: Facet) -> Iterator[Page]:
    name = NAMES[facet.id]
    heading = f"Findings by {name[0].lower()}{name[1:]}" if facet.id != "addressee" else "Findings by addressee"
    for slice_ in paginate(facet.values, facet.address, MAX_CHOICES):
        later = slice_.number > 1
        title = f"{heading}, page {slice_.number} of {slice_.pages}" if later else heading
        steps = (Crumb("Findings", _BASE), *([Crumb(name, slice_.base)] if later else []))
        description = f"{heading}: how many there are of each, and a list of them."
        given = {"slice": slice_, "heading": heading}
        yield Page(slice_.address(slice_.number), "finding-values.html", title, description, given, steps, "findings")
