"""The page of a panel report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages.page import ContentsEntry, Crumb, Page, PageContext, PageKind, shortened
from generator.pages.single.downloads import Download, downloads_of
from generator.pages.single.last_changed import panel_report_changed
from generator.reading.commonmark.safe_html import SafeHtml
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.joins.order import listing_date
from generator.register.released import ReleasedRegister

TOP_LEVEL = 2
"""The level of a paper's highest headings on its page."""


@dataclass(frozen=True, slots=True)
class PanelReportContext(PageContext):
    """The context of a panel report's page."""

    report: PanelReport
    office: Office
    prose: SafeHtml
    contents: Sequence[ContentsEntry]
    about: Sequence[tuple[Inspection | Response, Inspection]]
    """The records it is about, each with its report: itself, or the one a response is named for."""
    downloads: Sequence[Download]
    newer: PanelReport | None
    older: PanelReport | None


def panel_report_page(
    released: ReleasedRegister, report: PanelReport, newer: PanelReport | None, older: PanelReport | None
) -> Page:
    """Return a panel report's page: its facts, then the paper as printed."""
    office = released.offices[report.office_id]
    prose = report.passage.prose(TOP_LEVEL, numbered=True)
    about = [released.inspections.get(id_) or released.responses.get(id_) for id_ in report.facts.about]
    records = [record for record in about if record]
    context = PanelReportContext(
        report=report,
        office=office,
        prose=prose,
        contents=[ContentsEntry(words, id_) for level, words, id_ in prose.headings if level == TOP_LEVEL],
        about=[(record, released.report_of(record) if isinstance(record, Response) else record) for record in records],
        downloads=list(downloads_of(released, report)),
        newer=newer,
        older=older,
    )
    when = report.facts.meeting or listing_date(report)
    year = f", {when.year}" if when else ""
    crumbs = (Crumb("Panel reports", "panel-reports/"), Crumb(office.short_name, f"panel-reports/{office.id}/"))
    return Page(
        address_of(report), PageKind.PANEL_REPORT, report.title,
        shortened(f"{report.facts.panel}{year}: {report.title}."), context, crumbs, "panel-reports",
        panel_report_changed(released, report),
    )  # fmt: skip
