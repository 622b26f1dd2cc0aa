"""The released records in their order: newest first, by office, and each between its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TypeAlias, TypeVar

from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.joins.records import Records
from generator.uses import joined, listed

R = TypeVar("R", bound=Record)

Neighbours: TypeAlias = tuple[R | None, R | None]
"""What stands before a record in its list, and what stands after it: the newer and the older one."""


@dataclass(frozen=True, eq=False)
class OrderedRecords(Records):
    """Every released record, and lists of them."""

    @joined
    def responses_by_office(self) -> Mapping[str, list[Response]]:
        """Responses of each office, those to the newest reports first."""
        responses: dict[str, list[Response]] = defaultdict(list)
        for response in self.newest_responses:
            for office in self.offices_of(response):
                responses[office.id].append(response)
        return responses

    def offices_of(self, response: Response) -> list[Office]:
        """Return the offices whose response it is."""
        return [office for id_ in response.office_ids if (office := self.offices.get(id_))]

    @listed
    def newest_responses(self) -> Sequence[Response]:
        """All responses, those to the newest reports first."""
        ids = sorted(self.responses)
        return sorted(
            (self.responses[id_] for id_ in ids),
            key=lambda response: self.report_of(response).published_on,
            reverse=True,
        )

    @listed
    def latest_responses(self) -> Sequence[Response]:
        """All responses, those published last first; those without a recorded date come last."""
        return latest_first(self.newest_responses)

    @listed
    def newest_inspections(self) -> Sequence[Inspection]:
        """All inspections, the newest report first."""
        ids = sorted(self.inspections)
        return sorted(
            (self.inspections[id_] for id_ in ids), key=lambda inspection: inspection.published_on, reverse=True
        )

    @joined
    def reports_by_office(self) -> Mapping[str, list[PanelReport]]:
        """Panel reports of each office, newest first and undated last."""
        papers: dict[str, list[PanelReport]] = defaultdict(list)
        reports = [self.panel_reports[id_] for id_ in sorted(self.panel_reports)]
        for report in sorted(reports, key=lambda paper: str(listing_date(paper) or ""), reverse=True):
            papers[report.office_id].append(report)
        return papers

    def report_of(self, response: Response) -> Inspection:
        """Return the report a response is named for."""
        return self.inspections[response.inspection_ids[0]]

    @joined
    def neighbours_of_inspections(self) -> Mapping[str, Neighbours[Inspection]]:
        """The reports published just after and just before each one."""
        return dict(_neighbours(self.newest_inspections))

    @joined
    def neighbours_of_responses(self) -> Mapping[str, Neighbours[Response]]:
        """The responses of the same office to the reports just after and just before; of its first office."""
        return {
            id_: neighbours
            for office_id, responses in self.responses_by_office.items()
            for id_, neighbours in _neighbours(responses)
            if self.responses[id_].office_id == office_id
        }

    @joined
    def neighbours_of_panel_reports(self) -> Mapping[str, Neighbours[PanelReport]]:
        """The office's panel reports just after and just before each one."""
        return {
            id_: neighbours for reports in self.reports_by_office.values() for id_, neighbours in _neighbours(reports)
        }


def _neighbours(rows: Iterable[R]) -> Iterator[tuple[str, Neighbours[R]]]:
    row: R | None
    before: R | None = None
    for row, after in pairwise((*rows, None)):
        if row:
            yield row.id, (before, after)
        before = row


def latest_first(responses: Iterable[Response]) -> list[Response]:
    """Return responses in the order of their publication, the last first; those without a recorded date come last."""
    first = datetime(1, 1, 1, tzinfo=UTC)
    return sorted(
        responses, key=lambda response: response.published.released_from if response.published else first, reverse=True
    )


def listing_date(report: PanelReport) -> date | None:
    """Return the day a panel report is listed under: its meeting's, else its publication's, or None."""
    return report.facts.meeting or (report.published.day if report.published else None)
