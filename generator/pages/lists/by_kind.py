"""The pages that list records: by kind, by office, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from generator.pages.page import Crumb, Page, paginate
from generator.records.response import Response
from generator.register.released import ReleasedRegister, listing_date

HOME_ROWS = 5
"""Rows of each short list on the home page."""


def list_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give every list."""
    yield from _responses(released)
    yield from _inspections(released)
    yield from _panel_reports(released)
    yield _offices(released)


def _paged(  # noqa: PLR0913 - what every page needs
    rows: list[Any],
    base: str,
    template: str,
    title: str,
    description: str,
    section: str,
    crumbs: tuple[Crumb, ...] = (),
    **given: Any,
) -> Iterator[Page]:
    for slice_ in paginate(rows, base):
        later = slice_.number > 1
        address = slice_.address(slice_.number)
        named = f"{title}, page {slice_.number} of {slice_.pages}" if later else title
        steps = (*crumbs, Crumb(title, base)) if later else crumbs
        yield Page(
            address,
            template,
            named,
            description,
            {"slice": slice_, "heading": title, **given},
            steps,
            section,
            scripts=("status",),
        )


def response_rows(released: ReleasedRegister, responses: list[Response]) -> list[Any]:
    """Join each response with its office, its report and its clock, as lists show them."""
    return [
        (
            each,
            released.offices[each.office_id],
            released.report_of(each),
            released.clock(each, released.report_of(each)),
        )
        for each in responses
    ]


def answer_rows(released: ReleasedRegister) -> list[Any]:
    """Join each response with each report it answers, those to the newest reports first: a letter may answer several."""
    rows = [
        (each, released.offices[each.office_id], report, released.clock(each, report))
        for each in released.newest_responses
        for report in (released.inspections[id_] for id_ in each.inspection_ids)
    ]
    return sorted(rows, key=lambda row: row[2].published_on, reverse=True)


def years_of(days: Iterable[date | None]) -> tuple[int, ...]:
    """Give the years that some days span, the first and the last; nothing where no day is known."""
    years = sorted({day.year for day in days if day})
    return (years[0], years[-1]) if years else ()


def _years_of_reports(rows: list[Any]) -> tuple[int, ...]:
    return years_of(report.published_on for _, _, report, _ in rows)


def _responses(released: ReleasedRegister) -> Iterator[Page]:
    offices = list(released.offices.values())
    title = "Responses"
    description = "Responses of police and crime commissioners and other local policing bodies to inspection reports."
    rows = response_rows(released, released.newest_responses)
    years = _years_of_reports(rows)
    yield from _paged(
        rows, "responses/", "responses.html", title, description, "responses", office=None, offices=offices, years=years
    )
    for office in offices:
        rows = response_rows(released, released.responses_by_office.get(office.id, []))
        yield from _paged(
            rows, f"responses/{office.id}/", "responses.html", f"Responses of {office.short_name}",
            f"Responses of {office.name} to inspection reports.", "responses", (Crumb("Responses", "responses/"),),
            office=office, offices=offices, years=_years_of_reports(rows),
        )  # fmt: skip


def _inspections(released: ReleasedRegister) -> Iterator[Page]:
    rows = [(each, len(released.responses_by_inspection.get(each.id, []))) for each in released.newest_inspections]
    description = "Inspection reports, their findings, and the responses to them."
    years = years_of(each.published_on for each, _ in rows)
    yield from _paged(rows, "inspections/", "inspections.html", "Inspections", description, "inspections", years=years)


def _panel_reports(released: ReleasedRegister) -> Iterator[Page]:
    offices = list(released.offices.values())
    rows = [(report, office) for office in offices for report in released.reports_by_office.get(office.id, [])]
    description = "Papers put before police and crime panels."
    yield from _paged(
        rows, "panel-reports/", "panel-reports.html", "Panel reports", description, "panel-reports", office=None, offices=offices,
        years=years_of(listing_date(report) for report, _ in rows),
    )  # fmt: skip
    for office in offices:
        own = [row for row in rows if row[1] is office]
        yield from _paged(
            own, f"panel-reports/{office.id}/", "panel-reports.html",
            f"Panel reports of {office.short_name}", f"Papers that {office.name} put before the police and crime panel.",
            "panel-reports", (Crumb("Panel reports", "panel-reports/"),), office=office, offices=offices,
            years=years_of(listing_date(report) for report, _ in own),
        )  # fmt: skip


def _offices(released: ReleasedRegister) -> Page:
    rows = [(office, len(released.responses_by_office.get(office.id, []))) for office in released.offices.values()]
    return Page(
        "offices/",
        "offices.html",
        "Offices",
        "The local policing bodies that publish here.",
        {"rows": rows},
        (),
        "offices",
    )
