"""The page of a response, in the publication format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages.page import ContentsEntry, Crumb, Page, PageContext, PageKind, shortened
from generator.pages.single.compliance import ComplianceTable, compliance_table
from generator.pages.single.document import Document, document_of
from generator.pages.single.downloads import Download, downloads_of
from generator.pages.single.last_changed import response_changed
from generator.pages.single.timeline import Moment, timeline_of
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister


@dataclass(frozen=True, slots=True)
class ResponseContext(PageContext):
    """The context of a response's page."""

    document: Document
    response: Response
    office: Office
    inspection: Inspection
    """The report the response is named for."""
    contents: Sequence[ContentsEntry]
    compliance_tables: Sequence[ComplianceTable]
    timeline: Sequence[Moment]
    about: Sequence[PanelReport]
    """Panel reports about the response or its reports."""
    again: Sequence[Response]
    """Other responses of the office to one of the reports."""
    followed_by: Sequence[Inspection]
    downloads: Sequence[Download]
    newer: Response | None
    older: Response | None


def response_page(
    released: ReleasedRegister, response: Response, newer: Response | None, older: Response | None
) -> Page:
    """Return a response's page."""
    document = document_of(released, response)
    inspection = released.report_of(response)
    office = document.office
    about = {
        report.id: report
        for id_ in (response.id, *response.inspection_ids)
        for report in released.reports_about.get(id_, [])
    }
    context = ResponseContext(
        document=document,
        response=response,
        office=office,
        inspection=inspection,
        contents=document.contents(),
        compliance_tables=[compliance_table(released, document, report) for report in document.reports],
        timeline=timeline_of(released, response),
        about=list(about.values()),
        again=[
            other
            for other in released.responses_by_office[office.id]
            if other is not response and set(other.inspection_ids) & set(response.inspection_ids)
        ],
        followed_by=released.reports_following(response.inspection_ids),
        downloads=list(downloads_of(released, response)),
        newer=newer,
        older=older,
    )
    description = (
        f"{office.name}: response to {inspection.title} ({inspection.inspectorate}, {inspection.published.wording})."
    )
    year = response.id.split("/")[1]
    crumbs = (Crumb("Responses", "responses/"), Crumb(office.short_name, f"responses/{office.id}/"), Crumb(year, None))
    title = f"{inspection.title}: response of {office.short_name}"
    return Page(
        address_of(response), PageKind.RESPONSE, title, shortened(description), context, crumbs, "responses",
        response_changed(released, response), ("status",),
    )  # fmt: skip
