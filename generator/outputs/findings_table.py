"""`/findings/table.json`: every finding and answer as columns, for the script that combines filters. Made to be small.

Every repeated text stands once and is named by its place from then on; an answer is one letter. The finer points of a
finding are in `/data/`, whose form is promised; this one's is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.pages.lists.facets import MAX_NAMED, POSITIONS, PROGRESS, Row, addressee_ids, facets_of, rows_of
from generator.pages.page import Page
from generator.register.answers import Answer
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

FIRST_LETTER = ord("0")
"""Letters from here on stand for 0, 1, 2 ...: position times the number of progresses, plus progress; or an office."""


def files(released: ReleasedRegister, site: Site, pages: list[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - every output has these
    """Give the one file; a site without findings has no list to filter."""
    rows = rows_of(released)
    if rows:
        yield (
            "findings/table.json",
            json.dumps(table_of(released, rows), ensure_ascii=False, separators=(",", ":")).encode(),
        )


def table_of(released: ReleasedRegister, rows: list[Row]) -> dict[str, Any]:
    """Give the table: `facets` name ids and words, `reports` and `findings` are columns in the order of the list."""
    facets = facets_of(released, rows)
    places = {facet.id: {value.id: place for place, value in enumerate(facet.values)} for facet in facets}
    headings, addressees, dates = StringTable(), StringTable(), StringTable()
    findings: dict[str, list[int]] = {"heading": [], "addressee": [], "by": []}
    reports: dict[str, list[Any]] = {"id": [], "title": [], "year": [], "findings": [], "offices": []}
    answers = ""
    for row in rows:
        finding, due = row.finding, row.finding.due
        if not reports["id"] or reports["id"][-1] != row.inspection.id:
            offices = "".join(_letter(places["office"][answer.office.id]) for answer in row.answers)
            year = places["year"][str(row.year)]
            for column, cell in zip(reports, (row.inspection.id, row.inspection.title, year, 0, offices), strict=True):
                reports[column].append(cell)
        reports["findings"][-1] += 1
        findings["heading"].append(
            headings.of(finding.id, row.heading, places["class"][finding.finding_class], finding.number)
        )
        findings["addressee"].append(
            addressees.of(row.addressed, *(places["addressee"][id_] for id_ in addressee_ids(finding)))
        )
        findings["by"].append(dates.of((due.machine or due.wording) if due else ""))
        answers += "".join(map(_answer_letter, row.answers))
    return {
        "facets": {facet.id: [[value.id, value.words] for value in facet.values] for facet in facets},
        "headings": headings.texts, "addressees": addressees.texts, "dates": [text for text, in dates.texts],
        "reports": reports, "findings": findings, "answers": answers, "most_named": MAX_NAMED,
    }  # fmt: skip


class StringTable:
    """Keeps each different text once. 0 stands for the next text not named yet, other numbers count from 1.

    So a column in which most texts are new is mostly zeros, which compress to nothing.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[Any, ...], int] = {}

    def of(self, *text: Any) -> int:
        """Return the position of a text in the table; add it where it is new."""
        if text in self._places:
            return self._places[text]
        self._places[text] = len(self._places) + 1
        return 0

    @property
    def texts(self) -> list[tuple[Any, ...]]:
        """All texts, in the order of their positions."""
        return list(self._places)


def _letter(number: int) -> str:
    return chr(FIRST_LETTER + number)


def _answer_letter(answer: Answer) -> str:
    return _letter(POSITIONS.index(answer.position) * len(PROGRESS) + PROGRESS.index(answer.progress))
