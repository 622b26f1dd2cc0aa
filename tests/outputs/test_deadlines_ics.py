"""The calendar holds the last day of every response still owed, and of no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from generator.pages.lists.deadlines import deadlines_of
from tests.support.paths import DEMO
from tests.support.sample_office import build, released_at

ADDRESS = "https://office.example/inspections/"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return (build(tmp_path_factory.mktemp("calendar"), address=ADDRESS) / "deadlines.ics").read_bytes()


def test_the_days_are_those_of_the_table_of_deadlines(data: bytes) -> None:
    found = [(event.decoded("dtstart"), str(event["url"])) for event in Calendar.from_ical(data).walk("VEVENT")]

    owed = [(each.last_day, f"{ADDRESS}inspections/{each.inspection.id}/") for each in deadlines_of(released_at())]
    assert found == owed != []
    assert all(type(day) is date for day, _ in found)  # a whole day, in every time zone


def test_an_entry_says_what_is_due_by_which_working_day_and_why(data: bytes) -> None:
    entry = next(
        event
        for event in Calendar.from_ical(data).walk("VEVENT")
        if str(event["uid"]).startswith("sampleshire/2026/sample-spotlight@")
    )

    assert str(entry["uid"]) == f"sampleshire/2026/sample-spotlight@{ADDRESS}"
    assert (
        str(entry["summary"])
        == "Last day: response of Sampleshire to Sample spotlight: a sample report of 10 February 2026"
    )
    assert str(entry["description"]) == (
        "The last working day on or before it is 2 April 2026. Section 55(5A) of the Police Act 1996 asks for the "
        "response by the end "
        "of this day: https://www.legislation.gov.uk/ukpga/1996/16/section/55"
    )


def test_lines_are_as_long_as_the_format_allows_and_end_as_it_asks(data: bytes) -> None:
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_an_office_that_owes_nothing_has_an_empty_calendar(tmp_path: Path) -> None:
    site = build(tmp_path, content=DEMO / "content")

    assert list(Calendar.from_ical((site / "deadlines.ics").read_bytes()).walk("VEVENT")) == []
