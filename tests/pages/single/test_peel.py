"""An office's latest PEEL report: which one stands in the prominent place, and what stands with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.markup import parse
from tests.support.page_text import text_of_page
from tests.support.sample_office import build

OFFICE = (
    "name: Sample PCC\nshort-name: Sample\nforce: Sample Police\nchief-officer: Chief Constable\n"
    "names: [{name: Sample Constabulary, to: 2020-01-01}]\n"
)
OTHER = "name: Other PCC\nforce: Other Police\nchief-officer: Chief Constable\n"


def report(title: str, published: str, forces: str, more: str = "") -> str:
    return (
        f"---\ntitle: {title}\npublished: {published}\ninspectorate: HMICFRS\ntypes: PEEL\nforces: [{forces}]\n"
        f"{more}---\n\n## Summary of what we found\n\nSample summary of {title}.\n\n## Recommendation 1\n\nDo.\n"
    )


def made(tmp_path: Path, reports: dict[str, str], offices: dict[str, str]) -> dict[str, list[str]]:
    """Build a site as of 2026-03-02, and give the lines of the place on the office's page and on the home page."""
    for path, text in {
        **{f"inspections/{name}.md": text for name, text in reports.items()},
        **{f"offices/{name}.yml": text for name, text in offices.items()},
    }.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    site = build(tmp_path, content=tmp_path / "content", with_pdf=False)
    return {name: place(site / path / "index.html") for name, path in (("office", "offices/x"), ("home", "."))}


def place(page: Path) -> list[str]:
    section = parse(page).css_first("section.s55-peel")
    return text_of_page(f'<div data-record="x">{section.html}</div>', "x") if section else []


def test_the_latest_released_report_on_the_force_stands_there_with_its_summary_and_grades(tmp_path: Path) -> None:
    grades = "tags: PEEL\ngrades: [{area: Samples, grade: Good}]\nreport: https://reports.example/peel\n"
    reports = {
        "2019/old": report("Old", "2019-05-02", "Sample Constabulary", "tags: peel\n"),
        "2024/latest": report("Latest", "2024-05-02", "Other Police, sample police", grades),
        "2025/of-another": report("Of another", "2025-05-02", "Other Police", "tags: peel\n"),
        "2025/of-another-type": report("Of another type", "2025-06-02", "Sample Police").replace("PEEL", "Custody"),
        "2026/embargoed": report("Embargoed", "2026-06-02", "Sample Police", "tags: peel\n"),
    }

    places = made(tmp_path, reports, {"x": OFFICE})

    assert places["office"] == [
        "Latest PEEL inspection",
        "Latest, HMICFRS, 2 May 2024",
        "Samples",
        "Good",
        "Summary of what we found",
        "Sample summary of Latest.",
        "Read the report",
        "No response of the office to it has been published here.",
    ]
    assert places["home"] == [
        "Latest PEEL inspection", "Latest, HMICFRS, 2 May 2024", "Samples", "Good",
        "Summary assessment", "Read the report", "No response of the office to it has been published here.",
    ]  # fmt: skip


@pytest.mark.parametrize("types", ["PEEL", "peel 2023/25", "[National, PEEL assessment]", "Force\ntags: PEEL"])
def test_a_report_of_the_type_or_with_the_tag_is_a_peel_report(tmp_path: Path, types: str) -> None:
    text = report("Latest", "2025-06-02", "Sample Police").replace("types: PEEL", f"types: {types}")

    places = made(tmp_path, {"2025/latest": text}, {"x": OFFICE})

    assert places["office"][:2] == ["Latest PEEL inspection", "Latest, HMICFRS, 2 June 2025"]


def test_a_force_known_by_its_earlier_name_has_its_report(tmp_path: Path) -> None:
    places = made(
        tmp_path, {"2019/old": report("Old", "2019-05-02", "Sample Constabulary", "tags: peel\n")}, {"x": OFFICE}
    )

    assert places["office"][:2] == ["Latest PEEL inspection", "Old, HMICFRS, 2 May 2019"]


def test_where_there_is_none_the_office_says_what_will_stand_there(tmp_path: Path) -> None:
    places = made(
        tmp_path,
        {"2025/custody": report("Custody", "2025-06-02", "Sample Police").replace("PEEL", "Custody")},
        {"x": OFFICE},
    )

    assert places == {
        "office": [
            "Latest PEEL inspection",
            (
                "There is no PEEL report on Sample Police here yet. The latest one will be shown here, with its "
                "summary assessment."
            ),
        ],
        "home": [],
    }


@pytest.mark.parametrize("tags", ["peel", "PEEL"])
def test_a_site_of_several_offices_lists_the_latest_of_each(tmp_path: Path, tags: str) -> None:
    reports = {
        "2024/one": report("One", "2024-05-02", "Sample Police", f"tags: {tags}\n"),
        "2025/two": report("Two", "2025-05-02", "Other Police", f"tags: {tags}\n"),
    }

    places = made(tmp_path, reports, {"x": OFFICE, "y": OTHER})

    assert places["home"] == [
        "Latest PEEL inspections",
        "Sample Police: One, 2 May 2024",
        "Other Police: Two, 2 May 2025",
    ]
