"""The page of an office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages.lists.response_rows import ResponseRow, response_rows
from generator.pages.page import Crumb, Page, PageContext, PageKind, shortened
from generator.pages.single.last_changed import office_changed
from generator.pages.single.peel import Peel, latest_peel
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.register.addresses import address_of
from generator.register.clocks import ReportClock
from generator.register.released import ReleasedRegister

RECORD_ROWS = 5
"""Responses and panel reports that an office's page names; its lists have all of them."""

OUTSTANDING_ROWS = 10
"""Outstanding responses that an office's page names; the deadlines have all of them."""


@dataclass(frozen=True, slots=True)
class OfficeContext(PageContext):
    """The context of an office's page."""

    office: Office
    peel: Peel | None
    responses: Sequence[ResponseRow]
    response_count: int
    reports: Sequence[PanelReport]
    report_count: int
    outstanding: Sequence[ReportClock]
    outstanding_count: int
    is_tracked: bool
    """Whether its deadlines are."""
    successor: Office | None


def office_page(released: ReleasedRegister, office: Office) -> Page:
    """Return an office's page: its facts, and what it has published."""
    responses = released.responses_by_office.get(office.id, [])
    reports = released.reports_by_office.get(office.id, [])
    outstanding = released.outstanding_by_office.get(office.id, [])
    succession = office.facts.succeeded_by
    context = OfficeContext(
        office=office,
        peel=latest_peel(released, office),
        responses=response_rows(released, responses[:RECORD_ROWS], office),
        response_count=len(responses),
        reports=reports[:RECORD_ROWS],
        report_count=len(reports),
        outstanding=outstanding[:OUTSTANDING_ROWS],
        outstanding_count=len(outstanding),
        is_tracked=office not in released.untracked,
        successor=released.offices.get(succession.office) if succession else None,
    )
    description = f"Responses to inspections of {office.facts.force}, and papers, published by {office.name}."
    return Page(
        address_of(office), PageKind.OFFICE, office.name, shortened(description), context,
        (Crumb("Offices", "offices/"),), "offices", office_changed(released, office.id),
        feed=f"{address_of(office)}feed.atom",
    )  # fmt: skip
