"""What stands beside and below a record: contents, files with their size, related records, neighbours, the citation."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages.single.downloads import size_in_words
from tests.support.markup import attributes, the_one, words


def part(site: Path, address: str, start: str) -> list[str]:
    """Give the lines of a part of a page: of each link its words, of each other text the words."""
    found = the_one(site / address / "index.html", f":is(section, nav)[{start}]")
    return [words(line) for line in found.css("li, p")]


def links(site: Path, address: str, start: str) -> list[str]:
    return attributes(the_one(site / address / "index.html", f"nav[{start}]"), "[href]", "href")


def test_a_file_says_what_it_is_and_how_much_there_is_to_fetch(office_site: Path) -> None:
    *files, page = part(office_site, "responses/sampleshire/2024/sample-custody", 'aria-labelledby="page-downloads"')
    assert files == ["Sample letter as signed (PDF, 621 bytes)", "Sample figures (CSV, 34 bytes)"]
    made = (office_site / "responses/sampleshire/2024/sample-custody/sample-custody.pdf").stat().st_size
    assert page == f"This page as a document (PDF, {round(made / 1000)} kB)"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (84_600, "85 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (12_345_678, "12.3 MB"),
    ],
)
def test_a_size_is_written_as_people_say_it(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_the_contents_of_a_response_lead_to_its_corrections_its_copies_and_the_slip(office_site: Path) -> None:
    assert links(office_site, "responses/sampleshire/2021/sample-peel", 'class^="s55-contents-wide"')[-2:] == [
        "#page-corrections",
        "#page-slip",
    ]
    assert links(office_site, "responses/sampleshire/2018/sample-call-handling", 'class^="s55-contents-wide"')[-2:] == [
        "#office-use",
        "#page-slip",
    ]


def test_the_contents_of_a_report_lead_to_the_responses_and_to_each_finding(office_site: Path) -> None:
    assert links(office_site, "inspections/2021/sample-peel", 'class^="s55-contents-wide"') == [
        "#page-responses",
        "#summary-assessment",
        "#causes-of-concern",
        "#calls",
        "#calls-recommendation-1",
        "#calls-recommendation-2",
        "#custody",
        "#custody-recommendation-1",
        "#keys",
        "#keys-recommendation-1",
    ]


def test_a_response_names_another_to_the_same_report_and_what_followed(office_site: Path) -> None:
    related = 'aria-labelledby="page-related"'
    assert part(office_site, "responses/sampleshire/2024/sample-custody-update", related) == [
        "The inspection and all responses to it", "Sample Police and Crime Commissioner (Sample PCC)",
        "Another response of this office to it, 31 March 2024", "Panel report: Sample custody paper",
    ]  # fmt: skip
    assert "Followed by Sample custody: a sample report of 5 February 2024" in part(
        office_site, "responses/sampleshire/2021/sample-peel", related
    )
    assert "Response to Sample custody: a sample report of 5 February 2024" in part(
        office_site, "panel-reports/sampleshire/2024/sample-custody", related
    )


def test_from_a_report_and_from_a_paper_one_comes_to_the_next(office_site: Path) -> None:
    assert part(office_site, "inspections/2021/sample-peel", 'aria-label="Other inspection reports"') == [
        "Newer report: Sample fire cover: a sample joint report",
        "Older report: Sample stops: a sample report of 6 January 2020",
    ]
    assert part(
        office_site, "panel-reports/sampleshire/2024/sample-custody", 'aria-label="Other panel reports of this office"'
    ) == ["Older panel report: Sample paper without a date"]


def test_a_citation_has_office_title_day_and_address(office_site: Path) -> None:
    assert part(office_site, "responses/sampleshire/2019/sample-cyber", 'aria-labelledby="page-cite"') == [
        (
            "Sample Police and Crime Commissioner (Sample PCC), “Sample cyber: a sample report of 24 October 2019: "
            "response of Sampleshire”, "
            "date of publication not recorded. https://office.example/inspections/responses/sampleshire/2019/sample-cyber/"
        ),
        "As at 2 March 2026.",
        "Each finding has a page of its own: follow the link below it.",
    ]


def test_an_editorial_page_lists_its_headings_beside_its_text(built_site: Path) -> None:
    headings = attributes(built_site / "how-to-use-this-site" / "index.html", ".s55-editorial h2[id]", "id")

    assert len(headings) > 3
    assert links(built_site, "how-to-use-this-site", 'class^="s55-contents-wide"') == [f"#{id_}" for id_ in headings]
