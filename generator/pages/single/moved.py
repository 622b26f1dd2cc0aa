"""The pages at addresses where a record no longer is: of records that moved, and of those that were withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.languages import ENGLISH
from generator.pages.page import Crumb, Page, PageContext, PageKind
from generator.records.fields import Withdrawal
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister


@dataclass(frozen=True, slots=True)
class MovedContext(PageContext):
    """The context of a page that redirects to a record's new address."""

    target: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a withdrawn record was, or belonged to."""

    label: str
    record: Office | Inspection | PanelReport
    is_standing: bool
    """Whether it has a page still."""


@dataclass(frozen=True, slots=True)
class WithdrawnContext(PageContext):
    """The context of the page of a withdrawn record, or of a finding of one."""

    record_id: str
    withdrawal: Withdrawal
    noun: str
    with_another: bool
    """Whether it was withdrawn because what it belongs to was."""
    folder: str
    subjects: Sequence[Subject]
    """What it was: the office and the report of a response."""


def moved_page_makers(released: ReleasedRegister) -> dict[str, Callable[[], Page]]:
    """Return what makes the page at each old address, in each language that had one."""
    return {address: partial(_moved_page, released, address) for address in released.forwards}


def _moved_page(released: ReleasedRegister, address: str) -> Page:
    target = released.forwards[address]
    first, _, rest = address.partition("/")
    is_translation = first in released.translations
    folder = rest.partition("/")[0] if is_translation else first
    return Page(
        address, PageKind.MOVED, "Moved", "This page has another address now.", MovedContext(target),
        _crumbs(folder), folder, is_listed=False, moved_to=target, language=first if is_translation else ENGLISH,
    )  # fmt: skip


def withdrawn_page_makers(released: ReleasedRegister) -> dict[str, Callable[[], Page]]:
    """Return what makes each page that remains for a withdrawn record and its findings, with the reason."""
    makers: dict[str, Callable[[], Page]] = {}
    for record in released.withdrawn:
        makers[address_of(record)] = partial(_withdrawn_page, released, record.path)
        for finding in record.findings if isinstance(record, Inspection) else ():
            makers[address_of(finding)] = partial(_withdrawn_page, released, record.path, finding.id)
    return makers


def _withdrawn_page(released: ReleasedRegister, path: str, finding_id: str = "") -> Page:
    record = released.withdrawn_by_path[path]
    finding = record.finding(finding_id) if isinstance(record, Inspection) else None
    shown = finding or record
    folder = record.path.partition("/")[0]
    withdrawal = released.withdrawals[record.path]
    context = WithdrawnContext(
        record_id=record.path if shown is record else f"{record.path}#{finding_id}",
        withdrawal=withdrawal,
        noun=record.kind if shown is record else "finding",
        with_another=record.facts.withdrawn is not withdrawal,
        folder=folder,
        subjects=[
            Subject(label, subject, subject in released.standing) for label, subject in _subjects(released, record)
        ],
    )
    return Page(
        address_of(shown), PageKind.WITHDRAWN, "Withdrawn", "This page has been withdrawn.", context, _crumbs(folder),
        folder, is_listed=False,
    )  # fmt: skip


def _subjects(released: ReleasedRegister, record: Record) -> Iterator[tuple[str, Office | Inspection | PanelReport]]:
    if isinstance(record, Office):
        yield "Office", record
        return
    if isinstance(record, Inspection):
        yield "Report", record
        return
    offices = record.office_ids if isinstance(record, Response) else [record.office_id]
    for id_ in offices:
        office = released.offices.get(id_) or released.withdrawn_by_path.get(f"offices/{id_}")
        if isinstance(office, Office):
            yield "Office", office
    if isinstance(record, PanelReport):
        yield "Paper", record
        return
    for id_ in record.inspection_ids:
        report = released.inspections.get(id_) or released.withdrawn_by_path.get(f"inspections/{id_}")
        if isinstance(report, Inspection):
            yield "Report", report


def _crumbs(folder: str) -> tuple[Crumb, ...]:
    return (Crumb(folder.replace("-", " ").capitalize(), f"{folder}/"),)
