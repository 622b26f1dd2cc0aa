"""The pages of single records: responses, inspections, findings, panel reports and offices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from generator.pages.page import Page
from generator.pages.single.inspection import finding_page, inspection_page
from generator.pages.single.moved import moved_pages, withdrawn_pages
from generator.pages.single.office import office_page
from generator.pages.single.panel_report import panel_report_page
from generator.pages.single.response import response_page
from generator.reading.commonmark.uses import noted_uses
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister

T = TypeVar("T")


def record_pages(released: ReleasedRegister, wanted: Collection[str] | None = None) -> Iterator[Page]:
    """Yield a page for each record and each finding, then those of withdrawn and of moved records.

    With `wanted`, only the pages at these addresses are made.
    """
    for address, make in _page_makers(released):
        if wanted is None or address in wanted:
            with noted_uses() as texts:
                page = make()
            yield replace(page, texts=frozenset(texts)) if texts else page
    for page in (*withdrawn_pages(released), *moved_pages(released)):
        if wanted is None or page.address in wanted:
            yield page


def _page_makers(released: ReleasedRegister) -> Iterator[tuple[str, Callable[[], Page]]]:
    for office in released.offices.values():
        yield address_of(office), partial(office_page, released, office)
    for newer_report, inspection, older_report in _with_neighbours(released.newest_inspections):
        yield address_of(inspection), partial(inspection_page, released, inspection, newer_report, older_report)
        for before, finding, after in _with_neighbours(inspection.findings):
            yield address_of(finding), partial(finding_page, released, inspection, finding, before, after)
    for office_id, responses in released.responses_by_office.items():
        for newer, response, older in _with_neighbours(responses):
            if response.office_id == office_id:  # a joint response has one address
                yield address_of(response), partial(response_page, released, response, newer, older)
    for reports in released.reports_by_office.values():
        for newer_paper, report, older_paper in _with_neighbours(reports):
            yield address_of(report), partial(panel_report_page, released, report, newer_paper, older_paper)


def record_page(released: ReleasedRegister, address: str) -> Page | None:
    """Return the page of a record without the others; None where only `pages_of` knows which page is at the address."""
    folder, _, id_ = address.rstrip("/").partition("/")
    if any(f"{folder}/{id_}" in translations for translations in released.translations.values()):
        return None
    match folder:
        case "offices" if office := released.offices.get(id_):
            return office_page(released, office)
        case "inspections" if inspection := released.inspections.get(id_):
            newer, older = _neighbours_of(inspection, released.newest_inspections)
            return inspection_page(released, inspection, newer, older)
        case "responses" if response := released.responses.get(id_):
            newer_response, older_response = _neighbours_of(response, released.responses_by_office[response.office_id])
            return response_page(released, response, newer_response, older_response)
    return None


def _neighbours_of(row: T, rows: Sequence[T]) -> tuple[T | None, T | None]:
    return next((before, after) for before, one, after in _with_neighbours(rows) if one is row)


def _with_neighbours(rows: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    for position, row in enumerate(rows):
        before = rows[position - 1] if position else None
        yield before, row, (rows[position + 1] if position + 1 < len(rows) else None)
