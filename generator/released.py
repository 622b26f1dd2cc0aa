"""What may be seen at a moment, and the questions that need all of it at once.

What is not released does not exist here: nothing below this module's row can count it, order by it or name it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from generator.addresses import address_of, old_ids
from generator.clocks import Clocks, Owed, ResponseClock, is_released
from generator.dates import Publication, london_day
from generator.gate import answer_to, section_role_of
from generator.kinds import Inspection, Office, PanelReport, Record, Response
from generator.kinds.finding import Finding
from generator.kinds.record import Withdrawal
from generator.kinds.response import AnswerFacts, Section
from generator.ledger import Ledger
from generator.records import Records

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one response says to one finding."""

    response: Response
    office: Office
    finding: Finding
    facts: AnswerFacts
    section: Section | None
    """The words under the finding's own heading."""

    @property
    def is_stated(self) -> bool:
        """Say whether the response says anything to the finding by name."""
        return self.section is not None or self.facts != AnswerFacts()

    @property
    def progress(self) -> str:
        """The newest status of its progress log, the last written where a day has several, or `not stated`."""
        return max(reversed(self.facts.progress), key=lambda entry: entry.on).status if self.facts.progress else "not stated"

    @property
    def position(self) -> str:
        """The office's position on the finding, or `not stated`."""
        return self.facts.position or "not stated"


@dataclass(frozen=True)
class Released:
    """Every record that may be seen, by id, in the order of ids."""

    at: datetime
    offices: Mapping[str, Office]
    inspections: Mapping[str, Inspection]
    responses: Mapping[str, Response]
    panel_reports: Mapping[str, PanelReport]
    withdrawn: tuple[Record, ...]
    """Records that keep their address and nothing else."""
    attachments: Mapping[str, Path] = field(default_factory=dict)
    twins: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    """Records in other languages, by language and by the id of their source; of withdrawn ones that there is one."""
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)
    """Why each withdrawn record is, by the id of its source."""
    ledger: Ledger = field(default_factory=Ledger)

    def in_language(self, language: str) -> Released:
        """Give the same records with their twins in a language, where they have them."""
        twins = self.twins.get(language, {})
        return replace(
            self,
            offices=_translated(self.offices, twins),
            inspections=_translated(self.inspections, twins),
            responses=_translated(self.responses, twins),
            panel_reports=_translated(self.panel_reports, twins),
        )

    @property
    def standing(self) -> tuple[Record, ...]:
        """Every record that may be seen and is not withdrawn, kind by kind."""
        return (*self.offices.values(), *self.inspections.values(), *self.responses.values(), *self.panel_reports.values())

    def first_release_after_its_date(self, response: Response) -> date | None:
        """Give the day of a response's first release here, where its date of publication claims an earlier one."""
        published = response.published.day if response.published else None
        if published is None or response.facts.recorded_as_published:
            return None
        first = self.ledger.first_release([f"/{address_of(response)}", *(f"/{old}/" for old in old_ids(response))])
        return london_day(first) if first and first <= self.at and published < london_day(first) else None

    @property
    def today(self) -> date:
        """The day it is in London."""
        return london_day(self.at)

    @cached_property
    def responses_by_inspection(self) -> Mapping[str, list[Response]]:
        """Responses to each report, in the order of offices."""
        found: dict[str, list[Response]] = defaultdict(list)
        for response in self.responses.values():
            for inspection_id in response.inspection_ids:
                found[inspection_id].append(response)
        return found

    @cached_property
    def responses_by_office(self) -> Mapping[str, list[Response]]:
        """Responses of each office, those to the newest reports first."""
        found: dict[str, list[Response]] = defaultdict(list)
        for response in self.newest_responses:
            found[response.office_id].append(response)
        return found

    @cached_property
    def newest_responses(self) -> list[Response]:
        """All responses, those to the newest reports first."""
        ids = sorted(self.responses)
        return sorted((self.responses[id_] for id_ in ids), key=lambda each: self.report_of(each).published_on, reverse=True)

    @cached_property
    def newest_inspections(self) -> list[Inspection]:
        """All inspections, the newest report first."""
        ids = sorted(self.inspections)
        return sorted((self.inspections[id_] for id_ in ids), key=lambda each: each.published_on, reverse=True)

    @cached_property
    def reports_by_office(self) -> Mapping[str, list[PanelReport]]:
        """Panel reports of each office, newest first and undated last."""
        found: dict[str, list[PanelReport]] = defaultdict(list)
        reports = [self.panel_reports[id_] for id_ in sorted(self.panel_reports)]
        for report in sorted(reports, key=lambda each: str(report_day(each) or ""), reverse=True):
            found[report.office_id].append(report)
        return found

    @cached_property
    def reports_about(self) -> Mapping[str, list[PanelReport]]:
        """Panel reports about each record."""
        found: dict[str, list[PanelReport]] = defaultdict(list)
        for report in self.panel_reports.values():
            for id_ in report.facts.about:
                found[id_].append(report)
        return found

    @cached_property
    def repeated_by(self) -> Mapping[str, list[Finding]]:
        """The later findings that make a finding again, by its full id."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for inspection in reversed(self.newest_inspections):
            for finding in inspection.findings:
                for full_id in finding.facts.repeats:
                    found[full_id].append(finding)
        return found

    def report_of(self, response: Response) -> Inspection:
        """Give the report a response is named for."""
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
        return Clocks(self.at, self.offices, self.inspections, self.responses_by_inspection, withdrawn)

    def clock(self, response: Response, inspection: Inspection) -> ResponseClock:
        """Judge a response to one report."""
        return self._clocks.of(response, inspection)

    @property
    def owed(self) -> list[Owed]:
        """Responses still to be given, the nearest last day first."""
        return self._clocks.owed

    @property
    def owed_by_office(self) -> Mapping[str, list[Owed]]:
        """What each office has still to give."""
        return self._clocks.owed_by_office

    @property
    def owed_by_inspection(self) -> Mapping[str, list[Owed]]:
        """Who has still to answer each report."""
        return self._clocks.owed_by_inspection

    def answer(self, response: Response, finding: Finding) -> Answer:
        """Give what a response says to a finding, be it nothing."""
        facts = answer_to(response, finding) or AnswerFacts()
        section = response.section(section_role_of(response, finding))
        return Answer(response, self.offices[response.office_id], finding, facts, section)

    def answers_to(self, finding: Finding) -> list[Answer]:
        """Give every office's answer to a finding."""
        return [self.answer(response, finding) for response in self.responses_by_inspection.get(finding.inspection_id, [])]


def _translated(records: Mapping[str, R], twins: Mapping[str, Record]) -> dict[str, R]:
    # A twin is of the kind of its original, which stands at the same place.
    return {id_: cast("R", twins.get(record.source.id, record)) for id_, record in records.items()}


def report_day(report: PanelReport) -> date | None:
    """Give the day a panel report is listed under: its meeting's, else its publication's; None where neither is known."""
    return report.facts.meeting or (report.published.day if report.published else None)


def released(records: Records, at: datetime, *, with_drafts: bool = False) -> Released:
    """Give what may be seen at a moment; `with_drafts` adds what may not, for the office's own preview alone."""
    inspections = _seen(records.inspections, at, with_drafts=with_drafts)
    responses = {
        id_: response
        for id_, response in _seen(records.responses, at, with_drafts=with_drafts).items()
        if response.office_id in records.offices and all(each in inspections for each in response.inspection_ids)
    }
    reports = _seen(records.panel_reports, at, with_drafts=with_drafts)
    reports = {id_: report for id_, report in reports.items() if report.office_id in records.offices}
    seen: list[Record] = [*records.offices.values(), *inspections.values(), *responses.values(), *reports.values()]
    withdrawals = _withdrawals(seen, london_day(at))
    standing = [record for record in seen if record.source.id not in withdrawals]
    twins = _twins(records, {record.source.id for record in seen})
    return Released(
        at,
        _without(dict(sorted(records.offices.items())), withdrawals),
        _without(inspections, withdrawals),
        _without(responses, withdrawals),
        _without(reports, withdrawals),
        tuple(record for record in seen if record.source.id in withdrawals),
        _attachments_of(records, standing, twins),
        twins,
        withdrawals,
        records.ledger,
    )


def _twins(records: Records, seen: set[str]) -> dict[str, dict[str, Record]]:
    return {each.language: {id_: twin for id_, twin in sorted(each.records.items()) if id_ in seen} for each in records.twins}


def _attachments_of(records: Records, standing: list[Record], twins: Mapping[str, Mapping[str, Record]]) -> dict[str, Path]:
    translated = [each[record.source.id] for each in twins.values() for record in standing if record.source.id in each]
    named = {
        f"{record.source.id.rpartition('/')[0]}/{attachment.file}"
        for record in (*standing, *translated)
        for attachment in record.facts.attachments
    }
    return {path: file for path, file in sorted(records.attachments.items()) if path in named}


def _seen(records: Mapping[str, R], at: datetime, *, with_drafts: bool) -> dict[str, R]:
    return {id_: record for id_, record in sorted(records.items()) if with_drafts or is_released(publication_of(record), at)}


def publication_of(record: Record) -> Publication | None:
    """Give when a record was published; an office has no such day, and may always be seen."""
    return None if isinstance(record, Office) else record.published


def _withdrawals(records: Iterable[Record], today: date) -> dict[str, Withdrawal]:
    """Give why each withdrawn record is: by its own word, or that of its office or of a report it answers, on which it stands."""
    found: dict[str, Withdrawal] = {}
    for record in records:
        own = record.facts.withdrawn
        if own and own.on <= today:
            found[record.source.id] = own
            continue
        below = [f"offices/{record.office_id}"] if isinstance(record, Response | PanelReport) else []
        below += [f"inspections/{id_}" for id_ in record.inspection_ids] if isinstance(record, Response) else []
        if first := next((id_ for id_ in below if id_ in found), None):
            found[record.source.id] = found[first]
    return found


def _without(records: Mapping[str, R], withdrawals: Mapping[str, Withdrawal]) -> dict[str, R]:
    return {id_: record for id_, record in records.items() if record.source.id not in withdrawals}
