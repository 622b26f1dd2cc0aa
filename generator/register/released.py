"""The released register: what may be seen at a moment, and questions that need all of it.

Unreleased records end before this module: no later module can count, sort or mention them. Every answer notes that it
was asked for (`generator.uses`), so that a page is made again when one is no longer so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.answers import NO_ANSWER, Answer, answer_to, sections_on
from generator.register.clocks import Clocks, ReportClock, ResponseClock
from generator.register.joins.order import OrderedRecords
from generator.register.parts import by_office_and_report, is_update, whole_id_of, wholes_of
from generator.statute import Clock
from generator.uses import joined


@dataclass(frozen=True, eq=False)
class ReleasedRegister(OrderedRecords):
    """Every released record, by id, in the order of ids, and all that is asked of them."""

    @joined
    def responses_by_inspection(self) -> Mapping[str, list[Response]]:
        """Responses to each report, in the order of offices."""
        responses: dict[str, list[Response]] = defaultdict(list)
        for response in self.responses.values():
            for inspection_id in response.inspection_ids:
                responses[inspection_id].append(response)
        return responses

    @joined
    def reports_about(self) -> Mapping[str, list[PanelReport]]:
        """Panel reports about each record."""
        papers: dict[str, list[PanelReport]] = defaultdict(list)
        for report in self.panel_reports.values():
            for id_ in report.facts.about:
                papers[id_].append(report)
        return papers

    @joined
    def repeated_by(self) -> Mapping[str, list[Finding]]:
        """The later findings that make a finding again, by its full id."""
        repeats: dict[str, list[Finding]] = defaultdict(list)
        for inspection in reversed(self.newest_inspections):
            for finding in inspection.findings:
                for full_id in finding.facts.repeats:
                    repeats[full_id].append(finding)
        return repeats

    def earlier_findings(self, finding: Finding) -> list[Finding]:
        """Return the earlier findings that a finding makes again."""
        return [earlier for full_id in finding.facts.repeats if (earlier := self.finding(full_id))]

    def chain_of(self, finding: Finding) -> list[Finding]:
        """Return a finding with all that it makes again and all that make it again, the oldest report first."""
        chain = {finding.full_id: finding}
        for related in (self.earlier_findings, lambda each: self.repeated_by.get(each.full_id, [])):
            waiting = [finding]
            while waiting:
                new = [other for other in related(waiting.pop()) if other.full_id not in chain]
                chain |= {other.full_id: other for other in new}
                waiting += new
        return sorted(
            chain.values(), key=lambda each: (self.inspections[each.inspection_id].published_on, each.full_id)
        )

    def reports_following(self, inspection_ids: Collection[str]) -> list[Inspection]:
        """Return the reports that follow one of some reports, the newest first."""
        following = {report.id: report for id_ in inspection_ids for report in self._following.get(id_, ())}
        by_id = sorted(following.values(), key=lambda report: report.id)
        return sorted(by_id, key=lambda report: report.published_on, reverse=True)

    @joined
    def _following(self) -> Mapping[str, list[Inspection]]:
        following: dict[str, list[Inspection]] = defaultdict(list)
        for inspection in self.newest_inspections:
            for id_ in inspection.facts.follows:
                following[id_].append(inspection)
        return following

    def finding(self, full_id: str) -> Finding | None:
        """Find a finding by its id within the site."""
        inspection_id, _, finding_id = full_id.partition("#")
        inspection = self.inspections.get(inspection_id)
        return inspection.finding(finding_id) if inspection else None

    @joined
    def withdrawn_by_inspection(self) -> Mapping[str, list[Response]]:
        """Withdrawn responses to each report."""
        withdrawn: dict[str, list[Response]] = defaultdict(list)
        for record in self.withdrawn:
            if isinstance(record, Response):
                for inspection_id in record.inspection_ids:
                    withdrawn[inspection_id].append(record)
        return withdrawn

    @cached_property
    def _clocks(self) -> Clocks:
        return Clocks(
            self.as_of, self.offices, self.inspections, self.responses_by_inspection, self.withdrawn_by_inspection,
            f"{self.prefix}_clocks.",
        )  # fmt: skip

    def clock(self, response: Response, inspection: Inspection, office_id: str | None = None) -> ResponseClock:
        """Return the clock of a response to one report, for its first office or another of its own."""
        return self._clocks.clock_for(response, inspection, office_id)

    def clock_of_office(self, office_id: str, inspection: Inspection) -> Clock:
        """Return the clock of an office's duty to answer one report."""
        return self._clocks.clock_of_office(office_id, inspection)

    @property
    def outstanding(self) -> Sequence[ReportClock]:
        """Outstanding responses, the earliest last day first."""
        return self._clocks.outstanding

    @property
    def outstanding_by_office(self) -> Mapping[str, list[ReportClock]]:
        """Outstanding responses of each office."""
        return self._clocks.outstanding_by_office

    @property
    def outstanding_by_inspection(self) -> Mapping[str, list[ReportClock]]:
        """Outstanding responses to each report."""
        return self._clocks.outstanding_by_inspection

    def expects(self, office: Office, inspection: Inspection) -> bool:
        """Check whether an office answers a report, by what its file says."""
        return self._clocks.expects(office, inspection)

    @property
    def untracked(self) -> Sequence[Office]:
        """Offices for which no deadline is tracked."""
        return self._clocks.untracked

    def answer(self, response: Response, finding: Finding, office: Office | None = None) -> Answer:
        """Return what a response says to a finding, be it nothing, for its first office or another of its own."""
        office = office or self.offices[response.office_id]
        key = (response.id, finding.full_id, office.id)
        answer = self._answers.get(key)
        if answer is None:
            facts = answer_to(response, finding) or NO_ANSWER
            answer = self._answers[key] = Answer(response, office, finding, facts, sections_on(response, finding))
        return answer

    @cached_property
    def _answers(self) -> dict[tuple[str, str, str], Answer]:
        return {}

    def answers_to(self, finding: Finding) -> list[Answer]:
        """Return every office's answer to a finding; that of a joint response once for each of its offices."""
        return [
            self.answer(response, finding, office)
            for response in self.responses_by_inspection.get(finding.inspection_id, [])
            for office in self.offices_of(response)
        ]

    @joined
    def _wholes(self) -> Mapping[str, list[Response]]:
        return wholes_of(self.responses, self.responses.values())

    def parts_of(self, response: Response) -> list[Response]:
        """Return every released part of the response that one belongs to, or, for an update, of the one it updates."""
        return self._wholes.get(whole_id_of(self.responses, response)) or [response]

    def other_parts_that_answer(self, response: Response, finding: Finding) -> tuple[Response, ...]:
        """Return the parts of a response, but for this one, that answer a finding of a report they answer."""
        return tuple(
            part
            for part in self.parts_of(response)
            if part is not response
            and finding.inspection_id in part.inspection_ids
            and self.answer(part, finding).is_stated
        )

    def is_update(self, response: Response) -> bool:
        """Check whether a response only brings later news of another."""
        return is_update(self.responses, response)

    def label_of(self, response: Response) -> str:
        """Return what distinguishes an office's response from others to its report: `Part two, 1 September 2024`."""
        others = [other for other in self.others_of(response) if not self.is_update(other)]
        if not (response.facts.part or self.is_update(response) or others):
            return ""
        what = response.facts.part or ("Update" if self.is_update(response) else "")
        when = response.published.wording if response.published and response.published.machine else ""
        return ", ".join(filter(None, [what, when]))

    def others_of(self, response: Response) -> list[Response]:
        """Return the other responses of its offices to the same reports."""
        found = (self._answers_of.get(f"{response.office_id} {id_}", ()) for id_ in response.inspection_ids)
        others = {other.id: other for responses in found for other in responses if other is not response}
        if len(others) < 2:  # noqa: PLR2004 - nothing to sort
            return list(others.values())
        return [other for other in self.responses_by_office.get(response.office_id, []) if other.id in others]

    @joined
    def _answers_of(self) -> Mapping[str, list[Response]]:
        return by_office_and_report(self.responses.values())
