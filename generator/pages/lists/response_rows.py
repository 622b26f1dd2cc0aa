"""Responses as pages show them: links to them, and rows with an office, a report and a clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.messages import join_words
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response import Response
from generator.register.clocks import ResponseClock
from generator.register.released import ReleasedRegister
from generator.uses import made_once


@dataclass(frozen=True, slots=True)
class ResponseLink:
    """A response, and what links to it say of it."""

    response: Response
    names: str
    """The names of the offices whose response it is, in a row."""
    short_names: str
    report: Inspection
    """The report it is named for."""
    is_update: bool
    is_one_of_several: bool
    """Whether links name its part or its date, because of other responses of its offices to the same reports."""


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A response to one report."""

    link: ResponseLink
    office: Office
    inspection: Inspection
    clock: ResponseClock
    further: Sequence[ResponseRow] = ()
    """Its rows for the other reports that a letter answers, where a list has one row for all."""

    @property
    def response(self) -> Response:
        """The response."""
        return self.link.response


@made_once
def link_to(released: ReleasedRegister, response: Response) -> ResponseLink:
    """Return a response with what links to it say."""
    offices = released.offices_of(response)
    return ResponseLink(
        response,
        join_words([office.name for office in offices]),
        join_words([office.short_name for office in offices]),
        released.report_of(response),
        released.is_update(response),
        bool(released.label_of(response)),
    )


def response_row(
    released: ReleasedRegister, response: Response, inspection: Inspection, office: Office | None = None
) -> ResponseRow:
    """Return the row of a response to one report, for its first office or another of its own."""
    office = office or released.offices[response.office_id]
    return ResponseRow(link_to(released, response), office, inspection, released.clock(response, inspection, office.id))


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


@made_once
def answer_rows(released: ReleasedRegister) -> list[ResponseRow]:
    """Return a row for each report that each response answers and each office it is of, the newest reports first."""
    rows = [
        response_row(released, response, released.inspections[inspection_id], office)
        for response in released.newest_responses
        for inspection_id in response.inspection_ids
        for office in released.offices_of(response)
    ]
    return sorted(rows, key=lambda row: row.inspection.published_on, reverse=True)
