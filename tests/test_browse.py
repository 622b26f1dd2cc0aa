"""Browsing: every record is in every list that its facts name, in no other, and each count is what its list holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample_office import build, released_at

from generator.pages.browse import browse_pages, shelves_of, value_id


def test_every_record_is_listed_under_each_of_its_facts_and_under_no_other() -> None:
    responses, inspections = shelves_of(released_at())
    listed = {fact.id: {(row[0].id, value.words) for value in fact.values for row in value.rows} for fact in responses.facts}
    released = released_at()
    reports = {id_: released.report_of(each) for id_, each in released.responses.items()}
    assert listed["year"] == {(id_, str(report.published_on.year)) for id_, report in reports.items()}
    assert listed["type"] == {(id_, word) for id_, report in reports.items() for word in report.facts.types}
    assert listed["status"] == {(id_, str(released.clock(released.responses[id_], report).status)) for id_, report in reports.items()}
    assert {row[0].id for fact in inspections.facts if fact.id == "inspectorate" for value in fact.values for row in value.rows} == set(released.inspections)


def test_the_counts_are_what_the_lists_hold(tmp_path: Path) -> None:
    site = build(tmp_path)
    page = (site / "browse" / "index.html").read_text(encoding="utf-8")
    counts = re.findall(r'href="\.\./(browse/[^"]+)">[^<]+</a> \((\d+)\)', page)
    assert len(counts) > 30
    for address, count in counts:
        rows = (site / address / "index.html").read_text(encoding="utf-8").split("<tbody", 1)[1].split("</tbody>")[0]
        assert rows.count("<tr") == int(count), address


def test_no_two_pages_have_one_address_and_none_stands_among_the_records() -> None:
    addresses = [page.address for page in browse_pages(released_at())]
    assert len(set(addresses)) == len(addresses)
    assert {address.partition("/")[0] for address in addresses} == {"browse"}


@pytest.mark.parametrize(("words", "id_"), [("National thematic", "national-thematic"), ("2024", "2024"), ("…", "b4935894"), ("x" * 200, f"{'x' * 100}-")])
def test_any_words_make_an_address(words: str, id_: str) -> None:
    made = value_id(words)
    assert made.startswith(id_)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) < 110
