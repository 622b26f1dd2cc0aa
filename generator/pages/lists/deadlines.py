"""The pages of deadlines: every response still owed, by its last day, with the working day to aim for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from generator.pages.page import Crumb, Page, paginate
from generator.register.clocks import ReportClock
from generator.register.released import ReleasedRegister

TITLE = "Deadlines"
BASE = "deadlines/"
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Deadline:
    """A response still owed, with the working day to aim for."""

    owed: ReportClock
    last_day: date
    working_day: date
    """The last working day on or before the last day: advice, never the limit."""


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - it takes a tenth of a second, and only where something is owed

    # Wales has those of England.
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def working_day_before(day: date) -> date:
    """Give the last working day in England and Wales on or before a day."""
    while day.weekday() > FRIDAY or day in _bank_holidays(day.year):
        day -= timedelta(days=1)
    return day


def deadlines_of(released: ReleasedRegister) -> list[Deadline]:
    """List every response still owed, the earliest last day first."""
    return [
        Deadline(owed, owed.clock.last_day, working_day_before(owed.clock.last_day))
        for owed in released.outstanding
        if owed.clock.last_day
    ]


def due_next(released: ReleasedRegister, most: int) -> list[Deadline]:
    """Pick what is due next: the earliest last days still to come, then those that passed last."""
    rows = deadlines_of(released)
    coming = [each for each in rows if each.last_day >= released.today]
    return [*coming, *reversed(rows[: len(rows) - len(coming)])][:most]


def deadline_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give the table of deadlines, in pages.

    One order for all, whatever their status: a day that passes moves no row, so a page read late still agrees with
    those before and after it.
    """
    rows = deadlines_of(released)
    description = "Responses to inspection reports that are still owed, by the last day the law allows."
    parts = paginate(rows, BASE)
    coming = next((part for part in parts for each in part.rows if each.last_day >= released.today), None)
    for part in parts:
        later = part.number > 1
        title = f"{TITLE}, page {part.number} of {part.pages}" if later else TITLE
        given = {"slice": part, "heading": TITLE, "coming": coming}
        crumbs = (Crumb(TITLE, BASE),) if later else ()
        yield Page(
            part.address(part.number),
            "deadlines.html",
            title,
            description,
            given,
            crumbs,
            "deadlines",
            scripts=("status",),
        )
