"""The calendars hold the last day of every response still owed, and of no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from generator.pages.lists.deadlines import deadlines_of
from tests.support.paths import DEMO
from tests.support.sample_office import ADDRESS, build, released_at
from tests.support.small_site import INSPECTION, RESPONSE, SmallSite


@pytest.fixture(scope="module")
def data(office_site: Path) -> bytes:
    return (office_site / "deadlines.ics").read_bytes()


def test_the_days_are_those_of_the_table_of_deadlines(data: bytes) -> None:
    found = [(event.decoded("dtstart"), str(event["url"])) for event in Calendar.from_ical(data).walk("VEVENT")]

    owed = [(each.last_day, f"{ADDRESS}inspections/{each.inspection.id}/") for each in deadlines_of(released_at())]
    assert found == owed != []
    assert all(type(day) is date for day, _ in found)  # a whole day, in every time zone


def calendars_in(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*.ics"))}


def test_an_entry_says_what_is_due_by_which_working_day_and_why(data: bytes) -> None:
    entry = next(
        event
        for event in Calendar.from_ical(data).walk("VEVENT")
        if str(event["uid"]) == "sampleshire/2026/sample-spotlight@section55"
    )

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


def test_each_office_and_each_tag_has_a_calendar_of_its_own(office_site: Path) -> None:
    owed: dict[str, list[date]] = {each.office.id: [] for each in deadlines_of(released_at())}
    for each in deadlines_of(released_at()):
        owed[each.office.id].append(each.last_day)
    for office, days in owed.items():
        data = calendars_in(office_site)[f"offices/{office}/deadlines.ics"]
        assert [event.decoded("dtstart") for event in Calendar.from_ical(data).walk("VEVENT")] == days != []
    assert "browse/tag/custody/deadlines.ics" in calendars_in(office_site)


def test_every_calendar_is_read_by_another_library_and_none_is_empty(office_site: Path) -> None:
    for path, data in calendars_in(office_site).items():
        calendar = IcsCalendarStream.calendar_from_ics(data.decode())
        assert calendar.events or calendar.journal, path
        assert [event.uid for event in calendar.events] == [
            str(event["uid"]) for event in Calendar.from_ical(data).walk("VEVENT")
        ]


def test_a_calendar_that_is_imported_twice_has_no_entry_twice(office_site: Path, tmp_path: Path) -> None:
    """Import as RFC 5546 asks: an entry replaces that of its UID, unless its SEQUENCE is lower."""
    kept: dict[str, tuple[int, object]] = {}
    later = build(tmp_path, "2026-03-10", address="https://elsewhere.example/", with_pdf=False)
    for data in (
        *calendars_in(office_site).values(),
        *calendars_in(office_site).values(),
        *calendars_in(later).values(),
    ):
        for event in IcsCalendarStream.calendar_from_ics(data.decode()).events:
            if event.uid not in kept or (event.sequence or 0) >= kept[event.uid][0]:
                kept[str(event.uid)] = (event.sequence or 0, event.summary)
    assert sorted(kept) == sorted(
        f"{each.office.id}/{each.inspection.id}@section55" for each in deadlines_of(released_at())
    )


def test_an_entry_keeps_its_uid_and_counts_the_corrections_of_its_report(small_site: SmallSite) -> None:
    small_site.remove(f"{RESPONSE}.md")
    entries = []
    for fact in ("", "corrections: [{on: 2026-11-23, note: The date was wrong.}]", "aliases: [2018/old]"):
        if fact:
            small_site.add_fact(f"{INSPECTION}.md", fact)
        small_site.build("2026-11-24")
        assert small_site.last.failure is None, small_site.last.problems
        (event,) = Calendar.from_ical((small_site.site / "deadlines.ics").read_bytes()).walk("VEVENT")
        entries.append((str(event["uid"]), int(str(event["sequence"]))))
    assert entries == [
        ("norfolk/2019/cyber@section55", 0), ("norfolk/2019/cyber@section55", 1), ("norfolk/2018/old@section55", 1)
    ]  # fmt: skip


def test_the_revision_of_an_entry_rises_with_each_change_that_the_ledger_records_and_stays_then(
    small_site: SmallSite,
) -> None:
    small_site.remove(f"{RESPONSE}.md")
    revisions = []
    for day, old, new, is_recorded in (
        (22, "", "", True),
        (23, "", "", True),
        (24, "title: Keep the light on", "title: Cyber", False),
        (25, "", "", True),
        (26, "", "", True),
        (27, "published: 2026-11-01", "published: 2026-11-02\ncorrections: [{on: 2026-11-27, note: The day.}]", True),
        (28, "title: Cyber", "title: Keep the light on", True),
    ):
        if old:
            small_site.edit(f"{INSPECTION}.md", old, new)
        small_site.build(f"2026-11-{day}", record=is_recorded)
        assert small_site.last.failure is None, small_site.last.problems
        (event,) = Calendar.from_ical((small_site.site / "deadlines.ics").read_bytes()).walk("VEVENT")
        revisions.append(int(str(event["sequence"])))
    assert revisions == [0, 0, 1, 1, 1, 3, 4]


def test_no_title_can_begin_a_line_of_its_own(small_site: SmallSite) -> None:
    small_site.remove(f"{RESPONSE}.md")
    title = "Cyber; a, b\\nATTENDEE:mailto:x@x.example \U0001f6a8 " + "\u00e9" * 300
    small_site.edit(f"{INSPECTION}.md", "title: ", f"title: '{title}' # ")

    small_site.build("2026-11-24")

    data = (small_site.site / "deadlines.ics").read_bytes()
    assert not [line for line in data.split(b"\r\n") if line.startswith(b"ATTENDEE")]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (event,) = IcsCalendarStream.calendar_from_ics(data.decode()).events
    assert title in str(event.summary)


def test_a_calendar_with_nothing_due_says_so_and_has_no_day(tmp_path: Path) -> None:
    site = build(tmp_path, content=DEMO / "content", with_pdf=False)

    calendar = Calendar.from_ical((site / "deadlines.ics").read_bytes())
    assert list(calendar.walk("VEVENT")) == []
    (note,) = calendar.walk("VJOURNAL")
    assert str(note["description"]) == (
        "On 2 March 2026 no response was due. Each will stand here until it is published."
    )
