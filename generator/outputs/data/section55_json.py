"""The register as plain data, from the same objects as the pages: `/data/section55.json`. No prose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic_core import to_json

from generator.dates import Due, Publication
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.answers import Answer
from generator.register.clocks import ResponseClock
from generator.register.dataset import objects as dataset
from generator.register.released import ReleasedRegister
from generator.statute import Status
from generator.theme.site import Site


def as_json(value: Any) -> str:
    """Return a value as JSON on one line."""
    return to_json(value).decode()


OBJECT = "object"
"""A use (`generator.uses`): the object of a record as JSON, named by the path of its source."""


@dataclass
class WrittenObjects:
    """The objects of records as JSON, each written once for all files that have it."""

    released: ReleasedRegister
    site: Site
    _texts: dict[str, str] = field(default_factory=dict)

    def of(self, record: Record) -> str:
        """Return the object of a record."""
        text = self._texts.get(record.path)
        return text if text is not None else self.keep(record.path, as_json(_object(self.released, record, self.site)))

    def keep(self, path: str, text: str) -> str:
        """Keep the object of the record at a path, and return it."""
        self._texts[path] = text
        return text


@lru_cache(maxsize=1)
def written_objects(released: ReleasedRegister, site: Site) -> WrittenObjects:
    """Return the objects of one register, the same for all that ask."""
    return WrittenObjects(released, site)


def register_of(released: ReleasedRegister, site: Site) -> dict[str, Any]:
    """Return the whole register as plain data: days as ISO 8601, addresses in full or from the site's root."""
    findings = [finding for inspection in released.inspections.values() for finding in inspection.numbered_findings]
    withdrawn = [record for record in released.withdrawn if isinstance(record, Response)]
    responses = sorted([*released.responses.values(), *withdrawn], key=lambda response: response.id)
    return dataset.REGISTER.build(
        format=dataset.FORMAT,
        as_of=released.today.isoformat(),
        site=dataset.SITE.build(name=site.name, url=site.address or None),
        offices=[_office(office, site) for office in released.offices.values()],
        inspections=[_inspection(inspection, site) for inspection in released.inspections.values()],
        findings=[_finding(released, finding, site) for finding in findings],
        responses=[_response(released, response, site) for response in responses],
        panel_reports=[_panel_report(report, site) for report in released.panel_reports.values()],
        expected=[
            dataset.EXPECTED.build(
                office=due.office.id,
                inspection=due.inspection.id,
                last_day=_iso(due.clock.last_day),
                status=due.clock.status.value,
                next_change_on=_iso(due.clock.next_change_on),
            )
            for due in released.outstanding
        ],
    )


def _object(released: ReleasedRegister, record: Record, site: Site) -> dict[str, Any]:
    match record:
        case Office():
            return _office(record, site)
        case Inspection():
            return _inspection(record, site)
        case Response():
            return _response(released, record, site)
    return _panel_report(record, site)


def _url(record: Office | Inspection | Finding | Response | PanelReport, site: Site) -> str:
    return f"{site.address or '/'}{address_of(record)}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _published(publication: Publication | None) -> str | None:
    return publication.machine if publication else None


def _due(due: Due | None) -> str | None:
    return due.machine or due.wording if due else None


def _office(office: Office, site: Site) -> dict[str, Any]:
    facts = office.facts
    successor = facts.succeeded_by
    return dataset.OFFICE.build(
        id=office.id,
        url=_url(office, site),
        name=office.name,
        force=facts.force,
        chief_officer=facts.chief_officer,
        panel=facts.panel,
        website=facts.website,
        succeeded_by={"office": successor.office, "on": _iso(successor.on)} if successor else None,
    )


def _inspection(inspection: Inspection, site: Site) -> dict[str, Any]:
    facts = inspection.facts
    return dataset.INSPECTION.build(
        id=inspection.id,
        url=_url(inspection, site),
        title=inspection.title,
        published=_published(inspection.published),
        inspectorate=inspection.inspectorate,
        inspectorates=inspection.inspectorates,
        inspectorate_name=inspection.inspectorate_in_full,
        types=facts.types,
        forces=facts.forces,
        section_55=inspection.asks_for_response,
        report=facts.report,
        archived_report=facts.archived_report,
        follows=facts.follows,
        findings_in_report=facts.findings_in_report,
        grades=[dataset.GRADE.build(area=grade.area, grade=grade.grade) for grade in facts.grades],
        tags=facts.tags,
    )


def _finding(released: ReleasedRegister, finding: Finding, site: Site) -> dict[str, Any]:
    return dataset.FINDING.build(
        **{"class": finding.finding_class},
        id=finding.full_id,
        url=_url(finding, site),
        inspection=finding.inspection_id,
        number=finding.number,
        heading=finding.heading,
        theme=finding.theme,
        cause=f"{finding.inspection_id}#{finding.cause}" if finding.cause else None,
        addressed_to=finding.facts.addressed_to,
        by=_due(finding.due),
        repeats=finding.facts.repeats,
        repeated_by=[repeat.full_id for repeat in released.repeated_by.get(finding.full_id, [])],
    )


def _response(released: ReleasedRegister, response: Response, site: Site) -> dict[str, Any]:
    facts = response.facts
    is_withdrawn = response.id not in released.responses
    inspections = [released.inspections[id_] for id_ in response.inspection_ids if id_ in released.inspections]
    offices = [] if is_withdrawn else [office.id for office in released.offices_of(response)]
    clocks = [(inspection.id, _clock(released.clock(response, inspection))) for inspection in inspections]
    joint_clocks = [
        (office_id, inspection.id, _clock(released.clock(response, inspection, office_id)))
        for office_id in offices[1:]
        for inspection in inspections
    ]
    # A withdrawn response keeps its address and its date of publication; its report may be withdrawn too.
    unknown = {"last_day": None, "status": Status.WITHDRAWN.value, "days": None, "next_change_on": None}
    return dataset.RESPONSE.build(
        id=response.id,
        url=_url(response, site),
        office=response.office_id,
        joint_with=offices[1:],
        part_of=facts.part_of,
        part=facts.part,
        update_to=facts.update_to,
        inspection=response.inspection_ids[0],
        published=_published(response.published),
        **(clocks[0][1] if clocks else unknown),
        clocks=[dataset.CLOCK.build(inspection=id_, **clock) for id_, clock in clocks],
        joint_clocks=[
            dataset.JOINT_CLOCK.build(office=office, inspection=id_, **clock) for office, id_, clock in joint_clocks
        ],
        invited=None if is_withdrawn else _iso(facts.invited),
        dated=facts.dated.machine if facts.dated and not is_withdrawn else None,
        recorded_as_published=facts.recorded_as_published,
        late_reason=None if is_withdrawn else facts.late_reason,
        sent=[] if is_withdrawn else [
            dataset.COPY.build(
                to=copy.to, on=copy.on.when.machine if copy.on.when else copy.on.words, words=copy.words, role=copy.role
            )
            for copy in facts.sent
        ],
        answers=[] if is_withdrawn else [
            _answer(answer)
            for inspection in inspections
            for finding in inspection.numbered_findings
            if (answer := released.answer(response, finding)).is_stated
        ],
        tags=[] if is_withdrawn else facts.tags,
    )  # fmt: skip


def _clock(clock: ResponseClock) -> dict[str, Any]:
    return {
        "last_day": _iso(clock.last_day),
        "status": clock.status.value,
        "days": clock.days,
        "next_change_on": _iso(clock.next_change_on),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    facts = answer.facts
    return dataset.ANSWER.build(
        finding=answer.finding.full_id,
        action=facts.action,
        reason=facts.reason,
        position=answer.position,
        owner=facts.owner,
        due=_due(facts.due),
        progress_status=answer.progress,
        progress=[
            dataset.PROGRESS.build(
                on=entry.on.machine, status=entry.status, note=entry.note, by=entry.by, source=entry.source
            )
            for entry in facts.progress
        ],
        see=facts.see,
    )


def _panel_report(report: PanelReport, site: Site) -> dict[str, Any]:
    facts = report.facts
    return dataset.PANEL_REPORT.build(
        id=report.id,
        url=_url(report, site),
        title=report.title,
        office=report.office_id,
        panel=facts.panel,
        published=_published(report.published),
        meeting=_iso(facts.meeting),
        agenda_item=facts.agenda_item,
        author=facts.author,
        about=facts.about,
    )
