"""The released register: what may be seen at a moment, and questions that need all of it.

Unreleased records end before this module: no later module can count, sort or mention them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from generator.dates import london_day
from generator.reading.ledger import Ledger
from generator.records.fields import Withdrawal
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of, old_ids
from generator.register.answers import NO_ANSWER, Answer, answer_to, sections_on
from generator.register.clocks import Clocks, ReportClock, ResponseClock
from generator.register.parts import by_office_and_report, is_update, whole_id_of, wholes_of
from generator.statute import Clock

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class ReleasedRegister:
    """Every released record, by id, in the order of ids."""

    as_of: datetime
    offices: Mapping[str, Office]
    inspections: Mapping[str, Inspection]
    responses: Mapping[str, Response]
    panel_reports: Mapping[str, PanelReport]
    withdrawn: tuple[Record, ...]
    """Records that keep their address and nothing else."""
    attachments: Mapping[str, Path] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    """Records in other languages, by language and by the id of their source; of withdrawn ones that there is one."""
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)
    """Why each withdrawn record is, by the id of its source."""
    ledger: Ledger = field(default_factory=Ledger)

    def in_language(self, language: str) -> ReleasedRegister:
        """Return the same records, each in a language if it is translated."""
        translations = self.translations.get(language, {})
        return replace(
            self,
            offices=_translated(self.offices, translations),
            inspections=_translated(self.inspections, translations),
            responses=_translated(self.responses, translations),
            panel_reports=_translated(self.panel_reports, translations),
        )

    @property
    def standing(self) -> tuple[Record, ...]:
        """Every record that may be seen and is not withdrawn, kind by kind."""
        kinds = (self.offices, self.inspections, self.responses, self.panel_reports)
        return tuple(record for records in kinds for record in records.values())

    def first_release_after_its_date(self, response: Response) -> date | None:
        """Return the day of a response's first release here, if its date of publication is earlier; else None."""
        published = response.published.day if response.published else None
        if published is None or response.facts.recorded_as_published:
            return None
        first = self.ledger.first_release([f"/{address_of(response)}", *(f"/{old}/" for old in old_ids(response))])
        return london_day(first) if first and first <= self.as_of and published < london_day(first) else None

    @property
    def today(self) -> date:
        """The day it is in London."""
        return london_day(self.as_of)

    @cached_property
    def responses_by_inspection(self) -> Mapping[str, list[Response]]:
        """Responses to each report, in the order of offices."""
        responses: dict[str, list[Response]] = defaultdict(list)
        for response in self.responses.values():
            for inspection_id in response.inspection_ids:
                responses[inspection_id].append(response)
        return responses

    @cached_property
    def responses_by_office(self) -> Mapping[str, list[Response]]:
        """Responses of each office, those to the newest reports first."""
        responses: dict[str, list[Response]] = defaultdict(list)
        for response in self.newest_responses:
            for office in self.offices_of(response):
                responses[office.id].append(response)
        return responses

    def offices_of(self, response: Response) -> list[Office]:
        """Return the offices whose response it is."""
        return [self.offices[id_] for id_ in response.office_ids if id_ in self.offices]

    @cached_property
    def newest_responses(self) -> list[Response]:
        """All responses, those to the newest reports first."""
        ids = sorted(self.responses)
        return sorted(
            (self.responses[id_] for id_ in ids),
            key=lambda response: self.report_of(response).published_on,
            reverse=True,
        )

    @cached_property
    def latest_responses(self) -> list[Response]:
        """All responses, those published last first; those without a recorded date come last."""
        first = datetime(1, 1, 1, tzinfo=UTC)
        return sorted(
            self.newest_responses,
            key=lambda response: response.published.released_from if response.published else first, reverse=True,
        )  # fmt: skip

    @cached_property
    def newest_inspections(self) -> list[Inspection]:
        """All inspections, the newest report first."""
        ids = sorted(self.inspections)
        return sorted(
            (self.inspections[id_] for id_ in ids), key=lambda inspection: inspection.published_on, reverse=True
        )

    @cached_property
    def reports_by_office(self) -> Mapping[str, list[PanelReport]]:
        """Panel reports of each office, newest first and undated last."""
        papers: dict[str, list[PanelReport]] = defaultdict(list)
        reports = [self.panel_reports[id_] for id_ in sorted(self.panel_reports)]
        for report in sorted(reports, key=lambda paper: str(listing_date(paper) or ""), reverse=True):
            papers[report.office_id].append(report)
        return papers

    @cached_property
    def reports_about(self) -> Mapping[str, list[PanelReport]]:
        """Panel reports about each record."""
        papers: dict[str, list[PanelReport]] = defaultdict(list)
        for report in self.panel_reports.values():
            for id_ in report.facts.about:
                papers[id_].append(report)
        return papers

    @cached_property
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
        return sorted(following.values(), key=lambda report: self._places[report.id])

    @cached_property
    def _following(self) -> Mapping[str, list[Inspection]]:
        following: dict[str, list[Inspection]] = defaultdict(list)
        for inspection in self.newest_inspections:
            for id_ in inspection.facts.follows:
                following[id_].append(inspection)
        return following

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {inspection.id: place for place, inspection in enumerate(self.newest_inspections)}

    def report_of(self, response: Response) -> Inspection:
        """Return the report a response is named for."""
        return self.inspections[response.inspection_ids[0]]

    def finding(self, full_id: str) -> Finding | None:
        """Find a finding by its id within the site."""
        inspection_id, _, finding_id = full_id.partition("#")
        inspection = self.inspections.get(inspection_id)
        return inspection.finding(finding_id) if inspection else None

    @cached_property
    def _clocks(self) -> Clocks:
        withdrawn: dict[str, list[Response]] = defaultdict(list)
        for record in self.withdrawn:
            if isinstance(record, Response):
                for inspection_id in record.inspection_ids:
                    withdrawn[inspection_id].append(record)
        return Clocks(self.as_of, self.offices, self.inspections, self.responses_by_inspection, withdrawn)

    def clock(self, response: Response, inspection: Inspection, office_id: str | None = None) -> ResponseClock:
        """Return the clock of a response to one report, for its first office or another of its own."""
        return self._clocks.clock_for(response, inspection, office_id)

    def clock_of_office(self, office_id: str, inspection: Inspection) -> Clock:
        """Return the clock of an office's duty to answer one report."""
        return self._clocks.clock_of_office(office_id, inspection)

    @property
    def outstanding(self) -> list[ReportClock]:
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
    def untracked(self) -> list[Office]:
        """Offices for which no deadline is tracked."""
        return self._clocks.untracked

    def answer(self, response: Response, finding: Finding, office: Office | None = None) -> Answer:
        """Return what a response says to a finding, be it nothing, for its first office or another of its own."""
        key = (response.id, finding.full_id, office.id if office else response.office_id)
        answer = self._answers.get(key)
        if answer is None:
            facts = answer_to(response, finding) or NO_ANSWER
            office = office or self.offices[response.office_id]
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

    @cached_property
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
        found = (self._by_office_and_report[response.office_id, id_] for id_ in response.inspection_ids)
        others = {other.id: other for responses in found for other in responses if other is not response}
        if len(others) < 2:  # noqa: PLR2004 - nothing to sort
            return list(others.values())
        return [other for other in self.responses_by_office.get(response.office_id, []) if other.id in others]

    @cached_property
    def _by_office_and_report(self) -> Mapping[tuple[str, str], list[Response]]:
        return by_office_and_report(self.responses.values())


def _translated(records: Mapping[str, R], translations: Mapping[str, Record]) -> dict[str, R]:
    # A translation is of the same kind as its original.
    return {id_: cast("R", translations.get(record.path, record)) for id_, record in records.items()}


def listing_date(report: PanelReport) -> date | None:
    """Return the day a panel report is listed under: its meeting's, else its publication's, or None."""
    return report.facts.meeting or (report.published.day if report.published else None)
