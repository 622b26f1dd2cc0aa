"""Days, months and moments: what is read, how it is worded, and what is said of what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dates import (
    Due,
    NotADateError,
    Publication,
    london_day,
    ordinal_wording,
    read_as_of,
    read_day,
    read_due,
    read_moment,
    read_publication,
    read_recorded_date,
    start_of,
    wording,
)
from generator.messages import plain_text

HYPHENS = "Write the year, month and day with hyphens, such as 2019-10-24"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@settings(max_examples=200)
@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert read_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "'' is not in a date format this site reads", HYPHENS),
        ("NO", "'NO' is not in a date format this site reads", HYPHENS),
        ("tomorrow", "'tomorrow' is not in a date format this site reads", HYPHENS),
        ("2020-02-30", "2020-02-30 is not in the calendar: February 2020 has 29 days", "Check the day and the month"),
        ("2021-02-29", "2021-02-29 is not in the calendar: February 2021 has 28 days", "Check the day and the month"),
        ("2020-01-00", "2020-01-00 is not in the calendar: January 2020 has 31 days", "Check the day and the month"),
        ("2020-13-01", "2020-13-01 has no month 13", "Write the year first, then the month, then the day"),
        ("0019-10-24", "0019-10-24 has the year 19", "Check the year"),
        ("9999-10-24", "9999-10-24 has the year 9999", "Check the year"),
        ("2019–10–24", "'2019–10–24' has long dashes in place of hyphens", "Write it with hyphens: 2019-10-24"),
        ("2019−10‑24", "'2019−10‑24' has long dashes in place of hyphens", "Write it with hyphens: 2019-10-24"),
        ("2019-10", "2019-10 is a month, and this fact needs a day", "Add the day, such as 2019-10-24"),
        ("2019-13", "2019-13 has no month 13", "Check the month"),
        ("2019/10/24", "'2019/10/24' is not in a date format this site reads", "Write 2019-10-24"),
        ("2019-1-5", "'2019-1-5' is not in a date format this site reads", "Write 2019-01-05"),
        (
            "03/04/2024",
            "'03/04/2024' is not in a date format this site reads",
            "Write the year first: 2024-04-03 for 3 April 2024 or 2024-03-04 for 4 March 2024",
        ),
        (
            "24.10.2019",
            "'24.10.2019' is not in a date format this site reads",
            "Write the year first: 2019-10-24 for 24 October 2019",
        ),
        (
            "24/10/19",
            "'24/10/19' is not in a date format this site reads",
            "Write the year first: 2019-10-24 for 24 October 2019",
        ),
        (
            "12-12-2019",
            "'12-12-2019' is not in a date format this site reads",
            "Write the year first: 2019-12-12 for 12 December 2019",
        ),
        ("99/99/2019", "'99/99/2019' is not in a date format this site reads", HYPHENS),
        ("24th October 2019", "'24th October 2019' is not in a date format this site reads", "Write 2019-10-24"),
        ("24 Oct. 2019", "'24 Oct. 2019' is not in a date format this site reads", "Write 2019-10-24"),
        ("1 sept 2019", "'1 sept 2019' is not in a date format this site reads", "Write 2019-09-01"),
        ("31 June", "'31 June' is not in a date format this site reads, and June has 30 days", HYPHENS),
        ("31 June 2019", "'31 June 2019' is not in a date format this site reads, and June 2019 has 30 days", HYPHENS),
        (
            "29 February 2019",
            "'29 February 2019' is not in a date format this site reads, and February 2019 has 28 days",
            HYPHENS,
        ),
        ("29 February", "'29 February' is not in a date format this site reads", f"{HYPHENS[:-10]}2024-02-29"),
        ("24 October 0000", "'24 October 0000' is not in a date format this site reads", "Check the year"),
        (
            "24 Octember 2019",
            "'24 Octember 2019' is not in a date format this site reads",
            f"Did you mean 'October'? {HYPHENS}",
        ),
        ("24 Foo 2019", "'24 Foo 2019' is not in a date format this site reads", HYPHENS),
        (
            "2019-10-24T09:00Z",
            "2019-10-24T09:00Z has a time, and only the date is needed here",
            "Write 2019-10-24",
        ),
        ("\u0662\u0660-\u0661", "'\u0662\u0660-\u0661' is not in a date format this site reads", HYPHENS),
        ("x" * 50, f"'{'x' * 39}…' is not in a date format this site reads", HYPHENS),
    ],
)
def test_what_is_no_day_is_explained(text: str, message: str, hint: str) -> None:
    with pytest.raises(NotADateError) as caught:
        read_day(text)
    assert (plain_text(caught.value.message), caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("10/2019", "Write 2019-10"),
        ("2019/10", "Write 2019-10"),
        ("2019/13", "Write a day (2019-10-24), a month (2019-10) or "),
        ("24/10/2019", "Write the year first: 2019-10-24 for 24 October 2019"),
    ],
)
@pytest.mark.parametrize(
    ("read", "last"),
    [
        (lambda text: read_publication(text, exact=False), "not recorded"),
        (read_recorded_date, "a year"),
        (read_due, "words"),
    ],
    ids=["publication", "recorded date", "due"],
)
def test_a_month_is_named_where_it_is_lawful(read: Callable[[str], object], last: str, text: str, hint: str) -> None:
    with pytest.raises(NotADateError) as caught:
        read(text)
    assert caught.value.hint == (hint + last if hint.endswith("or ") else hint)


@settings(max_examples=200)
@given(st.text(st.sampled_from("0123456789-–/. TZ:+stJuneOctbrFy"), max_size=24))
def test_any_text_is_a_date_or_is_explained(text: str) -> None:
    for read in (read_day, read_moment, read_due, read_as_of, lambda text: read_publication(text, exact=False)):
        fault = None
        try:
            read(text)
        except NotADateError as error:
            fault = error
        if fault:
            assert fault.message
            assert fault.hint
            assert "None" not in fault.hint


def test_a_moment_needs_its_offset_and_is_kept_in_universal_time() -> None:
    assert read_moment("2026-07-01T00:30:00+01:00") == moment("2026-06-30T23:30:00+00:00")
    assert read_moment("2026-07-01 00:30Z") == moment("2026-07-01T00:30:00+00:00")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "09:30",
            "'09:30' is not in a format for a date and time that this site reads",
            "Write it as 2026-03-01T09:30:00+00:00",
        ),
        (
            "2026-07-01T09:30",
            "2026-07-01T09:30 needs a time zone, such as +00:00",
            "Add it at the end: 2026-07-01T09:30+01:00 is London time on that day",
        ),
        (
            "2026-03-29T09:30",
            "2026-03-29T09:30 needs a time zone, such as +00:00",
            "Add it at the end: 2026-03-29T09:30+01:00 is London time on that day",
        ),
        (
            "2026-03-01T25:00",
            "2026-03-01T25:00 needs a time zone, such as +00:00",
            "Add it at the end: 2026-03-01T25:00+00:00 is London time on that day",
        ),
        (
            "2026-03-01T25:00Z",
            "2026-03-01T25:00Z has an hour, a minute or a time zone that does not exist",
            "Check the time",
        ),
        (
            "2026-03-01T23:00+99:00",
            "2026-03-01T23:00+99:00 has an hour, a minute or a time zone that does not exist",
            "Check the time",
        ),
        (
            "2026-02-30T09:30Z",
            "2026-02-30 is not in the calendar: February 2026 has 28 days",
            "Check the day and the month",
        ),
    ],
)
def test_what_is_no_moment_is_explained(text: str, message: str, hint: str) -> None:
    with pytest.raises(NotADateError) as caught:
        read_moment(text)
    assert (plain_text(caught.value.message), caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "publication"),
    [
        ("2026-07-01", Publication("1 July 2026", "2026-07-01", date(2026, 7, 1), moment("2026-06-30T23:00:00+00:00"))),
        (
            "2026-01-01",
            Publication("1 January 2026", "2026-01-01", date(2026, 1, 1), moment("2026-01-01T00:00:00+00:00")),
        ),
        ("2026-07", Publication("July 2026", "2026-07", None, moment("2026-06-30T23:00:00+00:00"))),
        (
            "2026-06-30 23:30:00+00:00",
            Publication(
                "1 July 2026", "2026-06-30T23:30:00+00:00", date(2026, 7, 1), moment("2026-06-30T23:30:00+00:00")
            ),
        ),
        ("not recorded", Publication("date of publication not recorded", None, None, datetime(1, 1, 1, tzinfo=UTC))),
    ],
)
def test_a_publication_is_a_day_a_month_a_moment_or_not_recorded(text: str, publication: Publication) -> None:
    assert read_publication(text, exact=False) == publication


@pytest.mark.parametrize(("text", "hint"), [("2026-07", "Add the day, such as 2026-07-24"), ("not recorded", HYPHENS)])
def test_a_report_s_publication_is_exact(text: str, hint: str) -> None:
    with pytest.raises(NotADateError) as caught:
        read_publication(text, exact=True)
    assert caught.value.hint == hint


def test_advice_for_a_month_in_words_says_how_to_write_it() -> None:
    with pytest.raises(NotADateError) as caught:
        read_publication("October 2019", exact=False)
    assert plain_text(caught.value.message) == "'October 2019' is not in a month format this site reads"
    assert caught.value.hint == "Write 2019-10"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2020-11-01", Due("1 November 2020", "2020-11-01")),
        ("2023-03", Due("March 2023", "2023-03")),
        ("with immediate effect", Due("with immediate effect")),
        ("within 3 months", Due("within 3 months")),
        ("31 June 2020", Due("31 June 2020")),
    ],
)
def test_a_due_date_may_be_a_day_a_month_or_only_words(text: str, due: Due) -> None:
    assert read_due(text) == due


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2020-02-30", "2020-02-30 is not in the calendar: February 2020 has 29 days"),
        ("03/04/2024", "'03/04/2024' is not in a date format this site reads"),
        ("0000-03", "0000-03-01 has the year 0"),
    ],
)
def test_what_is_meant_as_a_due_date_must_be_one(text: str, message: str) -> None:
    with pytest.raises(NotADateError) as caught:
        read_due(text)
    assert plain_text(caught.value.message) == message


def test_the_day_in_london_is_not_the_day_in_greenwich_on_a_summer_night() -> None:
    assert london_day(moment("2024-07-10T22:59:59+00:00")) == date(2024, 7, 10)
    assert london_day(moment("2024-07-10T23:00:00+00:00")) == date(2024, 7, 11)
    assert london_day(moment("2024-01-10T23:59:59+00:00")) == date(2024, 1, 10)


@settings(max_examples=200)
@given(st.dates(date(1972, 1, 1), date(2100, 1, 1)))
def test_a_day_begins_in_london_at_the_first_moment_that_is_of_that_day(day: date) -> None:
    begin = start_of(day)
    assert begin.tzinfo is UTC
    assert london_day(begin) == day
    assert (begin.hour, begin.minute) in {(0, 0), (23, 0)}


def test_as_of_is_a_moment_or_the_first_one_of_a_day() -> None:
    assert read_as_of("2026-07-01") == moment("2026-06-30T23:00:00+00:00")
    assert read_as_of("2026-07-01T12:00:00+01:00") == moment("2026-07-01T11:00:00+00:00")


def test_days_are_worded_as_sentences_and_as_the_publication_format_prints_them() -> None:
    assert wording(date(2019, 10, 4)) == "4 October 2019"
    endings = {
        1: "1st",
        2: "2nd",
        3: "3rd",
        4: "4th",
        11: "11th",
        12: "12th",
        13: "13th",
        21: "21st",
        22: "22nd",
        23: "23rd",
        31: "31st",
    }
    for day, ordinal in endings.items():
        assert ordinal_wording(date(2019, 10, day)) == f"{ordinal} October 2019"
