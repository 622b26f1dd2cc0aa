"""The page of a response, in the publication format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.messages import join_words
from generator.pages.lists.response_rows import ResponseLink, link_to
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
from generator.records.roles import Role
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
    again: Sequence[ResponseLink]
    """Other responses of the office to one of the reports."""
    followed_by: Sequence[Inspection]
    downloads: Sequence[Download]
    officer_comments: Sequence[Download]
    """The attachments that hold the chief officer's comments."""
    newer: ResponseLink | None
    older: ResponseLink | None


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
    downloads = list(downloads_of(released, response))
    context = ResponseContext(
        document=document,
        response=response,
        office=office,
        inspection=inspection,
        contents=document.contents(),
        compliance_tables=[compliance_table(released, document, report) for report in document.reports],
        timeline=timeline_of(released, response),
        about=list(about.values()),
        again=[link_to(released, other) for other in released.others_of(response)],
        followed_by=released.reports_following(response.inspection_ids),
        downloads=downloads,
        officer_comments=[download for download in downloads if download.role == Role.CHIEF_OFFICER],
        newer=link_to(released, newer) if newer else None,
        older=link_to(released, older) if older else None,
    )
    names = join_words([office.name for office in document.offices])
    description = (
        f"{names}: response to {inspection.title} ({inspection.inspectorate}, {inspection.published.wording})."
    )
    year = response.id.split("/")[1]
    crumbs = (Crumb("Responses", "responses/"), Crumb(office.short_name, f"responses/{office.id}/"), Crumb(year, None))
    title = f"{inspection.title}: response of {join_words([office.short_name for office in document.offices])}"
    title += f" ({label})" if (label := released.label_of(response)) else ""
    return Page(
        address_of(response), PageKind.RESPONSE, title, shortened(description), context, crumbs, "responses",
        response_changed(released, response),
    )  # fmt: skip
