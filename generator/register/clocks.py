"""How every response stands against its time, and what is still owed. Knows what is released, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from generator.dates import is_released, london_day
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response import Response
from generator.register.succession import office_responsible_on, predecessors_of, succession_line
from generator.statute import Clock, Status, clock, last_day

OUTSTANDING = {Status.AWAITING, Status.DUE_TODAY, Status.OVERDUE}
"""How a response stands that is still to be given."""


@dataclass(frozen=True, slots=True)
class ResponseClock(Clock):
    """A response's time, and the response that set it: the first one released to the same report."""

    set_by: Response | None
    """None where no recorded day settles when the first was released."""


@dataclass(frozen=True, slots=True)
class ReportClock:
    """A response that an office has still to give."""

    office: Office
    inspection: Inspection
    clock: Clock


@dataclass(frozen=True)
class Clocks:
    """Every clock of a site at a moment."""

    as_of: datetime
    offices: Mapping[str, Office]
    inspections: Mapping[str, Inspection]
    responses: Mapping[str, list[Response]]
    """Those that stand, by inspection."""
    withdrawn: Mapping[str, list[Response]]
    """Those that are withdrawn, by inspection."""

    @property
    def _today(self) -> date:
        return london_day(self.as_of)

    def of(self, response: Response, inspection: Inspection) -> ResponseClock:
        """Judge a response to one report: the first release of a response to it sets the clock, and no later one moves it."""
        judged, first = self._judged(response.office_id, inspection)
        status, days, change = judged.status, judged.days, judged.next_change_on
        if any(each.id == response.id for each in self.withdrawn.get(inspection.id, ())):
            status, days, change = Status.WITHDRAWN, None, None
        elif response.facts.withdrawn:
            change = response.facts.withdrawn.on
        return ResponseClock(judged.report_published_on, judged.last_day, status, days, change, first)

    def _judged(self, office_id: str, inspection: Inspection) -> tuple[Clock, Response | None]:
        standing = self._given(self.responses, office_id, inspection)
        # A withdrawn response was released, so its day counts; but while there is no other, nothing is published.
        first = _first([*standing, *self._given(self.withdrawn, office_id, inspection)], inspection)
        judged = clock(
            inspection.published_on, _day_of(first) if first else None, self._today,
            is_published=bool(standing), has_duty=inspection.facts.section_55,
        )  # fmt: skip
        return judged, first

    def _given(
        self, by_inspection: Mapping[str, list[Response]], office_id: str, inspection: Inspection
    ) -> list[Response]:
        line = self._lines.get(
            office_id, frozenset({office_id})
        )  # a withdrawn office's responses are withdrawn with it
        # A preview holds drafts too, and they are no publication.
        return [
            each
            for each in by_inspection.get(inspection.id, ())
            if each.office_id in line and is_released(each.published, self.as_of)
        ]

    @cached_property
    def _lines(self) -> Mapping[str, frozenset[str]]:
        return {id_: succession_line(self.offices, id_) for id_ in self.offices}

    @cached_property
    def owed(self) -> list[ReportClock]:
        """Responses still to be given by offices that expect to give them, the nearest last day first."""
        found = []
        for office in self.offices.values():
            for inspection in self._expected_of(office):
                judged, _ = self._judged(office.id, inspection)
                if judged.status in OUTSTANDING:
                    found.append(ReportClock(office, inspection, judged))
        return sorted(found, key=lambda owed: (owed.clock.last_day or date.max, owed.office.id, owed.inspection.id))

    @cached_property
    def owed_by_office(self) -> Mapping[str, list[ReportClock]]:
        """What each office has still to give, the nearest last day first."""
        return _grouped(self.owed, lambda owed: owed.office.id)

    @cached_property
    def owed_by_inspection(self) -> Mapping[str, list[ReportClock]]:
        """Who has still to answer each report, in the order of offices."""
        return _grouped(self.owed, lambda owed: owed.inspection.id)

    def _expected_of(self, office: Office) -> Iterator[Inspection]:
        """Give the reports that an office is to answer: its own, and those whose last day falls to it as a successor."""
        those = [office, *(self.offices[id_] for id_ in predecessors_of(self.offices, office.id))]
        for inspection in self.inspections.values():
            is_waived = inspection.id in office.facts.no_response_needed
            if is_waived or not is_released(inspection.published, self.as_of):
                continue
            day = last_day(inspection.published_on)
            if any(
                self._expects(each, inspection) and office_responsible_on(self.offices, each.id, day) == office.id
                for each in those
            ):
                yield inspection

    def _expects(self, office: Office, inspection: Inspection) -> bool:
        expects = office.facts.expects
        if expects is None:
            expects = "all" if len(self.offices) == 1 else []
        return (expects == "all" or inspection.id in expects) and inspection.id not in office.facts.no_response_needed


def _first(given: list[Response], inspection: Inspection) -> Response | None:
    """Find the first response released on a recorded day.

    None where another, whose day is not recorded, may have come before it and would tell whether it was in time. A day
    before the report's own is no record of anything.
    """
    dated = [(day, each.id, each) for each in given if (day := _day_of(each)) and day >= inspection.published_on]
    first = min(dated, default=None)
    if first and len(dated) < len(given) and first[0] > last_day(inspection.published_on):
        return None
    return first[2] if first else None


def _day_of(response: Response) -> date | None:
    return response.published.day if response.published else None


def _grouped(owed: list[ReportClock], key: Callable[[ReportClock], str]) -> Mapping[str, list[ReportClock]]:
    found: dict[str, list[ReportClock]] = defaultdict(list)
    for each in owed:
        found[key(each)].append(each)
    return found
