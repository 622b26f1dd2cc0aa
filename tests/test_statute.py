"""The law as vectors and properties: section 55 of the Police Act 1996, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dates import london_day
from generator.statute import (
    RECIPIENTS,
    RESPONSE_PERIOD_DAYS,
    SUBSECTION_5A_IN_FORCE,
    Clock,
    Status,
    clock,
    days_taken,
    last_day,
    limit_applies,
    must_be_explained,
)

DAY = timedelta(days=1)
EVERY_DAY = [
    date(2012, 1, 1) + timedelta(days=number) for number in range((date(2040, 12, 31) - date(2012, 1, 1)).days + 1)
]
REPORT = date(2019, 10, 24)
LAST = date(2019, 12, 18)

VECTORS = {
    "2019-10-24": "2019-12-18",
    "2020-01-06": "2020-03-01",  # a leap year, and a Sunday
    "2023-11-01": "2023-12-26",  # a bank holiday
    "2024-02-05": "2024-03-31",  # Easter Sunday, and the clocks change
    "2023-07-07": "2023-08-31",
    "2024-07-19": "2024-09-12",
    "2028-01-05": "2028-02-29",
}


@pytest.mark.parametrize(("published", "last"), VECTORS.items())
def test_the_last_day_counts_the_day_of_publication(published: str, last: str) -> None:
    assert last_day(date.fromisoformat(published)) == date.fromisoformat(last)


def test_the_last_day_is_fifty_five_days_later_on_every_day_of_three_decades() -> None:
    assert len(EVERY_DAY) == 10_593
    for day in EVERY_DAY:
        last = last_day(day)
        assert last.toordinal() - day.toordinal() == 55
        assert days_taken(day, last) == RESPONSE_PERIOD_DAYS == 56


def test_a_response_on_day_56_is_in_time_and_on_day_57_late_on_every_day_with_a_limit() -> None:
    days = [day for day in EVERY_DAY if day >= SUBSECTION_5A_IN_FORCE]
    assert len(days) == 8_645
    for day in days:
        last = last_day(day)
        in_time = clock(day, last, last, is_published=True)
        late = clock(day, last + DAY, last + DAY, is_published=True)
        assert (in_time.status, in_time.days) == (Status.IN_TIME, 56)
        assert (late.status, late.days) == (Status.LATE, 57)


def test_the_limit_applies_to_reports_published_from_2_may_2017() -> None:
    assert not limit_applies(date(2017, 5, 1))
    assert limit_applies(date(2017, 5, 2))


def test_before_the_limit_nothing_is_ever_late_or_overdue() -> None:
    for day in EVERY_DAY:
        if day >= SUBSECTION_5A_IN_FORCE:
            break
        long_after = day + timedelta(days=5_000)
        assert clock(day, None, long_after, is_published=False) == Clock(day, None, Status.NO_TIME_LIMIT, None, None)
        assert clock(day, long_after, long_after, is_published=True) == Clock(
            day, None, Status.NO_TIME_LIMIT, 5_001, None
        )


@pytest.mark.parametrize(
    ("today", "status", "next_change_on"),
    [
        (REPORT, Status.AWAITING, LAST),
        (LAST - DAY, Status.AWAITING, LAST),
        (LAST, Status.DUE_TODAY, LAST + DAY),
        (LAST + DAY, Status.OVERDUE, None),
    ],
)
def test_a_response_still_owed_is_awaited_due_today_and_then_overdue(
    today: date, status: Status, next_change_on: date | None
) -> None:
    assert clock(REPORT, None, today, is_published=False) == Clock(REPORT, LAST, status, None, next_change_on)


def test_a_date_of_publication_that_is_not_recorded_is_neither_in_time_nor_late() -> None:
    judged = clock(REPORT, None, date(2026, 11, 22), is_published=True)
    assert judged == Clock(REPORT, LAST, Status.NOT_RECORDED, None, None)


def test_where_the_section_asks_for_nothing_there_is_no_clock() -> None:
    for published_on in (None, date(2026, 1, 1)):
        judged = clock(REPORT, published_on, date(2026, 11, 22), is_published=published_on is not None, has_duty=False)
        assert judged == Clock(REPORT, None, Status.NO_DUTY, None, None)


def test_a_response_on_the_day_of_the_report_took_one_day() -> None:
    assert clock(REPORT, REPORT, REPORT, is_published=True) == Clock(REPORT, LAST, Status.IN_TIME, 1, None)


@settings(max_examples=200)
@given(
    report=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    days_later=st.integers(0, 90),
    taken=st.none() | st.integers(0, 90),
    is_published=st.booleans(),
    has_duty=st.booleans(),
)
def test_the_status_changes_on_the_day_foretold_and_not_before(
    *, report: date, days_later: int, taken: int | None, is_published: bool, has_duty: bool
) -> None:
    published_on = report + timedelta(days=taken) if taken is not None and is_published else None

    def judged_on(day: date) -> Clock:
        return clock(report, published_on, day, is_published=is_published, has_duty=has_duty)

    today = report + timedelta(days=days_later)
    now = judged_on(today)
    until = now.next_change_on or today + timedelta(days=200)
    day = today
    while day < until:
        assert judged_on(day).status is now.status
        day += DAY
    if now.next_change_on:
        assert now.next_change_on > today
        assert judged_on(now.next_change_on).status is not now.status
    else:
        assert judged_on(until).status is now.status


def test_in_july_the_day_in_london_begins_an_hour_before_that_of_greenwich() -> None:
    due_in_july = date(2024, 7, 10)
    report = due_in_july - timedelta(days=55)
    before_midnight = london_day(datetime(2024, 7, 10, 22, 30, tzinfo=UTC))
    after_midnight = london_day(datetime(2024, 7, 10, 23, 30, tzinfo=UTC))

    assert clock(report, None, before_midnight, is_published=False).status is Status.DUE_TODAY
    assert clock(report, None, after_midnight, is_published=False).status is Status.OVERDUE
    assert clock(report, after_midnight, after_midnight, is_published=True).status is Status.LATE


def test_copies_go_to_the_inspectorate_and_the_secretary_of_state() -> None:
    assert RECIPIENTS == ("inspectorate", "secretary-of-state")


@pytest.mark.parametrize(
    ("finding_class", "always", "by_policy"),
    [
        ("recommendation", True, True),
        ("area-for-improvement", False, True),
        ("cause-of-concern", False, False),
        ("accelerated-cause-of-concern", False, False),
    ],
)
def test_recommendations_are_explained_and_areas_for_improvement_where_the_office_chooses(
    *, finding_class: str, always: bool, by_policy: bool
) -> None:
    assert must_be_explained(finding_class, answers_areas_for_improvement=False) is always
    assert must_be_explained(finding_class, answers_areas_for_improvement=True) is by_policy


def test_the_statuses_are_the_words_of_the_data() -> None:
    assert [status.value for status in Status] == [
        "no-duty", "no-time-limit", "awaiting", "due-today", "overdue",
        "published-in-time", "published-late", "published-date-not-recorded", "withdrawn",
    ]  # fmt: skip
