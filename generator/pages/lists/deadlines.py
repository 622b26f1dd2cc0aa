"""The pages of deadlines: every response still due, by its last day, with the working day to aim for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from generator.cache_file import beside_the_program, read_cache, write_cache
from generator.pages.page import Crumb, Listing, ListPage, Page, PageContext, PageKind, SheetRows, paginate
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.register.released import ReleasedRegister
from generator.statute import Clock

FIRST_ADDRESS = "deadlines/"
GROUPS = ("overdue", "awaiting")
"""Groups of rows, by their status on the day of the build; statistics link to them."""
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Deadline:
    """A response still due, with the working day to aim for."""

    office: Office
    inspection: Inspection
    clock: Clock
    last_day: date
    working_day: date
    """The last working day on or before the last day: guidance, never the limit."""


@dataclass(frozen=True, slots=True)
class DeadlinesContext(PageContext):
    """The context of a page of deadlines."""

    list_page: ListPage
    heading: str
    coming: ListPage | None
    """The page on which the last days still to come begin."""
    groups: Mapping[str, Sequence[Deadline]]
    """The rows of the page by `GROUPS`, without empty groups."""
    office: Office | None
    """The office whose deadlines they are; None for all offices."""
    sheet: SheetRows | None
    """What of the file of all responses due is listed; None where all of it is."""
    untracked: Sequence[Office]
    """Offices for which no deadline is tracked."""
    is_any_tracked: bool
    """Whether any is; also where there are no offices."""


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year, which are kept beside the program: the library takes a tenth of a second."""
    file = beside_the_program("bank-holidays")
    data = read_cache(file) if file else None
    years: dict[str, list[str]] = json.loads(data) if data else {}
    if str(year) not in years:
        import holidays  # noqa: PLC0415 - needed only where a response is due

        # Wales has the bank holidays of England.
        days = holidays.country_holidays("GB", subdiv="ENG", years=year)
        years[str(year)] = sorted(day.isoformat() for day in days)
        if file:
            write_cache(file, json.dumps(years).encode())
    return frozenset(map(date.fromisoformat, years[str(year)]))


def working_day_before(day: date) -> date:
    """Return the last working day in England and Wales on or before a day."""
    while day.weekday() > FRIDAY or day in _bank_holidays(day.year):
        day -= timedelta(days=1)
    return day


def deadlines_of(released: ReleasedRegister, office_id: str = "") -> list[Deadline]:
    """Return every response still due, the earliest last day first; with an office, those of that office."""
    outstanding = released.outstanding_by_office.get(office_id, []) if office_id else released.outstanding
    return [
        Deadline(due.office, due.inspection, due.clock, due.clock.last_day, working_day_before(due.clock.last_day))
        for due in outstanding
        if due.clock.last_day
    ]


def links_to_groups(released: ReleasedRegister, office_id: str = "") -> Mapping[str, str]:
    """Return the address of each group of deadlines that has rows, of all offices or of one."""
    links: dict[str, str] = {}
    for list_page in _list_pages(released, office_id):
        for group in _groups(list_page, released.today):
            links.setdefault(group, f"{list_page.address(list_page.number)}#{group}")
    return links


def address_of_deadlines(office_id: str = "") -> str:
    """Return the address of the deadlines of all offices, or of one."""
    return f"{FIRST_ADDRESS}{office_id}/" if office_id else FIRST_ADDRESS


def due_next(released: ReleasedRegister, most: int) -> list[Deadline]:
    """Return what is due next: the earliest last days still to come, then those that passed most recently."""
    deadlines = deadlines_of(released)
    coming = [deadline for deadline in deadlines if deadline.last_day >= released.today]
    return [*coming, *reversed(deadlines[: len(deadlines) - len(coming)])][:most]


def deadline_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the pages of the table of deadlines, of all offices and then of each that owes a response.

    All are in one order, by last day and not by status, so that a page read late still agrees with those
    before and after it.
    """
    description = "Responses to inspection reports that are still owed, by the last day the law allows."
    listing = Listing(PageKind.DEADLINES, "Deadlines", description, "deadlines")
    yield from _pages(released, listing, None)
    for office_id in released.outstanding_by_office:
        office = released.offices[office_id]
        own = replace(
            listing, title=f"Deadlines of {office.short_name}", crumbs=(Crumb("Deadlines", FIRST_ADDRESS),),
            description=f"Responses that {office.name} still owes, by the last day the law allows.", scripts=("lists",),
        )  # fmt: skip
        yield from _pages(released, own, office)


def _pages(released: ReleasedRegister, listing: Listing, office: Office | None) -> Iterator[Page]:
    list_pages = _list_pages(released, office.id if office else "")
    coming = next((list_page for list_page in list_pages if "awaiting" in _groups(list_page, released.today)), None)
    sheet = SheetRows(("office",), (office.id,), f"deadlines-{office.id}.csv") if office else None
    untracked = released.untracked
    is_any_tracked = len(untracked) < len(released.offices) or not released.offices
    for list_page in list_pages:
        groups = _groups(list_page, released.today)
        context = DeadlinesContext(list_page, listing.title, coming, groups, office, sheet, untracked, is_any_tracked)
        yield listing.page(list_page, context)


def _list_pages(released: ReleasedRegister, office_id: str) -> list[ListPage]:
    return paginate(deadlines_of(released, office_id), address_of_deadlines(office_id))


def _groups(list_page: ListPage, today: date) -> Mapping[str, Sequence[Deadline]]:
    groups: dict[str, list[Deadline]] = {}
    for deadline in list_page.rows:
        groups.setdefault(GROUPS[deadline.last_day >= today], []).append(deadline)
    return groups
