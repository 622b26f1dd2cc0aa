"""Dates, months and times: reads them as typed, and words them. Knows nothing of deadlines."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from generator.messages import did_you_mean, quoted

LONDON = ZoneInfo("Europe/London")
"""The zone in which the law's days begin and end for England and Wales."""

MONTHS = [name.lower() for name in calendar.month_name]
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
ISO_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_KEPT = 4096
"""Texts whose reading is kept: a register has few days, and many records of each."""
EARLIEST_YEAR = 1800
LATEST_YEAR = 2200


class NotADateError(ValueError):
    """A text is not a date; `hint` says what to type instead."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the message and the hint apart, as a problem does."""
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Publication:
    """The time of a publication, as exactly as it is recorded."""

    wording: str
    """For readers: `1 March 2026`, `March 2026`, `date of publication not recorded`."""
    machine: str | None
    """ISO 8601 as typed, for `<time>` and the data; None where nothing is recorded."""
    day: date | None
    """The day in Europe/London, which is all a clock uses; None for a month or `not recorded`."""
    released_from: datetime
    """The time from which it is public (UTC)."""


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: a day, a month, or only words."""

    wording: str
    machine: str | None = None
    """ISO 8601 for `<time>`; None for words."""


@dataclass(frozen=True, slots=True)
class RecordedDate:
    """A date as exactly as it is recorded: a day, a month or a year."""

    wording: str
    """For readers: `1 March 2026`, `March 2026`, `2026`."""
    machine: str
    """ISO 8601 as typed, for `<time>` and the data."""
    day: date | None
    """None for a month or a year, which is never taken for a day."""
    earliest: date
    latest: date

    def is_before(self, other: RecordedDate) -> bool:
        """Check whether it is certainly earlier than another."""
        return self.latest < other.earliest


@lru_cache(maxsize=_KEPT)
def wording(day: date) -> str:
    """Write a day as `24 October 2019`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def ordinal_wording(day: date) -> str:
    """Write a day as the publication format does: `24th October 2019`."""
    ending = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")  # noqa: PLR2004
    return f"{day.day}{ending} {calendar.month_name[day.month]} {day.year}"


def london_day(moment: datetime) -> date:
    """Return the date in London at a given time: 23:30 UTC in July is already tomorrow there."""
    return moment.astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """Return the time at which a day begins in London, in UTC."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


@lru_cache(_KEPT)
def read_day(text: str) -> date:
    """Read `2019-10-24`.

    Raises:
        NotADateError: with the reason, and what to type instead if it can be guessed.
    """
    match = ISO_DAY.fullmatch(text)
    if not match:
        raise _not_a_day(text)
    year, month, day = (int(part) for part in match.groups())
    return _day(year, month, day, text)


def _day(year: int, month: int, day: int, text: str) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotADateError(f"{text} has the year {year}", "Check the year")
    if not 1 <= month <= 12:  # noqa: PLR2004
        raise NotADateError(f"{text} has no month {month:02}", "Write the year first, then the month, then the day")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        named = f"{calendar.month_name[month]} {year}"
        raise NotADateError(f"{text} is not in the calendar: {named} has {days} days", "Check the day and the month")
    return date(year, month, day)


_ANY_DAY = "Write the year, month and day with hyphens, such as 2019-10-24"


def _not_a_day(text: str) -> NotADateError:
    shown = quoted(text, 40)
    message = f"{shown} is not in a date format this site reads"
    dashes = text.translate({ord(dash): "-" for dash in "‐‑‒–—−"})
    if dashes != text and ISO_DAY.fullmatch(dashes):
        return NotADateError(f"{shown} has long dashes in place of hyphens", f"Write it with hyphens: {dashes}")
    if ISO_MOMENT.fullmatch(text):
        return NotADateError(f"{text} has a time, and only the date is needed here", f"Write {text[:10]}")
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII):
        if ISO_MONTH.fullmatch(text):
            return NotADateError(f"{text} is a month, and this fact needs a day", f"Add the day, such as {text}-24")
        return NotADateError(f"{text} has no month {match[2]}", "Check the month")
    match = re.fullmatch(r"(\d{4})[/. -](\d{1,2})[/. -](\d{1,2})", text, re.ASCII)
    if match and (iso := _iso(*(int(part) for part in match.groups()))):
        return NotADateError(message, f"Write {iso}")
    if match := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})", text, re.ASCII):
        first, second, year = (int(part) for part in match.groups())
        year += 2000 if len(match[3]) == 2 else 0  # noqa: PLR2004
        readings = [_iso(year, second, first), *([_iso(year, first, second)] if first != second else [])]
        suggestions = " or ".join(f"{iso} for {wording(date.fromisoformat(iso))}" for iso in readings if iso)
        if suggestions:
            return NotADateError(message, f"Write the year first: {suggestions}")
    if match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]+)\.?,?(?:\s+(\d{4}))?", text, re.ASCII):
        return _worded_day(message, match[1], match[2], match[3])
    return NotADateError(message, _ANY_DAY)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _worded_day(message: str, day: str, month_name: str, year: str | None) -> NotADateError:
    hint = _ANY_DAY
    month = _month_named(month_name)
    if not month:
        return NotADateError(message, f"{did_you_mean(month_name, calendar.month_name[1:])} {hint}".strip())
    if year and not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return NotADateError(message, "Check the year")
    longest = calendar.monthrange(int(year or 2000), month)[1]
    if not 1 <= int(day) <= longest:
        message = f"{message}, and {calendar.month_name[month]}{f' {year}' if year else ''} has {longest} days"
        return NotADateError(message, hint)
    if not year:
        return NotADateError(
            message, f"Write the year, month and day with hyphens, such as 2024-{month:02}-{int(day):02}"
        )
    return NotADateError(message, f"Write {_iso(int(year), month, int(day))}")


def _month_named(name: str) -> int:
    """Return the number of a month from its full or shortened name, or 0."""
    typed = name.lower()
    is_long_enough = len(typed) > 2  # noqa: PLR2004
    return next((number for number, month in enumerate(MONTHS) if is_long_enough and month.startswith(typed)), 0)


def read_moment(text: str) -> datetime:
    """Read `2026-03-01T09:30:00+00:00`. The offset is required, because London's changes twice a year.

    Raises:
        NotADateError: with the reason.
    """
    match = ISO_MOMENT.fullmatch(text)
    if not match:
        raise NotADateError(
            f"{quoted(text, 40)} is not in a format for a date and time that this site reads",
            "Write it as 2026-03-01T09:30:00+00:00",
        )
    read_day(text[:10])
    if not match[2]:
        raise _no_offset(text)
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotADateError(
            f"{text} has an hour, a minute or a time zone that does not exist", "Check the time"
        ) from None


def _no_offset(text: str) -> NotADateError:
    message = f"{text} needs a time zone, such as +00:00"
    try:
        near = datetime.fromisoformat(text).replace(tzinfo=LONDON).strftime("%z")
    except ValueError:
        near = "+0000"
    return NotADateError(message, f"Add it at the end: {text}{near[:3]}:{near[3:5]} is London time on that day")


@lru_cache(_KEPT)
def read_publication(text: str, *, exact: bool) -> Publication:
    """Read a date of publication: with `exact` a day or a time, otherwise also a month or `not recorded`.

    Raises:
        NotADateError: with the reason.
    """
    if not exact and text.casefold() == "not recorded":
        first = datetime(1, 1, 1, tzinfo=UTC)
        return Publication("date of publication not recorded", None, None, first)
    if not exact and ISO_MONTH.fullmatch(text):
        first_day = read_day(f"{text}-01")
        return Publication(f"{calendar.month_name[first_day.month]} {first_day.year}", text, None, start_of(first_day))
    if ISO_MOMENT.fullmatch(text):
        moment = read_moment(text)
        day = london_day(moment)
        return Publication(wording(day), text.replace(" ", "T"), day, moment)
    if not exact and (month := _month_of(text)):
        raise NotADateError(f"'{text}' is not in a month format this site reads", f"Write {month}")
    day = read_day(text) if exact else _read_day_or(text, "a month (2019-10) or not recorded")
    return Publication(wording(day), text, day, start_of(day))


def _read_day_or(text: str, others: str) -> date:
    """Read a day where a fact may hold something else too, and say so where it cannot be guessed what is meant."""
    try:
        return read_day(text)
    except NotADateError as error:
        if error.hint != _ANY_DAY:
            raise
        raise NotADateError(error.message, f"Write a day (2019-10-24), {others}") from None


def _month_of(text: str) -> str:
    """Return `2019-10` for `October 2019`, `10/2019` or `2019/10`; otherwise an empty text."""
    if match := re.fullmatch(r"(\d{4})[/.](\d{1,2})|(\d{1,2})[/.-](\d{4})", text, re.ASCII):
        year, number = match[1] or match[4], int(match[2] or match[3])
        return f"{year}-{number:02}" if 1 <= number <= 12 else ""  # noqa: PLR2004
    match = re.fullmatch(r"([A-Za-z]+),? (\d{4})", text, re.ASCII)
    month = _month_named(match[1]) if match else 0
    return f"{match[2]}-{month:02}" if match and month else ""


@lru_cache(_KEPT)
def read_recorded_date(text: str) -> RecordedDate:
    """Read a day, a month (`2019-10`) or a year (`2019`).

    Raises:
        NotADateError: with the reason.
    """
    if ISO_MONTH.fullmatch(text):
        first = read_day(f"{text}-01")
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return RecordedDate(f"{calendar.month_name[first.month]} {first.year}", text, None, first, last)
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        first = read_day(f"{text}-01-01")
        return RecordedDate(text, text, None, first, first.replace(month=12, day=31))
    if month := _month_of(text):
        raise NotADateError(f"'{text}' is not in a month format this site reads", f"Write {month}")
    day = _read_day_or(text, "a month (2019-10) or a year")
    return RecordedDate(wording(day), text, day, day, day)


@lru_cache(_KEPT)
def read_due(text: str) -> Due:
    """Read a day, a month, or words, which are kept as typed ("with immediate effect").

    Raises:
        NotADateError: for a text of digits that is not a date.
    """
    if ISO_MONTH.fullmatch(text):
        first_day = read_day(f"{text}-01")
        return Due(f"{calendar.month_name[first_day.month]} {first_day.year}", text)
    if re.fullmatch(r"[\d./\s‐-―−-]+", text) and not _is_year_or_years(text):
        if month := _month_of(text):
            raise NotADateError(f"'{text}' is not in a month format this site reads", f"Write {month}")
        return Due(wording(_read_day_or(text, "a month (2019-10) or words")), text)
    return Due(text)


def _is_year_or_years(text: str) -> bool:
    """Check for a year, or a financial year such as `2024/25`."""
    match = re.fullmatch(r"(\d{4})(?:\s*[/‐-―−-]\s*(\d{4}|\d{2}))?", text, re.ASCII)
    return match is not None and (match[2] is None or int(match[2]) % 100 == (int(match[1]) + 1) % 100)


def read_as_of(text: str) -> datetime:
    """Read the value of `--as-of`: a time, or a day, which means its first instant in London.

    Raises:
        NotADateError: with the reason.
    """
    return read_moment(text) if ISO_MOMENT.fullmatch(text) else start_of(read_day(text))


def is_released(published: Publication | None, as_of: datetime) -> bool:
    """Check whether a record is public: never without a date, and never before it."""
    return published is not None and published.released_from <= as_of
