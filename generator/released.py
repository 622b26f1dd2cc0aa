"""What may be seen at a moment, and the questions that need all of it at once.

What is not released does not exist here: nothing below this module's row can count it, order by it or name it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from generator.clocks import Clocks, Owed, ResponseClock, is_released
from generator.dates import Publication, london_day
from generator.gate import answer_to, section_role_of
from generator.kinds import Inspection, Office, PanelReport, Record, Response
from generator.kinds.finding import Finding
from generator.kinds.response import AnswerFacts, Section
from generator.problems import Exit, Problem, Severity
from generator.prose import is_external, target_of
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
    """Records in other languages, by language and by the id of their source."""

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
    today = london_day(at)
    gone = tuple(each for each in (*inspections.values(), *responses.values(), *reports.values()) if _is_withdrawn(each, today))
    kept_inspections = _without(inspections, gone)
    kept_responses = {
        id_: each for id_, each in _without(responses, gone).items() if all(one in kept_inspections for one in each.inspection_ids)
    }
    kept = [*records.offices.values(), *kept_inspections.values(), *kept_responses.values(), *_without(reports, gone).values()]
    seen = {record.source.id for record in kept}
    twins = {each.language: {id_: twin for id_, twin in sorted(each.records.items()) if id_ in seen} for each in records.twins}
    named = {
        f"{record.source.id.rpartition('/')[0]}/{attachment.file}"
        for record in (*kept, *(twin for each in twins.values() for twin in each.values()))
        for attachment in record.facts.attachments
    }
    attachments = {path: file for path, file in sorted(records.attachments.items()) if path in named}
    return Released(
        at, dict(sorted(records.offices.items())), kept_inspections, kept_responses, _without(reports, gone), gone, attachments, twins
    )


def _seen(records: Mapping[str, R], at: datetime, *, with_drafts: bool) -> dict[str, R]:
    return {id_: record for id_, record in sorted(records.items()) if with_drafts or is_released(_published(record), at)}


def _published(record: Record) -> Publication | None:
    return None if isinstance(record, Office) else record.published


def _is_withdrawn(record: Record, today: date) -> bool:
    return record.facts.withdrawn is not None and record.facts.withdrawn.on <= today


def _without(records: Mapping[str, R], gone: tuple[Record, ...]) -> dict[str, R]:
    return {id_: record for id_, record in records.items() if not any(record is each for each in gone)}


def release_problems(records: Records, at: datetime) -> Iterator[Problem]:
    """Name every released record that names an unreleased one, by file and rule and never by title."""
    hidden = {
        record.source.id
        for group in (records.inspections, records.responses, records.panel_reports)
        for record in group.values()
        if not is_released(_published(record), at)
    }
    if not hidden:
        return
    for record in records.texts:
        if record.source.id in hidden:
            continue
        for way, target in _references(record):
            if target in hidden:
                place = record.source.place(*way) if isinstance(way, tuple) else record.source.body_place(*way)
                yield Problem(
                    place, "This names a record that is not released yet, and would give it away",
                    "Take it out until then, or release both at once", Severity.ERROR, "unreleased", Exit.UNRELEASED,
                )  # fmt: skip


def _references(record: Record) -> Iterator[tuple[tuple[str | int, ...] | list[int], str]]:
    """Give where a record names others (a way to a fact, or a line and column of the body), and their sources' ids."""
    match record:
        case Response():
            way = ("inspection",) if "inspection" in record.source.facts else ()
            yield from ((way, f"inspections/{id_}") for id_ in record.inspection_ids)
        case Inspection():
            yield from ((("follows",), f"inspections/{id_}") for id_ in record.facts.follows)
            for finding_id, facts in record.facts.findings.items():
                for full_id in facts.repeats:
                    yield ("findings", finding_id, "repeats"), f"inspections/{full_id.partition('#')[0]}"
        case PanelReport():
            for id_ in record.facts.about:
                yield ("about",), f"inspections/{id_}"
                yield ("about",), f"responses/{id_}"
        case Office():
            expected = record.facts.expects if isinstance(record.facts.expects, list) else []
            yield from ((("expects",), f"inspections/{id_}") for id_ in expected)
            yield from ((("no-response-needed", id_), f"inspections/{id_}") for id_ in record.facts.no_response_needed)
    if record.source.body:
        for link in record.source.writing.links:
            if not is_external(link.address):
                path, _ = target_of(link.address, record.source.id)
                yield [link.line, link.column], path.removesuffix(".md")
