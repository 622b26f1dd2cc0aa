"""The pages of single records: responses, inspections, findings, panel reports and offices.

Each is made by itself, from what it asks the register, and of no object that was found before: so all that it is made
of is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from generator.pages.page import Page
from generator.pages.single.inspection import finding_page, inspection_page
from generator.pages.single.moved import moved_page_makers, withdrawn_page_makers
from generator.pages.single.office import office_page
from generator.pages.single.panel_report import panel_report_page
from generator.pages.single.response import response_page
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister

Maker: TypeAlias = Callable[[], Page]
"""Makes one page."""


def record_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield a page for each record and each finding, then those of withdrawn and of moved records."""
    yield from (make() for make in record_page_makers(released).values())


def record_page_makers(released: ReleasedRegister) -> dict[str, Maker]:
    """Return what makes each page, by its address."""
    return {
        **dict(_makers_of_standing(released)),
        **withdrawn_page_makers(released),
        **moved_page_makers(released),
    }


def _makers_of_standing(released: ReleasedRegister) -> Iterator[tuple[str, Maker]]:
    for id_, office in released.offices.items():
        yield address_of(office), partial(_office, released, id_)
    for inspection in released.newest_inspections:
        yield address_of(inspection), partial(_inspection, released, inspection.id)
        for position, finding in enumerate(inspection.findings):
            yield address_of(finding), partial(_finding, released, inspection.id, position)
    for office_id, responses in released.responses_by_office.items():
        for response in responses:
            if response.office_id == office_id:  # a joint response has one address
                yield address_of(response), partial(_response, released, response.id)
    for reports in released.reports_by_office.values():
        for report in reports:
            yield address_of(report), partial(_panel_report, released, report.id)


def record_page(released: ReleasedRegister, address: str) -> Page | None:
    """Return the page of a record without the others; None where only `pages_of` knows which page is at the address."""
    folder, _, id_ = address.rstrip("/").partition("/")
    if any(f"{folder}/{id_}" in translations for translations in released.translations.values()):
        return None
    match folder:
        case "offices" if id_ in released.offices:
            return _office(released, id_)
        case "inspections" if id_ in released.inspections:
            return _inspection(released, id_)
        case "responses" if id_ in released.responses:
            return _response(released, id_)
    return None


def _office(released: ReleasedRegister, id_: str) -> Page:
    return office_page(released, released.offices[id_])


def _inspection(released: ReleasedRegister, id_: str) -> Page:
    return inspection_page(released, released.inspections[id_], *released.neighbours_of_inspections[id_])


def _finding(released: ReleasedRegister, inspection_id: str, position: int) -> Page:
    inspection = released.inspections[inspection_id]
    before, finding, after = [None, *inspection.findings, None][position : position + 3]
    assert finding  # noqa: S101 - between two that may be missing
    return finding_page(released, inspection, finding, before, after)


def _response(released: ReleasedRegister, id_: str) -> Page:
    return response_page(released, released.responses[id_], *released.neighbours_of_responses[id_])


def _panel_report(released: ReleasedRegister, id_: str) -> Page:
    return panel_report_page(released, released.panel_reports[id_], *released.neighbours_of_panel_reports[id_])
