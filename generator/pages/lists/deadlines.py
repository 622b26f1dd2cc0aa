"""The pages of deadlines: every response still due, by its last day, with the working day to aim for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from generator.pages.page import Listing, ListPage, Page, PageContext, PageKind, paginate
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.register.released import ReleasedRegister
from generator.statute import Clock

FIRST_ADDRESS = "deadlines/"
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


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - it takes a tenth of a second, and is needed only where a response is due

    # Wales has the bank holidays of England.
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def working_day_before(day: date) -> date:
    """Return the last working day in England and Wales on or before a day."""
    while day.weekday() > FRIDAY or day in _bank_holidays(day.year):
        day -= timedelta(days=1)
    return day


def deadlines_of(released: ReleasedRegister) -> list[Deadline]:
    """Return every response still due, the earliest last day first."""
    return [
        Deadline(due.office, due.inspection, due.clock, due.clock.last_day, working_day_before(due.clock.last_day))
        for due in released.outstanding
        if due.clock.last_day
    ]


def due_next(released: ReleasedRegister, most: int) -> list[Deadline]:
    """Return what is due next: the earliest last days still to come, then those that passed most recently."""
    deadlines = deadlines_of(released)
    coming = [deadline for deadline in deadlines if deadline.last_day >= released.today]
    return [*coming, *reversed(deadlines[: len(deadlines) - len(coming)])][:most]


def deadline_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the pages of the table of deadlines.

    All are in one order, by last day and not by status, so that a page read late still agrees with those
    before and after it.
    """
    description = "Responses to inspection reports that are still owed, by the last day the law allows."
    listing = Listing(PageKind.DEADLINES, "Deadlines", description, "deadlines")
    list_pages = paginate(deadlines_of(released), FIRST_ADDRESS)
    coming = next((list_page for list_page in list_pages if _has_coming(list_page, released.today)), None)
    for list_page in list_pages:
        yield listing.page(list_page, DeadlinesContext(list_page, listing.title, coming))


def _has_coming(list_page: ListPage, today: date) -> bool:
    return any(deadline.last_day >= today for deadline in list_page.rows)
