"""The pages of deadlines: their order, the working day to aim for, and their length."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages.lists import deadlines
from generator.pages.lists.deadlines import deadlines_of, due_next, working_day_before
from generator.statute import last_day
from tests.support.example_cases import write_content
from tests.support.markup import attributes, parse, words
from tests.support.page_text import text_of_page
from tests.support.sample_office import build, released_at
from tests.support.sources import OFFICE, inspection

VECTORS = {
    "2024-03-31": "2024-03-28",  # Easter Sunday: before Good Friday
    "2024-04-01": "2024-03-28",  # Easter Monday
    "2023-12-26": "2023-12-22",  # Boxing Day, a Tuesday
    "2021-12-28": "2021-12-24",  # a day in place of Christmas Day's Saturday and Boxing Day's Sunday
    "2022-09-19": "2022-09-16",  # the day of the State Funeral
    "2023-05-08": "2023-05-05",  # the coronation's
    "2024-08-26": "2024-08-23",  # the summer bank holiday of England and Wales, not Scotland's
    "2024-08-05": "2024-08-05",  # Scotland's
    "2024-03-18": "2024-03-18",  # Northern Ireland's
    "2024-01-02": "2024-01-02",  # Scotland's
    "2020-03-01": "2020-02-28",  # a Sunday
    "2023-08-31": "2023-08-31",  # a Thursday
    "2028-02-29": "2028-02-29",  # a Tuesday
}


@pytest.mark.parametrize(("day", "working"), VECTORS.items())
def test_the_working_day_is_the_last_on_or_before_the_last_day(day: str, working: str) -> None:
    assert working_day_before(date.fromisoformat(day)).isoformat() == working


@settings(max_examples=300)
@given(st.dates(date(2017, 5, 2), date(2045, 12, 31)))
def test_the_working_day_is_never_after_the_last_day_and_never_long_before(day: date) -> None:
    working = working_day_before(day)
    assert timedelta(0) <= day - working <= timedelta(days=5)
    assert working.weekday() < 5


def test_a_working_day_never_takes_the_last_days_place() -> None:
    for each in deadlines_of(released_at()):
        assert each.last_day == last_day(each.inspection.published_on)


def rows_of(html: str) -> Iterator[list[str]]:
    """Give the cells of each row of a page's table, as text."""
    for row in parse(html).css("tbody tr"):
        yield [words(cell) for cell in row.css("th, td")]


def test_every_response_owed_has_a_row_in_the_order_of_last_days(unaddressed_site: Path) -> None:
    html = (unaddressed_site / "deadlines" / "index.html").read_text(encoding="utf-8")
    words = "Not published when this page was built on 2 March 2026"
    assert list(rows_of(html)) == [
        [
            "Sample handover: a sample report whose last day fell to a sample successor",
            "Sample City",
            "26 May 2025",
            "23 May 2025",
            "280 days overdue",
            words,
        ],
        [
            "Sample overdue: a sample report of 1 December 2025",
            "Sampleshire",
            "25 January 2026",
            "23 January 2026",
            "36 days overdue",
            words,
        ],
        [
            "Sample due today: a sample report of 6 January 2026",
            "Sampleshire",
            "2 March 2026",
            "2 March 2026",
            "0",
            words,
        ],
        [
            "Sample roads: a sample report of 20 January 2026",
            "Sampleshire",
            "16 March 2026",
            "16 March 2026",
            "14",
            words,
        ],
        [
            "Sample spotlight: a sample report of 10 February 2026",
            "Sample City",
            "6 April 2026",
            "2 April 2026",
            "35",
            words,
        ],
        [
            "Sample spotlight: a sample report of 10 February 2026",
            "Sampleshire",
            "6 April 2026",
            "2 April 2026",
            "35",
            words,
        ],
    ]


def test_what_is_due_next_comes_before_what_is_overdue() -> None:
    found = [(each.inspection.id, each.office.id) for each in due_next(released_at(), 5)]
    assert found == [
        ("2026/sample-due-today", "sampleshire"),
        ("2026/sample-roads", "sampleshire"),
        ("2026/sample-spotlight", "sample-city"),
        ("2026/sample-spotlight", "sampleshire"),
        ("2025/sample-overdue", "sampleshire"),
    ]
    assert len(due_next(released_at(), 99)) == len(deadlines_of(released_at()))


def test_nothing_owed_is_said_so(tmp_path: Path) -> None:
    write_content(tmp_path / "content", {"offices/a.yml": OFFICE.format("A")})
    site = build(tmp_path, content=tmp_path / "content", with_pdf=False)
    words = (
        "No responses were due when this page was built on 2 March 2026. "
        "When a new report is published, the response to it will be listed here with its last day."
    )
    assert words in text_of_page((site / "deadlines" / "index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("expects", ["", "expects: none\n"])
def test_where_nothing_is_tracked_the_pages_say_so_and_what_to_do(tmp_path: Path, expects: str) -> None:
    files = {f"offices/{id_}.yml": OFFICE.format(id_.upper()) + "short-name: Shire\n" + expects for id_ in "ab"}
    write_content(tmp_path / "content", files | {"inspections/2026/roads.md": inspection("2026-01-20")})
    site = build(tmp_path, content=tmp_path / "content", with_pdf=False)
    cure = "They are once the office’s file says which inspections it answers, such as “expects: its force”."
    for page, offices in {"deadlines": "Shire and Shire", "": "Shire and Shire", "offices/a": "Shire"}.items():
        text = text_of_page((site / page / "index.html").read_text(encoding="utf-8"))
        assert f"No deadlines are tracked for {offices}. {cure}" in text
        assert "No responses were due" not in " ".join(text)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site on which 345 responses of offices and reports with long names are owed."""
    folder = tmp_path_factory.mktemp("large")
    files = {f"offices/office-{number}.yml": OFFICE.format(f"Shire {number}") + "expects: all\n" for number in range(3)}
    for number in range(115):
        day = date(2025, 11, 1) + timedelta(days=number)
        text = inspection(day.isoformat()).replace(
            "Sample report", f"Sample report {number} with the longest of names, {'and more of it, ' * 12}"
        )
        files[f"inspections/{day.year}/report-{number}.md"] = text
    write_content(folder / "content", files)
    return build(folder, content=folder / "content", with_pdf=False)


def deadline_files(site: Path) -> list[Path]:
    """List the pages of the deadlines of all offices in their order."""
    further = [path for path in (site / "deadlines").glob("*/index.html") if path.parent.name.isdigit()]
    return [site / "deadlines/index.html", *sorted(further, key=lambda path: int(path.parent.name))]


def test_a_long_table_goes_on_at_other_addresses(large: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in deadline_files(large)]
    assert [len(list(rows_of(page))) for page in pages] == [100, 100, 100, 45]
    days = [
        date.fromisoformat(day)
        for page in pages
        for day in attributes(page, "[data-label='Last day'] time", "datetime")
    ]
    assert len(days) == 345
    assert days == sorted(days)
    assert '<p class="s55-shown">101 to 200 of 345 responses</p>' in pages[1]


def test_an_office_that_owes_has_a_list_of_its_own(unaddressed_site: Path) -> None:
    own = (unaddressed_site / "deadlines/sampleshire/index.html").read_text(encoding="utf-8")
    all_rows = list(rows_of((unaddressed_site / "deadlines/index.html").read_text(encoding="utf-8")))
    assert list(rows_of(own)) == [row for row in all_rows if row[1] == "Sampleshire"]
    assert text_of_page(own)[0] == "Deadlines of Sampleshire"
    assert not (unaddressed_site / "deadlines/old-sample-city").exists()


def test_overdue_and_awaited_responses_can_be_linked_to_apart(unaddressed_site: Path) -> None:
    html = parse((unaddressed_site / "deadlines/sampleshire/index.html").read_text(encoding="utf-8"))
    days = {
        body.id: [day.attributes["datetime"] for day in body.css("[data-label='Last day'] time")]
        for body in html.css("tbody")
    }
    assert days == {"overdue": ["2026-01-25"], "awaiting": ["2026-03-02", "2026-03-16", "2026-04-06"]}
    statistics = parse((unaddressed_site / "statistics/index.html").read_text(encoding="utf-8"))
    links = [link.attributes["href"] or "" for link in statistics.css("td a")]
    assert [link for link in links if "deadlines" in link] == [
        "../deadlines/sample-city/#awaiting", "../deadlines/sample-city/#overdue",
        "../deadlines/sampleshire/#awaiting", "../deadlines/sampleshire/#overdue",
        "../deadlines/#awaiting", "../deadlines/#overdue",
        # All that is awaited answers reports of 2026, and all that is overdue reports of 2025.
        "../deadlines/#awaiting", "../deadlines/#overdue",
        "../deadlines/#awaiting", "../deadlines/#overdue",
    ]  # fmt: skip


def test_an_office_with_many_deadlines_leads_to_all_of_them(large: Path) -> None:
    office = (large / "offices/office-1/index.html").read_text(encoding="utf-8")
    assert '<a href="../../deadlines/office-1/">All 115 deadlines</a>' in office
    pages = [large / "deadlines/office-1/index.html", large / "deadlines/office-1/2/index.html"]
    assert [len(list(rows_of(page.read_text(encoding="utf-8")))) for page in pages] == [100, 15]
    offices = (large / "statistics/index.html").read_text(encoding="utf-8")
    assert 'href="../deadlines/office-1/#awaiting"' in offices


def test_no_page_of_a_long_table_is_heavy(large: Path) -> None:
    assert max(path.stat().st_size for path in deadline_files(large)) < 150_000


def test_a_long_table_leads_to_the_last_days_still_to_come(large: Path) -> None:
    # The report of 6 January is due on the day of the build; 66 reports of three offices are due before.
    first = deadline_files(large)[0].read_text(encoding="utf-8")
    assert re.search(
        r'<a href="\.\./deadlines/2/">Last days from <time datetime="2026-03-02">2 March 2026</time></a>', first
    )
    second = deadline_files(large)[1].read_text(encoding="utf-8")
    assert 'datetime="2026-03-01"' in second
    assert 'datetime="2026-03-02"' in second


def test_bank_holidays_are_asked_of_their_library_once_for_each_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    asked: list[int] = []
    library = holidays.country_holidays

    def watched(country: str, *, subdiv: str, years: int) -> holidays.HolidayBase:
        asked.append(years)
        return library(country, subdiv=subdiv, years=years)

    monkeypatch.setattr(holidays, "country_holidays", watched)
    for _ in range(2):
        deadlines._bank_holidays.cache_clear()
        assert working_day_before(date(2026, 12, 28)) == date(2026, 12, 24)
        assert working_day_before(date(2027, 5, 31)) == date(2027, 5, 28)
    assert asked == [2026, 2027]
