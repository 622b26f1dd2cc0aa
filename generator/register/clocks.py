"""Clocks of all responses, and which responses are outstanding. Knows released records only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from generator.dates import is_released, london_day
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response import Response
from generator.register.parts import holds_what_is_asked, is_update, whole_id_of, wholes_of
from generator.register.succession import office_responsible_on, predecessors_of, succession_line
from generator.slugs import plain_heading
from generator.statute import Clock, Status, clock, last_day, limit_applies
from generator.uses import Use, joined, listed, note_uses, noted_uses

_ALL_FORCES = r"(?:all|every|each)(?: \d+)?(?: territorial)?(?: police)? forces?(?: in england and wales)?"

OUTSTANDING = {Status.AWAITING, Status.DUE_TODAY, Status.OVERDUE}
"""Statuses of a response that is not published yet."""


@dataclass(frozen=True, slots=True)
class ResponseClock(Clock):
    """A response's time, and the response that set it: the first one released to the same report."""

    set_by: Response | None
    """None if no recorded day decides which response was the first."""


@dataclass(frozen=True, slots=True)
class ReportClock:
    """The clock of one report for one office that has answered it, or is to answer it."""

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
    """Responses that are not withdrawn, by inspection."""
    withdrawn: Mapping[str, list[Response]]
    """Withdrawn responses, by inspection."""
    prefix: str = ""
    """What the names of its answers begin with."""

    @cached_property
    def _today(self) -> date:
        return london_day(self.as_of)

    @joined
    def _by_id(self) -> Mapping[str, Response]:
        return {
            response.id: response
            for by_inspection in (self.responses, self.withdrawn)
            for responses in by_inspection.values()
            for response in responses
        }

    def clock_for(self, response: Response, inspection: Inspection, office_id: str | None = None) -> ResponseClock:
        """Return the clock of a response to one report, for one of its offices.

        The first response released to the report sets the clock, and no later one moves it. Of a response in parts,
        that is the last part that holds something the section asks for, and every part shows the status of the whole.
        Another response that is neither a part nor an update, and came after the last day, is never called in time.
        """
        judged, first = self._clock_and_first_response(office_id or response.office_id, inspection, response)
        status, days, change = judged.status, judged.days, judged.next_change_on
        if response.id in {withdrawn.id for withdrawn in self.withdrawn.get(inspection.id, ())}:
            status, days, change = Status.WITHDRAWN, None, None
        elif response.facts.withdrawn:
            change = response.facts.withdrawn.on
        return ResponseClock(judged.report_published_on, judged.last_day, status, days, change, first)

    def clock_of_office(self, office_id: str, inspection: Inspection) -> Clock:
        """Return the clock of an office's duty to answer one report."""
        return self._clock_and_first_response(office_id, inspection)[0]

    def _clock_and_first_response(
        self, office_id: str, inspection: Inspection, response: Response | None = None
    ) -> tuple[Clock, Response | None]:
        key = (office_id, inspection.id, response.id if response else "")
        known = self._judged.get(key)
        if known is None:
            with noted_uses(are_passed_on=False) as uses:
                judged = self._judge(office_id, inspection, response)
            known = self._judged[key] = judged, tuple(uses)
        note_uses(known[1])
        return known[0]

    @cached_property
    def _judged(self) -> dict[tuple[str, str, str], tuple[tuple[Clock, Response | None], tuple[Use, ...]]]:
        return {}

    def _judge(
        self, office_id: str, inspection: Inspection, response: Response | None
    ) -> tuple[Clock, Response | None]:
        standing = self._standing.get(inspection.id, {}).get(office_id, [])
        # A withdrawn response was released, so its day counts; but while there is no other, nothing is published.
        released = [*standing, *self._once_released.get(inspection.id, {}).get(office_id, [])]
        wholes = wholes_of(self._by_id, released) or {response.id: [response] for response in released}
        last_parts = {id_: _last_part(parts, inspection) for id_, parts in wholes.items()}
        first = _first(list(last_parts.values()), inspection)
        is_of_same = response and first and office_id in {*first.office_ids} & {*response.office_ids}
        if response and first and is_of_same and any(other is first for other in standing):
            own = None if is_update(self._by_id, response) else last_parts.get(whole_id_of(self._by_id, response))
            if own and limit_applies(inspection.published_on) and _is_late(own, inspection):
                first = own
        judged = clock(
            inspection.published_on, _day_of(first) if first else None, self._today,
            is_published=bool(standing), has_duty=inspection.asks_for_response,
        )  # fmt: skip
        return judged, first

    @joined
    def _standing(self) -> Mapping[str, Mapping[str, list[Response]]]:
        return self._by_office(self.responses)

    @joined
    def _once_released(self) -> Mapping[str, Mapping[str, list[Response]]]:
        return self._by_office(self.withdrawn)

    def _by_office(self, by_inspection: Mapping[str, list[Response]]) -> Mapping[str, Mapping[str, list[Response]]]:
        """Sort the responses to each inspection by the offices in whose line of succession they were released."""
        sorted_: dict[str, dict[str, list[Response]]] = defaultdict(lambda: defaultdict(list))
        for inspection_id, responses in by_inspection.items():
            for response in responses:
                # A preview contains drafts too, which are not published.
                if is_released(response.published, self.as_of):
                    # A withdrawn office has no line; its responses are withdrawn with it.
                    offices = {office for id_ in response.office_ids for office in self._lines_with.get(id_, (id_,))}
                    for office in offices:
                        sorted_[inspection_id][office].append(response)
        return sorted_

    @cached_property
    def _lines_with(self) -> Mapping[str, set[str]]:
        """The offices in whose line of succession an office is, itself included."""
        lines: dict[str, set[str]] = defaultdict(set)
        for office_id in self.offices:
            for id_ in succession_line(self.offices, office_id):
                lines[id_].add(office_id)
        for id_, offices in lines.items():
            offices.add(id_)
        return dict(lines)

    @listed
    def outstanding(self) -> Sequence[ReportClock]:
        """Responses that offices expect to give and have not published, the earliest last day first."""
        clocks = []
        for office in self.offices.values():
            for inspection in self._expected_of(office):
                judged, _ = self._clock_and_first_response(office.id, inspection)
                if judged.status in OUTSTANDING:
                    clocks.append(ReportClock(office, inspection, judged))
        return sorted(clocks, key=lambda item: (item.clock.last_day or date.max, item.office.id, item.inspection.id))

    @joined
    def outstanding_by_office(self) -> Mapping[str, list[ReportClock]]:
        """Outstanding responses of each office, the earliest last day first."""
        return _grouped(self.outstanding, lambda clock: clock.office.id)

    @joined
    def outstanding_by_inspection(self) -> Mapping[str, list[ReportClock]]:
        """Outstanding responses to each report, in the order of offices."""
        return _grouped(self.outstanding, lambda clock: clock.inspection.id)

    def _expected_of(self, office: Office) -> Iterator[Inspection]:
        """Yield the reports that an office must answer: its own, and those whose last day falls to it as successor."""
        offices = [office, *(self.offices[id_] for id_ in predecessors_of(self.offices, office.id))]
        expectations = [(one, expectation_of(one, len(self.offices))) for one in offices]
        for inspection, day in self._last_days:
            if inspection.id not in office.facts.no_response_needed and any(
                _answers(one, expectation, inspection) and office_responsible_on(self.offices, one.id, day) == office.id
                for one, expectation in expectations
            ):
                yield inspection

    @cached_property
    def _last_days(self) -> list[tuple[Inspection, date]]:
        """The last day for a response to each report that is published."""
        published = (each for each in self.inspections.values() if is_released(each.published, self.as_of))
        return [(inspection, last_day(inspection.published_on)) for inspection in published]

    def expects(self, office: Office, inspection: Inspection) -> bool:
        """Check whether an office answers a report, by what its file says."""
        return _answers(office, expectation_of(office, len(self.offices)), inspection)

    @listed
    def untracked(self) -> Sequence[Office]:
        """Offices for which no deadline is tracked, because they expect to answer nothing or do not say what."""
        return [office for office in self.offices.values() if not expectation_of(office, len(self.offices))]


def expectation_of(office: Office, office_count: int) -> str | list[str]:
    """Return what an office answers: `its force`, `all`, ids, or nothing.

    A missing answer is an accusation, so of several offices one that does not say what it answers answers nothing.
    """
    expects = office.facts.expects
    if expects is None:
        return "its force" if office_count == 1 else []
    return [] if expects == "none" else expects


def _answers(office: Office, expectation: str | list[str], inspection: Inspection) -> bool:
    """Check whether an office answers a report, if that is what it answers."""
    match expectation:
        case "its force":
            forces = inspection.facts.forces
            answers = not forces or office.names_force(forces) or any(map(_names_all_forces, forces))
        case "all":
            answers = True
        case list(ids):
            answers = inspection.id in ids
        case _:
            answers = False
    return answers and inspection.id not in office.facts.no_response_needed


@lru_cache(maxsize=1_000)
def _names_all_forces(words: str) -> bool:
    return re.fullmatch(_ALL_FORCES, plain_heading(words)) is not None


def _last_part(parts: list[Response], inspection: Inspection) -> Response | None:
    """Return the part that completes a response: the last that holds something the section asks for.

    None if an undated part might be later and change the verdict. Dates before the report are ignored.
    """
    asked = [part for part in parts if holds_what_is_asked(part)] or parts
    dated = [(day, part.id, part) for part in asked if (day := _day_of(part)) and day >= inspection.published_on]
    last = max(dated, default=None)
    if last and len(dated) < len(asked) and not _is_late(last[2], inspection):
        return None
    return last[2] if last else None


def _first(last_parts: list[Response | None], inspection: Inspection) -> Response | None:
    """Return the response completed first, on a recorded day; None stands for one completed on an unknown day.

    None if an undated response might be earlier and change the verdict.
    """
    dated = [(day, part.id, part) for part in last_parts if part and (day := _day_of(part))]
    first = min(dated, default=None)
    if first and len(dated) < len(last_parts) and _is_late(first[2], inspection):
        return None
    return first[2] if first else None


def _is_late(response: Response, inspection: Inspection) -> bool:
    day = _day_of(response)
    return day is not None and day > last_day(inspection.published_on)


def _day_of(response: Response) -> date | None:
    return response.published.day if response.published else None


def _grouped(clocks: Iterable[ReportClock], key: Callable[[ReportClock], str]) -> Mapping[str, list[ReportClock]]:
    groups: dict[str, list[ReportClock]] = defaultdict(list)
    for clock_ in clocks:
        groups[key(clock_)].append(clock_)
    return groups
