"""What a search can find: one document for each record and each finding, with its facts and its parts.

Knows records and their pages' anchors; nothing of the engine that searches. A text stands in one document only: a
finding's in its own, and not in those of the responses that repeat it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from html import escape
from typing import Any

from pydantic_core import to_json

from generator.dates import wording
from generator.kinds import Inspection, Office, PanelReport, Response
from generator.kinds.finding import CLASSES, Finding
from generator.pages.document import AnsweredFinding, AnsweredGroup, AnsweredReport, Document, document_of
from generator.pages.records import address_of
from generator.pages.search import UNDATED
from generator.prose import paragraphs
from generator.released import Released, report_day

FINDING_WEIGHT = 3
"""A word of a finding counts as much as three of prose: it is what people quote."""


@dataclass(frozen=True)
class SearchDocument:
    """One thing a search can find."""

    url: str
    """From the site's root, without a slash before: `responses/norfolk/2019/x/`."""
    title: str
    day: date | None
    """By which it is sorted: of the report, for a response and a finding too; of the meeting, for a paper."""
    meta: Mapping[str, str]
    """Words that are searched and are not in the text: names of the office and the force, dates, types, tags."""
    facts: Mapping[str, str]
    """What a search can be narrowed by, one value each."""
    text: Callable[[], str] = field(repr=False)
    """Sets its text as HTML, whose headings have the ids of its page, so that a hit opens where it stands.

    It is set only where the index is made anew: that costs more than all else here.
    """
    made_from: tuple[str, ...] = field(repr=False)
    """What the text is made from, and nothing that is not published: a name on the site is made of it."""

    @property
    def year(self) -> str:
        """The year it is kept under."""
        return str(self.day.year) if self.day else UNDATED


def _plain(facts: Any) -> str:
    """Write facts as JSON: unlike `repr` it names no class, so nothing but what is written counts."""
    return to_json(facts, fallback=str).decode()


def documents_of(released: Released) -> Iterator[SearchDocument]:
    """Give every document, in the order of addresses within a kind."""
    for office in released.offices.values():
        yield _office(office)
    for inspection in released.inspections.values():
        yield _inspection(inspection)
        yield from _findings(inspection)
    for response in released.responses.values():
        yield _response(released, response)
    for report in released.panel_reports.values():
        yield _panel_report(released, report)


def _office(office: Office) -> SearchDocument:
    facts = office.facts
    meta = {"force": facts.force, "also": _words(office.short_name, office.id.replace("-", " "), *facts.tags)}
    return SearchDocument(
        address_of(office), office.name, None, meta, {"kind": "office", "office": office.id},
        partial(_office_text, office), (_office_text(office),),
    )  # fmt: skip


def _office_text(office: Office) -> str:
    facts = office.facts
    people = [f"{holder.title} {holder.name}" for holder in facts.holders]
    words = [facts.force, facts.chief_officer, facts.panel or "", *people, *(each.name for each in facts.names)]
    return "".join(f"<p>{escape(each)}</p>" for each in words if each)


def _inspection(inspection: Inspection) -> SearchDocument:
    facts = inspection.facts
    meta = _report_meta(inspection) | {
        "inspectorate": _words(facts.inspectorate, inspection.inspectorate_in_full),
        "what": "Inspection report",
        "also": _words(*facts.types, *facts.forces, *facts.tags),
    }
    return SearchDocument(
        address_of(inspection), inspection.title, inspection.published_on, meta,
        {"kind": "inspection", "inspectorate": facts.inspectorate},
        partial(_inspection_text, inspection), (inspection.source.body, _plain(facts.grades)),
    )  # fmt: skip


def _inspection_text(inspection: Inspection) -> str:
    html = []
    for section in inspection.sections:
        if section.heading:
            html.append(f'<h2 id="{section.id}">{escape(section.heading)}</h2>')
        html.append(section.passage.prose(3 if section.heading else 2, f"{section.id}-").html)
    html += [
        f'<h2 id="{group.id}">{escape(group.heading)}</h2>{group.introduction.prose(3, f"{group.id}-").html}'
        for group in inspection.groups
        if group.introduction
    ]
    html += [f"<p>{escape(f'{grade.area}: {grade.grade}')}</p>" for grade in inspection.facts.grades]
    return "".join(html)


def _findings(inspection: Inspection) -> Iterator[SearchDocument]:
    """Give one document for each class of findings: with one for each finding, every search would cost half as much again."""
    facts = inspection.facts
    for name, called in CLASSES.items():
        findings = [finding for finding in inspection.findings if finding.finding_class == name]
        if findings:
            yield SearchDocument(
                f"{address_of(inspection)}#{name}", "", inspection.published_on,
                _report_meta(inspection) | {"report": inspection.title, "what": _words(*called), "also": _words(*facts.forces)},
                {"kind": "finding", "inspectorate": facts.inspectorate, "class": name},
                partial(_findings_text, findings), (inspection.source.body, _plain(facts.findings)),
            )  # fmt: skip


def _findings_text(findings: list[Finding]) -> str:
    return "".join(map(_finding_text, findings))


def _finding_text(finding: Finding) -> str:
    heading = finding.heading.rstrip(": ")
    said = finding.passage.prose(3, f"{finding.id}-").html
    html = f'<div data-pagefind-weight="{FINDING_WEIGHT}"><h2 id="{finding.id}">{escape(heading)}</h2>{said}</div>'
    if finding.facts.addressed_to:
        html += f"<p>{escape('; '.join(finding.facts.addressed_to))}</p>"
    return html + (f"<p>{escape(finding.due.wording)}</p>" if finding.due else "")


def _report_meta(inspection: Inspection) -> dict[str, str]:
    return {"date": wording(inspection.published_on), "inspectorate": inspection.facts.inspectorate}


def _response(released: Released, response: Response) -> SearchDocument:
    office, inspection = released.offices[response.office_id], released.report_of(response)
    others = [released.inspections[id_] for id_ in response.inspection_ids[1:]]
    meta = _report_meta(inspection) | {
        "office": office.name if office.short_name in office.name else _words(office.name, office.short_name),
        "force": office.facts.force,
        "answers": _words(*(each.title for each in others)),
        "what": "Response under section 55" if inspection.facts.section_55 else "Response",
        "also": _words(*inspection.facts.types, *response.facts.tags, *inspection.facts.tags, response.facts.signed_by or ""),
        "status": released.clock(response, inspection).status.value.replace("-", "_"),
    }
    return SearchDocument(
        address_of(response), inspection.title, inspection.published_on, meta,
        {"kind": "response", "office": office.id, "inspectorate": inspection.facts.inspectorate},
        partial(_response_text, released, response), _said_in(response, inspection, *others),
    )  # fmt: skip


def _said_in(response: Response, *inspections: Inspection) -> tuple[str, ...]:
    facts = response.facts
    parts = [(section.id, section.heading, section.role) for section in response.sections]
    return response.source.body, _plain((facts.answers, facts.late_reason, parts)), *(each.source.body for each in inspections)


def _response_text(released: Released, response: Response) -> str:
    return "".join(_parts(document_of(released, response)))


def _parts(document: Document) -> Iterator[str]:
    for part in document.parts:
        if isinstance(part, AnsweredReport):
            yield from _answers(part)
        else:
            heading = document.heading_of(part)
            yield f'<h2 id="{part.id}">{escape(heading)}</h2>{part.passage.prose(3, f"{part.id}-").html}'
    if document.response.facts.late_reason:
        yield paragraphs(document.response.facts.late_reason).html


def _answers(report: AnsweredReport) -> Iterator[str]:
    for group in report.groups:
        for answered in group.findings:
            if said := "".join(_answer(answered)):
                yield f'<h2 id="{_anchor(group, answered)}">{escape(answered.finding.heading)}</h2>{said}'


def _anchor(group: AnsweredGroup, answered: AnsweredFinding) -> str:
    return group.anchor if group.group.is_single else answered.anchor


def _answer(answered: AnsweredFinding) -> Iterator[str]:
    answer = answered.answer
    if answer.facts.reason:
        yield paragraphs(answer.facts.reason).html
    if answer.section:
        yield answer.section.passage.prose(4, f"answer-{answered.anchor}-").html
    for entry in answer.facts.progress:
        if entry.note:
            yield f"<p>{escape(entry.note)}</p>"


def _panel_report(released: Released, report: PanelReport) -> SearchDocument:
    office, facts, day = released.offices[report.office_id], report.facts, report_day(report)
    meta = {
        "date": wording(day) if day else "",
        "office": office.short_name,
        "force": office.facts.force,
        "what": "Panel report",
        "also": _words(facts.panel, facts.author or "", facts.agenda_item or "", *facts.tags),
    }
    return SearchDocument(
        address_of(report), report.title, day, meta, {"kind": "panel-report", "office": office.id},
        partial(_panel_report_text, report), (report.source.body,),
    )  # fmt: skip


def _panel_report_text(report: PanelReport) -> str:
    return report.passage.prose(2, numbered=True).html


def _words(*words: str) -> str:
    """Join words for searching, each run once."""
    return ", ".join(dict.fromkeys(each for each in words if each))
