"""The pages that list records by kind and by office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.pages.lists.response_rows import ResponseRow, response_rows
from generator.pages.page import Crumb, Listing, ListPage, Page, PageContext, PageKind, SheetRows, paginate
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.register.joins.order import listing_date
from generator.register.released import ReleasedRegister


@dataclass(frozen=True, slots=True)
class ListContext(PageContext):
    """What the pages of all lists of records get."""

    list_page: ListPage
    heading: str
    years: tuple[int, ...]
    """The first and the last year of the reports or papers; empty where no date is known."""
    channel: str = ""
    """The address of the feed and the calendar of what is listed; empty where there are none."""
    sheet: SheetRows | None = None
    """What of the whole file is listed; None where all of it is."""


@dataclass(frozen=True, slots=True)
class OfficeListContext(ListContext):
    """The context of a list of responses or of panel reports, which can be of one office."""

    offices: Sequence[Office] = ()
    """The offices to choose from."""
    office: Office | None = None
    """The office whose list it is."""


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection as lists show it."""

    inspection: Inspection
    response_count: int


@dataclass(frozen=True, slots=True)
class PanelReportRow:
    """A panel report as lists show it."""

    report: PanelReport
    office: Office


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office as lists show it."""

    office: Office
    response_count: int


@dataclass(frozen=True, slots=True)
class OfficesContext(PageContext):
    """The context of the list of offices."""

    rows: Sequence[OfficeRow]


def list_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the pages of every list."""
    yield from _responses(released)
    yield from _inspections(released)
    yield from _panel_reports(released)
    yield _offices(released)


def inspection_rows(released: ReleasedRegister) -> list[InspectionRow]:
    """Return a row for each inspection, the newest report first."""
    return [
        InspectionRow(inspection, len(released.responses_by_inspection.get(inspection.id, [])))
        for inspection in released.newest_inspections
    ]


def years_of(days: Iterable[date | None]) -> tuple[int, ...]:
    """Return the first and the last year of some days; empty where no day is known."""
    years = sorted({day.year for day in days if day})
    return (years[0], years[-1]) if years else ()


def _responses(released: ReleasedRegister) -> Iterator[Page]:
    description = "Responses of police and crime commissioners and other local policing bodies to inspection reports."
    listing = Listing(PageKind.RESPONSES, "Responses", description, "responses")
    rows = response_rows(released, released.newest_responses)
    yield from _office_list(released, listing, rows, _years_of_reports(rows))
    for office in released.offices.values():
        own = replace(
            listing, title=f"Responses of {office.short_name}", crumbs=(Crumb("Responses", "responses/"),),
            description=f"Responses of {office.name} to inspection reports.",
        )  # fmt: skip
        rows = response_rows(released, released.responses_by_office.get(office.id, []), office)
        yield from _office_list(released, own, rows, _years_of_reports(rows), office)


def _years_of_reports(rows: Sequence[ResponseRow]) -> tuple[int, ...]:
    return years_of(row.inspection.published_on for row in rows)


def _panel_reports(released: ReleasedRegister) -> Iterator[Page]:
    listing = Listing(
        PageKind.PANEL_REPORTS, "Panel reports", "Papers put before police and crime panels.", "panel-reports",
    )  # fmt: skip
    rows = [
        PanelReportRow(report, office)
        for office in released.offices.values()
        for report in released.reports_by_office.get(office.id, [])
    ]
    yield from _office_list(released, listing, rows, _years_of_papers(rows))
    for office in released.offices.values():
        own = replace(
            listing, title=f"Panel reports of {office.short_name}", crumbs=(Crumb("Panel reports", "panel-reports/"),),
            description=f"Papers that {office.name} put before the police and crime panel.",
        )  # fmt: skip
        own_rows = [row for row in rows if row.office is office]
        yield from _office_list(released, own, own_rows, _years_of_papers(own_rows), office)


def _years_of_papers(rows: Sequence[PanelReportRow]) -> tuple[int, ...]:
    return years_of(listing_date(row.report) for row in rows)


def _office_list(
    released: ReleasedRegister,
    listing: Listing,
    rows: Sequence[ResponseRow | PanelReportRow],
    years: tuple[int, ...],
    office: Office | None = None,
) -> Iterator[Page]:
    offices = list(released.offices.values())
    sheet = None
    if office:
        sheet = SheetRows(("office",), (office.id,), f"{listing.section}-{office.id}.csv")
        listing = replace(listing, scripts=("lists",))
    for list_page in paginate(rows, f"{listing.section}/{office.id}/" if office else f"{listing.section}/"):
        context = OfficeListContext(list_page, listing.title, years, sheet=sheet, offices=offices, office=office)
        yield listing.page(list_page, context)


def _inspections(released: ReleasedRegister) -> Iterator[Page]:
    description = "Inspection reports, their findings, and the responses to them."
    listing = Listing(PageKind.INSPECTIONS, "Inspections", description, "inspections")
    rows = inspection_rows(released)
    years = years_of(row.inspection.published_on for row in rows)
    for list_page in paginate(rows, "inspections/"):
        yield listing.page(list_page, ListContext(list_page, listing.title, years))


def _offices(released: ReleasedRegister) -> Page:
    rows = [
        OfficeRow(office, len(released.responses_by_office.get(office.id, []))) for office in released.offices.values()
    ]
    description = "The local policing bodies that publish here."
    return Page("offices/", PageKind.OFFICES, "Offices", description, OfficesContext(rows), section="offices")
