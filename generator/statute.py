"""The law of section 55 of the Police Act 1996, as functions of dates and facts. Knows no file, page or clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

RESPONSE_PERIOD_DAYS = 56
"""The length of the period in days, the day of the report's publication being the first."""

DUE_SOON_DAYS = 14
"""A response is called due soon if so many days or fewer are left; our own word, which the Act does not have."""

SUBSECTION_5A_IN_FORCE = date(2017, 5, 2)
"""When subsection (5A) came into force: SI 2017/399, which commenced section 37 of the Policing and Crime Act 2017."""

ADDRESS = "https://www.legislation.gov.uk/ukpga/1996/16/section/55"
"""The address of the section."""


class Status(StrEnum):
    """How a response, published or outstanding, stands against the 56 days."""

    NO_DUTY = "no-duty"
    NO_TIME_LIMIT = "no-time-limit"
    AWAITING = "awaiting"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    IN_TIME = "published-in-time"
    LATE = "published-late"
    NOT_RECORDED = "published-date-not-recorded"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The status in words for readers."""
        return _STATUS_WORDS[self]


_STATUS_WORDS = {
    Status.NO_DUTY: "No duty",
    Status.NO_TIME_LIMIT: "No time limit",
    Status.AWAITING: "Awaiting",
    Status.DUE_TODAY: "Due today",
    Status.OVERDUE: "Overdue",
    Status.IN_TIME: "Published in time",
    Status.LATE: "Published late",
    Status.NOT_RECORDED: "Date of publication not recorded",
    Status.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of one response, with its working."""

    report_published_on: date
    """Day one of the fifty-six."""
    last_day: date | None
    """None if the law sets no limit."""
    status: Status
    days: int | None
    """Days taken, publication of the report being day 1; None if nothing is published or no day is recorded."""
    next_change_on: date | None
    """The first later date on which the status changes; None if it never does."""


def last_day(report_published_on: date) -> date:
    """Return the last day on which a response is in time.

    Section 55(5A): "before the end of the period of 56 days beginning with the day on which the report is published".
    A period that begins with a day counts that day, so the last is 55 days later. It is never moved for a weekend,
    a holiday or a change of clocks.
    """
    return report_published_on + timedelta(days=RESPONSE_PERIOD_DAYS - 1)


def due_soon_from(last_day: date) -> date:
    """Return the first day on which a response with this last day is called due soon."""
    return last_day - timedelta(days=DUE_SOON_DAYS)


def limit_applies(report_published_on: date) -> bool:
    """Check whether the 56 days apply: subsection (5A) governs reports published from 2 May 2017."""
    return report_published_on >= SUBSECTION_5A_IN_FORCE


def days_taken(report_published_on: date, published_on: date) -> int:
    """Count the days from report to response, both counted (section 55(5A)): 56 is the last in time."""
    return (published_on - report_published_on).days + 1


def clock(
    report_published_on: date, published_on: date | None, today: date, *, is_published: bool, has_duty: bool = True
) -> Clock:
    """Return the clock of one response, or of its absence (`is_published` False), on a day in Europe/London.

    `published_on` is the day of publication on the web, or None if it is not recorded; the response is then neither in
    time nor late. `has_duty` is False if the section asks for nothing, as for a super-complaint.
    """
    if not has_duty:
        return Clock(report_published_on, None, Status.NO_DUTY, None, None)
    days = days_taken(report_published_on, published_on) if is_published and published_on else None
    if not limit_applies(report_published_on):
        return Clock(report_published_on, None, Status.NO_TIME_LIMIT, days, None)
    last = last_day(report_published_on)
    if is_published:
        if published_on is None:
            status = Status.NOT_RECORDED
        else:
            status = Status.IN_TIME if published_on <= last else Status.LATE
        return Clock(report_published_on, last, status, days, None)
    if today < last:
        return Clock(report_published_on, last, Status.AWAITING, None, last)
    if today == last:
        return Clock(report_published_on, last, Status.DUE_TODAY, None, last + timedelta(days=1))
    return Clock(report_published_on, last, Status.OVERDUE, None, None)


RECIPIENTS = ("inspectorate", "secretary-of-state")
"""The roles that must be sent a copy. Section 55(6): the inspectors of constabulary and the Secretary of State."""


def must_be_explained(finding_class: str, *, answers_areas_for_improvement: bool) -> bool:
    """Check whether a finding needs an explanation.

    Section 55(5B) asks for one for each recommendation in the report; areas for improvement are answered if the
    office's policy says so. A cause of concern carries recommendations, which are findings of their own.
    """
    return finding_class == "recommendation" or (
        answers_areas_for_improvement and finding_class == "area-for-improvement"
    )
