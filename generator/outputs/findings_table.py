"""`/findings/table.json`: every finding and answer as columns, for the script that combines filters.

Compact: a repeated text is written once and then referred to by its position, and an answer is one letter. The full
data are in `/data/`, whose format is stable; the format of this file is internal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.pages.lists.facets import MAX_NAMED, Row, addressee_ids, facets_of, rows_of, theme_id
from generator.pages.page import PageSummary
from generator.records.finding import Finding
from generator.register.answers import ANSWER_POSITIONS, ANSWER_PROGRESS, Answer
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

FIRST_LETTER = ord("0")
"""The letter for 0, followed by those for 1, 2 ... A letter is an office, or an answer.

An answer is the position times the number of progresses, plus the progress.
"""


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield the file; a site without findings has none."""
    rows = rows_of(released)
    if rows:
        text = json.dumps(table_of(released, rows), ensure_ascii=False, separators=(",", ":"))
        yield "findings/table.json", text.encode()


def table_of(released: ReleasedRegister, rows: list[Row]) -> dict[str, Any]:
    """Return the table: `facets` are ids with words, `reports` and `findings` are columns in the order of the list.

    Of a finding that comes back, 1 is asked before, 2 asked again since, and 3 is both. A theme is named by its
    position from 1, a cause by how many rows it is above; 0 is none, and a column of zeros is left out. The script
    makes the values of the facet of causes from their rows.
    """
    facets = facets_of(released)
    positions = {facet.id: {value.id: number for number, value in enumerate(facet.values)} for facet in facets}
    headings, addressees, dates = StringTable(), StringTable(), StringTable()
    findings: dict[str, list[int]] = {"heading": [], "addressee": [], "by": []}
    reports: dict[str, list[Any]] = {"id": [], "title": [], "year": [], "findings": [], "offices": []}
    answers = ""
    number_of: dict[str, int] = {}
    again: list[int] = []
    themes: list[int] = []
    causes: list[int] = []
    for number, row in enumerate(rows):
        finding, due = row.finding, row.finding.due
        if not reports["id"] or reports["id"][-1] != row.inspection.id:
            offices = "".join(_letter(positions["office"][answer.office.id]) for answer in row.answers)
            year = positions["year"][str(row.year)]
            for column, cell in zip(reports, (row.inspection.id, row.inspection.title, year, 0, offices), strict=True):
                reports[column].append(cell)
        reports["findings"][-1] += 1
        class_position = positions["class"][finding.finding_class]
        findings["heading"].append(headings.position(finding.id, row.heading, class_position, finding.number))
        addressee_positions = (positions["addressee"][id_] for id_ in addressee_ids(finding))
        findings["addressee"].append(addressees.position(row.addressed, *addressee_positions))
        findings["by"].append(dates.position((due.machine or due.wording) if due else _no_date(finding)))
        again.append(sum(1 << positions["again"][id_] for id_ in row.again))
        themes.append(positions["theme"][theme_id(finding.theme)] + 1 if finding.theme else 0)
        number_of[finding.full_id] = number
        causes.append(number - number_of[f"{finding.inspection_id}#{finding.cause}"] if finding.cause else 0)
        answers += "".join(map(_answer_letter, row.answers))
    findings |= {
        name: column for name, column in (("again", again), ("theme", themes), ("cause", causes)) if any(column)
    }
    named = [facet for facet in facets if facet.id != "cause"]
    return {
        "facets": {facet.id: [[value.id, value.words] for value in facet.values] for facet in named},
        "headings": headings.texts, "addressees": addressees.texts, "dates": [text for text, in dates.texts],
        "reports": reports, "findings": findings, "answers": answers, "most_named": MAX_NAMED,
    }  # fmt: skip


def _no_date(finding: Finding) -> str | None:
    """Return that no date is given, or None where the text speaks of one that is not recorded."""
    return None if finding.names_unrecorded_time else ""


class StringTable:
    """Keeps each different text once. 0 stands for the next new text, other numbers for positions from 1.

    A column in which most texts are new is therefore mostly zeros, which compress well.
    """

    def __init__(self) -> None:
        self._positions: dict[tuple[Any, ...], int] = {}

    def position(self, *text: Any) -> int:
        """Return the position of a text in the table, or add it and return 0."""
        if text in self._positions:
            return self._positions[text]
        self._positions[text] = len(self._positions) + 1
        return 0

    @property
    def texts(self) -> list[tuple[Any, ...]]:
        """All texts, in the order of their positions."""
        return list(self._positions)


def _letter(number: int) -> str:
    return chr(FIRST_LETTER + number)


def _answer_letter(answer: Answer) -> str:
    return _letter(
        ANSWER_POSITIONS.index(answer.position) * len(ANSWER_PROGRESS) + ANSWER_PROGRESS.index(answer.progress)
    )
