"""Browsing: every record is in every list that its facts name, in no other, and each count is what its list holds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.pages.lists.browse import browse_indexes, browse_pages
from generator.pages.lists.response_rows import ResponseRow
from tests.support.crawl import records_of, within
from tests.support.generated_corpus import AS_OF, read_released, write_corpus
from tests.support.markup import attributes, parse, words
from tests.support.paths import DEMO
from tests.support.sample_office import released_at


def test_every_record_is_listed_under_each_of_its_properties_and_under_no_other() -> None:
    responses, inspections = browse_indexes(released_at())
    listed = {
        axis.id: {
            (row.response.id, value.words)
            for value in axis.values
            for row in value.rows
            if isinstance(row, ResponseRow)
        }
        for axis in responses.axes
    }
    released = released_at()
    answers = [(each, released.inspections[id_]) for each in released.responses.values() for id_ in each.inspection_ids]
    assert len(answers) > len(released.responses), "a letter answers several reports, and is listed under each"
    assert listed["year"] == {(each.id, str(report.published_on.year)) for each, report in answers}
    assert listed["type"] == {(each.id, word) for each, report in answers for word in report.facts.types}
    assert listed["inspectorate"] == {(each.id, name) for each, report in answers for name in report.inspectorates}
    assert listed["status"] == {(each.id, str(released.clock(each, report).status)) for each, report in answers}
    assert {
        row.inspection.id
        for axis in inspections.axes
        if axis.id == "inspectorate"
        for value in axis.values
        for row in value.rows
    } == set(released.inspections)


def test_a_letter_on_several_reports_is_listed_under_each_of_them_and_once_in_a_list() -> None:
    released = read_released(Path(__file__).parents[2] / "samples" / "search" / "content")
    letter = "sample-vale/2021/domestic-abuse-and-custody"
    assert released.responses[letter].inspection_ids == ("2019/domestic-abuse", "2021/custody")
    responses, _ = browse_indexes(released)
    shown = {
        (axis.id, value.words): [
            row.inspection.id for row in value.rows if isinstance(row, ResponseRow) and row.response.id == letter
        ]
        for axis in responses.axes
        for value in axis.values
    }
    assert {words: reports for (axis, words), reports in shown.items() if axis == "year" and reports} == {
        "2019": ["2019/domestic-abuse"], "2021": ["2021/custody"],
    }  # fmt: skip
    assert shown["inspectorate", "HMICFRS"] == ["2021/custody"], "once, with the newer report"


def test_the_counts_are_what_the_lists_hold(unaddressed_site: Path) -> None:
    counts = [
        (attributes(item, "a", "href")[0].removeprefix("../"), int(number[1]))
        for item in parse(unaddressed_site / "browse" / "index.html").css("li:has(> a[href^='../browse/'])")
        if (number := re.search(r"\((\d+)\)$", words(item)))
    ]
    assert len(counts) > 30
    for address, count in counts:
        assert len(parse(unaddressed_site / address / "index.html").css("tbody tr")) == count, address


@pytest.mark.attack
def test_every_record_of_a_large_register_is_within_three_links_of_home(tmp_path: Path) -> None:
    """Without a script: lists of some hundred rows go on over several pages, all of which the first one names."""
    content, site = tmp_path / "content", tmp_path / "site"
    write_corpus(content, 700, seed=6, offices=2)
    command = [
        sys.executable,
        "-m",
        "generator.commands.cli",
        "build",
        "--no-search",
        "--quiet",
        "--content",
        str(content),
        "--site",
        str(site),
        "--as-of",
        AS_OF,
    ]
    subprocess.run(command, cwd=DEMO, check=True)
    records = records_of(site)
    for folder in ("responses", "inspections", "findings", "responses/sample-office-1"):
        assert (site / folder / "3" / "index.html").is_file(), f"{folder}/ goes on over several pages"
    assert {address.count("/") for address in records if address.startswith("inspections/")} == {3, 4}, (
        "reports and findings"
    )
    assert len(records) > 2_000
    assert sorted(records - within(site, 3)) == []


def test_no_two_pages_have_one_address_and_none_stands_among_the_records() -> None:
    addresses = [page.address for page in browse_pages(released_at())]
    assert len(set(addresses)) == len(addresses)
    assert {address.partition("/")[0] for address in addresses} == {"browse"}
