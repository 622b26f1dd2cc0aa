"""The pages of updates: what was published, corrected or withdrawn, and what was reported of progress, by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.messages import join_words
from generator.pages.page import Listing, ListPage, Page, PageContext, PageKind, paginate
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister


@dataclass(frozen=True, slots=True)
class Update:
    """One change, on a recorded day."""

    on: date
    kind: str
    """`new`, `corrected`, `withdrawn` or `progress`."""
    title: str
    address: str
    note: str = ""

    @property
    def month(self) -> date:
        """The first day of its month."""
        return self.on.replace(day=1)


@dataclass(frozen=True, slots=True)
class UpdatesContext(PageContext):
    """The context of a page of updates."""

    list_page: ListPage
    heading: str


def update_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the pages, the latest update first."""
    description = "What was published, corrected or withdrawn here, month by month, and how to follow it."
    listing = Listing(PageKind.UPDATES, "Updates", description, "updates")
    for list_page in paginate(updates_of(released), "updates/"):
        yield listing.page(list_page, UpdatesContext(list_page, listing.title))


def updates_of(released: ReleasedRegister) -> list[Update]:
    """Return every change with a recorded day that has come, the latest first."""
    updates = [*_standing(released), *_withdrawn(released)]
    past = [update for update in updates if update.on <= released.today]
    return sorted(past, key=lambda update: (-update.on.toordinal(), update.address, update.kind, update.note))


def _standing(released: ReleasedRegister) -> Iterator[Update]:
    for record in released.standing:
        if isinstance(record, Office):
            continue
        title, address = _title(released, record), address_of(record)
        if record.published and record.published.day:
            yield Update(record.published.day, "new", title, address)
        for correction in record.facts.corrections:
            yield Update(correction.on, "corrected", title, address, correction.note)
    for response in released.responses.values():
        yield from _progress(released, response)


def _progress(released: ReleasedRegister, response: Response) -> Iterator[Update]:
    for inspection_id in response.inspection_ids:
        inspection = released.inspections[inspection_id]
        for finding in inspection.findings:
            answer = released.answer(response, finding)
            title = f"{finding.heading.rstrip(': ')}, {inspection.title}: {_offices(released, response)}"
            for entry in answer.facts.progress:
                if entry.on.day:
                    yield Update(entry.on.day, "progress", title, address_of(finding), str(entry.status).capitalize())


def _withdrawn(released: ReleasedRegister) -> Iterator[Update]:
    """Yield the records that were withdrawn themselves; those withdrawn with another are listed with it."""
    for record in released.withdrawn:
        if record.facts.withdrawn and not isinstance(record, Office):
            withdrawal = record.facts.withdrawn
            title = _title(released, record)
            yield Update(withdrawal.on, "withdrawn", title, address_of(record), withdrawal.reason)


def _title(released: ReleasedRegister, record: Inspection | Response | PanelReport) -> str:
    if not isinstance(record, Response):
        return record.title
    inspection = released.inspections.get(record.inspection_ids[0])
    label = released.label_of(record)
    return (
        f"Response of {_offices(released, record)}"
        + (f" to {inspection.title}" if inspection else "")
        + (f" ({label})" if label else "")
    )


def _offices(released: ReleasedRegister, response: Response) -> str:
    return join_words([office.short_name for office in released.offices_of(response)]) or response.office_id
