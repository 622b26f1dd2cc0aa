"""Findings that come back: their lists, the chain on the page of each, and the sentence of the statistics."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.example_cases import write_content
from tests.support.markup import attributes, parse, words
from tests.support.page_text import text_of_page
from tests.support.sample_office import build
from tests.support.sources import OFFICE, inspection


def report(day: str, repeats: str = "") -> str:
    facts = f"findings: {{recommendation-1: {{repeats: {repeats}}}}}\n" if repeats else ""
    return inspection(day, facts).replace("Sample report", f"Sample of {day[:4]}") + "\n## Recommendation 1\n\nDo it.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    files = {
        "offices/a.yml": OFFICE.format("A"),
        "inspections/2019/keys.md": report("2019-10-24"),
        "inspections/2021/keys.md": report("2021-05-04", "2019/keys#recommendation-1"),
        "inspections/2023/keys.md": report("2023-02-01", "2021/keys#recommendation-1"),
        "inspections/2024/others.md": report("2024-02-01"),
    }
    write_content(folder / "content", files)
    return build(folder, content=folder / "content", with_pdf=False)


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "heading", "years"),
    [
        ("asked-before", "Findings asked before", ["2023", "2021"]),
        ("asked-again", "Findings asked again since", ["2021", "2019"]),
    ],
)
def test_findings_that_come_back_have_lists(site: Path, value: str, heading: str, years: list[str]) -> None:
    html = page(site, f"findings/again/{value}")
    assert [words(each) for each in parse(html).css("h1")] == [heading]
    assert [words(each) for each in parse(html).css("tbody th span")] == [f"Sample of {year}" for year in years]


@pytest.mark.parametrize("year", ["2019", "2021", "2023"])
def test_the_page_of_each_shows_the_whole_chain_the_oldest_first(site: Path, year: str) -> None:
    html = page(site, f"inspections/{year}/keys/recommendation-1")
    days = {"2019": "24 October 2019", "2021": "4 May 2021", "2023": "1 February 2023"}
    chain = [words(each) for each in parse(html).css("section[aria-labelledby='page-again'] li")]
    assert chain == [
        f"{day} Recommendation 1, Sample of {other}" + (" (this finding)" if other == year else "")
        for other, day in days.items()
    ]
    links = attributes(html, "section[aria-labelledby='page-again'] a", "href")
    assert [link.split("/")[-4] for link in links] == [other for other in days if other != year]


def test_a_finding_that_does_not_come_back_has_no_chain(site: Path) -> None:
    assert "page-again" not in page(site, "inspections/2024/others/recommendation-1")


def test_the_statistics_say_how_many_come_back_and_lead_to_them(site: Path) -> None:
    html = page(site, "statistics")
    sentence = "All 4 findings are recommendations. 2 were asked before. 2 were asked again since."
    assert sentence in text_of_page(html)
    links = attributes(html, "#classes + p a", "href")
    assert [link.rpartition("/again/")[2] for link in links] == ["asked-before/", "asked-again/"]
