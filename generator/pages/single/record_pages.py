"""The pages of single records: responses, inspections, findings, panel reports and offices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from generator.pages.page import ContentsEntry, Crumb, Page, shortened
from generator.pages.single.compliance import compliance_table
from generator.pages.single.document import document_of
from generator.pages.single.downloads import downloads_of
from generator.pages.single.last_changed import (
    finding_changed,
    inspection_changed,
    office_changed,
    panel_report_changed,
    response_changed,
)
from generator.pages.single.moved import moved_pages
from generator.pages.single.peel import latest_peel
from generator.pages.single.timeline import timeline_of
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister, listing_date

T = TypeVar("T")

OWED_ROWS = 10
"""Responses still to be given that an office's page names; all stand among the deadlines."""


def record_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give a page for each record and for each finding."""
    for office in released.offices.values():
        yield office_page(released, office)
    for newer_report, inspection, older_report in _with_neighbours(released.newest_inspections):
        yield inspection_page(released, inspection, newer_report, older_report)
        for before, finding, after in _with_neighbours(inspection.findings):
            yield finding_page(released, inspection, finding, before, after)
    for responses in released.responses_by_office.values():
        for newer, response, older in _with_neighbours(responses):
            yield response_page(released, response, newer, older)
    for reports in released.reports_by_office.values():
        for newer_paper, report, older_paper in _with_neighbours(reports):
            yield panel_report_page(released, report, newer_paper, older_paper)
    yield from withdrawn_pages(released)
    yield from moved_pages(released)


def _with_neighbours(rows: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    for place, row in enumerate(rows):
        yield (rows[place - 1] if place else None), row, (rows[place + 1] if place + 1 < len(rows) else None)


def response_page(
    released: ReleasedRegister, response: Response, newer: Response | None, older: Response | None
) -> Page:
    """Give a response's page, in the publication format."""
    document = document_of(released, response)
    inspection = released.report_of(response)
    office = document.office
    about = [
        report for id_ in (response.id, *response.inspection_ids) for report in released.reports_about.get(id_, [])
    ]
    given: dict[str, Any] = {
        "document": document,
        "response": response,
        "office": office,
        "inspection": inspection,
        "contents": document.contents(),
        "slip": [compliance_table(released, document, report) for report in document.reports],
        "timeline": timeline_of(released, response),
        "about": list({report.id: report for report in about}.values()),
        "again": [
            each
            for each in released.responses_by_office[office.id]
            if each is not response and _overlap(each, response)
        ],
        "followed_by": _following(released, response.inspection_ids),
        "downloads": list(downloads_of(released, response)),
        "newer": newer,
        "older": older,
    }
    description = f"{office.name}: response to {inspection.title} ({inspection.facts.inspectorate}, {inspection.published.wording})."
    year = response.id.split("/")[1]
    crumbs = (Crumb("Responses", "responses/"), Crumb(office.short_name, f"responses/{office.id}/"), Crumb(year, None))
    title = f"{inspection.title}: response of {office.short_name}"
    return Page(
        address_of(response), "response.html", title, shortened(description), given, crumbs, "responses",
        response_changed(released, response), ("status",),
    )  # fmt: skip


def _overlap(one: Response, other: Response) -> bool:
    return bool(set(one.inspection_ids) & set(other.inspection_ids))


def _following(released: ReleasedRegister, ids: Collection[str]) -> list[Inspection]:
    """Give the reports that follow one of some reports, the newest first."""
    return [each for each in released.newest_inspections if set(ids) & set(each.facts.follows)]


def inspection_page(
    released: ReleasedRegister, inspection: Inspection, newer: Inspection | None, older: Inspection | None
) -> Page:
    """Give an inspection's page: the findings of the report, and every office's response to it."""
    responses = released.responses_by_inspection.get(inspection.id, [])
    given = {
        "inspection": inspection,
        "responses": [
            (response, released.offices[response.office_id], released.clock(response, inspection))
            for response in responses
        ],
        "owed": released.outstanding_by_inspection.get(inspection.id, []),
        "contents": _contents_of(inspection),
        "reports": released.reports_about.get(inspection.id, []),
        "follows": [released.inspections[id_] for id_ in inspection.facts.follows if id_ in released.inspections],
        "followed_by": _following(released, [inspection.id]),
        "downloads": list(downloads_of(released, inspection)),
        "newer": newer,
        "older": older,
    }
    description = f"{inspection.facts.inspectorate} report published {inspection.published.wording}, its findings, and the responses to it."
    return Page(
        address_of(inspection), "inspection.html", inspection.title, shortened(description), given,
        (Crumb("Inspections", "inspections/"),), "inspections", inspection_changed(released, inspection), ("status",),
    )  # fmt: skip


def _contents_of(inspection: Inspection) -> list[ContentsEntry]:
    sections = [
        ContentsEntry(section.heading.rstrip(": "), section.id) for section in inspection.sections if section.heading
    ]
    groups = [
        ContentsEntry(
            group.heading.rstrip(": "), group.id,
            tuple(ContentsEntry(finding.heading.rstrip(": "), finding.id) for finding in group.findings if finding.id != group.id),
        )
        for group in inspection.groups
    ]  # fmt: skip
    return [*sections, *groups]


def finding_page(
    released: ReleasedRegister, inspection: Inspection, finding: Finding, before: Finding | None, after: Finding | None
) -> Page:
    """Give a finding's page: its text, who must act, and each office's answer."""
    given = {
        "inspection": inspection,
        "finding": finding,
        "answers": released.answers_to(finding),
        "repeats": [found for id_ in finding.facts.repeats if (found := released.finding(id_))],
        "repeated_by": released.repeated_by.get(finding.full_id, []),
        "cause": inspection.finding(finding.cause) if finding.cause else None,
        "before": before,
        "after": after,
    }
    heading = finding.heading.rstrip(": ")
    crumbs = (Crumb("Inspections", "inspections/"), Crumb(inspection.title, address_of(inspection)))
    return Page(
        address_of(finding), "finding.html", f"{heading}: {inspection.title}",
        shortened(finding.passage.plain or heading), given, crumbs, "findings",
        finding_changed(released, inspection, finding),
    )  # fmt: skip


def panel_report_page(
    released: ReleasedRegister, report: PanelReport, newer: PanelReport | None, older: PanelReport | None
) -> Page:
    """Give a panel report's page: its facts, then the paper as printed."""
    office = released.offices[report.office_id]
    prose = report.passage.prose(2, numbered=True)
    given = {
        "report": report,
        "office": office,
        "prose": prose,
        "contents": [ContentsEntry(words, id_) for level, words, id_ in prose.headings if level == 2],  # noqa: PLR2004 - the highest
        "about": [
            found
            for id_ in report.facts.about
            if (found := released.inspections.get(id_) or released.responses.get(id_))
        ],
        "downloads": list(downloads_of(released, report)),
        "newer": newer,
        "older": older,
    }
    when = report.facts.meeting or listing_date(report)
    day = f", {when.year}" if when else ""
    crumbs = (Crumb("Panel reports", "panel-reports/"), Crumb(office.short_name, f"panel-reports/{office.id}/"))
    return Page(
        address_of(report), "panel-report.html", report.title, shortened(f"{report.facts.panel}{day}: {report.title}."),
        given, crumbs, "panel-reports", panel_report_changed(released, report),
    )  # fmt: skip


def office_page(released: ReleasedRegister, office: Office) -> Page:
    """Give an office's page: who it is, and what it has published."""
    responses = released.responses_by_office.get(office.id, [])
    given = {
        "office": office,
        "peel": latest_peel(released, office),
        "responses": [
            (each, released.report_of(each), released.clock(each, released.report_of(each))) for each in responses[:5]
        ],
        "response_count": len(responses),
        "reports": released.reports_by_office.get(office.id, [])[:5],
        "owed_count": len(released.outstanding_by_office.get(office.id, [])),
        "report_count": len(released.reports_by_office.get(office.id, [])),
        "owed": released.outstanding_by_office.get(office.id, [])[:OWED_ROWS],
        "successor": released.offices.get(office.facts.succeeded_by.office) if office.facts.succeeded_by else None,
    }
    description = f"Responses to inspections of {office.facts.force}, and papers, published by {office.name}."
    return Page(
        address_of(office), "office.html", office.name, shortened(description), given, (Crumb("Offices", "offices/"),), "offices",
        office_changed(released, office.id), scripts=("status",),
    )  # fmt: skip


def withdrawn_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give the pages that stay where withdrawn records and their findings were, and say why."""
    for record in released.withdrawn:
        yield _withdrawn_page(released, record, record)
        if isinstance(record, Inspection):
            yield from (_withdrawn_page(released, record, finding) for finding in record.findings)


def _withdrawn_page(released: ReleasedRegister, record: Record, shown: Record | Finding) -> Page:
    folder = record.path.partition("/")[0]
    given = {
        "record": record,
        "record_id": record.path if shown is record else f"{record.path}#{shown.id}",
        "withdrawal": released.withdrawals[record.path],
        "noun": record.kind if shown is record else "finding",
        "with_another": record.facts.withdrawn is not released.withdrawals[record.path],
        "folder": folder,
    }
    return Page(
        address_of(shown), "withdrawn.html", "Withdrawn", "This page has been withdrawn.", given,
        (Crumb(folder.replace("-", " ").capitalize(), f"{folder}/"),), folder, is_listed=False,
    )  # fmt: skip
