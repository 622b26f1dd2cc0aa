"""The page of deadlines: every response still owed, by its last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from generator.pages.page import Page
from generator.released import Owed, Released

DUE_SOON = 14
"""Days before the last day from which a response counts as due soon."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A response still owed, with the working day to aim for."""

    owed: Owed
    last_day: date
    working_day: date
    """The last working day on or before the last day: advice, never the limit."""


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def working_day_before(day: date) -> date:
    """Give the last working day in England and Wales on or before a day."""
    while day.weekday() > 4 or day in _bank_holidays(day.year):  # noqa: PLR2004 - Saturday and Sunday
        day -= timedelta(days=1)
    return day


def deadlines_of(released: Released) -> list[Deadline]:
    """List every response still owed, the nearest last day first."""
    return [
        Deadline(owed, owed.clock.last_day, working_day_before(owed.clock.last_day))
        for owed in released.owed
        if owed.clock.last_day
    ]


def deadline_pages(released: Released) -> Iterator[Page]:
    """Give the page of deadlines."""
    given = {"deadlines": deadlines_of(released)}
    description = "Responses to inspection reports that are still owed, by the last day the law allows."
    yield Page("deadlines/", "deadlines.html", "Deadlines", description, given, (), "deadlines", scripts=("status",))
