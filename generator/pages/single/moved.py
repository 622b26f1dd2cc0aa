"""The pages at addresses where a record no longer is: of records that moved, and of those that were withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.languages import ENGLISH
from generator.pages.page import Crumb, Page, PageContext, PageKind
from generator.records.fields import Withdrawal
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.permanent import forwards_of
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


def moved_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield a page for each old address, in each language that had one."""
    for address, target in forwards_of(released).items():
        first, _, rest = address.partition("/")
        is_translation = first in released.translations
        folder = rest.partition("/")[0] if is_translation else first
        yield Page(
            address, PageKind.MOVED, "Moved", "This page has another address now.", MovedContext(target),
            _crumbs(folder), folder, is_listed=False, moved_to=target, language=first if is_translation else ENGLISH,
        )  # fmt: skip


def withdrawn_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the pages that remain for withdrawn records and their findings, with the reason."""
    for record in released.withdrawn:
        yield _withdrawn_page(released, record, record)
        if isinstance(record, Inspection):
            yield from (_withdrawn_page(released, record, finding) for finding in record.findings)


def _withdrawn_page(released: ReleasedRegister, record: Record, shown: Record | Finding) -> Page:
    folder = record.path.partition("/")[0]
    withdrawal = released.withdrawals[record.path]
    context = WithdrawnContext(
        record_id=record.path if shown is record else f"{record.path}#{shown.id}",
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
    records = {each.path: each for each in (*released.standing, *released.withdrawn)}
    if isinstance(record, Office):
        yield "Office", record
        return
    if isinstance(record, Inspection):
        yield "Report", record
        return
    offices = record.office_ids if isinstance(record, Response) else [record.office_id]
    for id_ in offices:
        if isinstance(office := records.get(f"offices/{id_}"), Office):
            yield "Office", office
    if isinstance(record, PanelReport):
        yield "Paper", record
        return
    for id_ in record.inspection_ids:
        if isinstance(report := records.get(f"inspections/{id_}"), Inspection):
            yield "Report", report


def _crumbs(folder: str) -> tuple[Crumb, ...]:
    return (Crumb(folder.replace("-", " ").capitalize(), f"{folder}/"),)
