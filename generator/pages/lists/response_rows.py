"""Rows of responses: each with its office, its report and its clock, as lists and tables show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response import Response
from generator.register.clocks import ResponseClock
from generator.register.released import ReleasedRegister


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A response to one report."""

    response: Response
    office: Office
    inspection: Inspection
    clock: ResponseClock
    further: Sequence[ResponseRow] = ()
    """Its rows for the other reports that a letter answers, where a list has one row for all."""


def response_row(
    released: ReleasedRegister, response: Response, inspection: Inspection, office: Office | None = None
) -> ResponseRow:
    """Return the row of a response to one report, for its first office or another of its own."""
    office = office or released.offices[response.office_id]
    return ResponseRow(response, office, inspection, released.clock(response, inspection, office.id))


def response_rows(
    released: ReleasedRegister, responses: Iterable[Response], office: Office | None = None
) -> list[ResponseRow]:
    """Return a row for each response, with the reports it answers; `office` in the list of one."""
    rows = []
    for response in responses:
        first, *further = (
            response_row(released, response, released.inspections[id_], office) for id_ in response.inspection_ids
        )
        rows.append(replace(first, further=further))
    return rows


def answer_rows(released: ReleasedRegister) -> list[ResponseRow]:
    """Return a row for each report that each response answers and each office it is of, the newest reports first."""
    rows = [
        response_row(released, response, released.inspections[inspection_id], office)
        for response in released.newest_responses
        for inspection_id in response.inspection_ids
        for office in released.offices_of(response)
    ]
    return sorted(rows, key=lambda row: row.inspection.published_on, reverse=True)
