"""Rows of responses: each with its office, its report and its clock, as lists and tables show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


def response_row(released: ReleasedRegister, response: Response, inspection: Inspection) -> ResponseRow:
    """Return the row of a response to one report."""
    clock = released.clock(response, inspection)
    return ResponseRow(response, released.offices[response.office_id], inspection, clock)


def response_rows(released: ReleasedRegister, responses: Iterable[Response]) -> list[ResponseRow]:
    """Return a row for each response, with the report it is named for."""
    return [response_row(released, response, released.report_of(response)) for response in responses]


def answer_rows(released: ReleasedRegister) -> list[ResponseRow]:
    """Return a row for each report that each response answers, the newest reports first: a letter may answer several."""
    rows = [
        response_row(released, response, released.inspections[inspection_id])
        for response in released.newest_responses
        for inspection_id in response.inspection_ids
    ]
    return sorted(rows, key=lambda row: row.inspection.published_on, reverse=True)
