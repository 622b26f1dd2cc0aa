"""The date on which a response was published, beside its report's, and the order of the latest responses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.example_cases import write_content
from tests.support.markup import parse, words
from tests.support.sample_office import build
from tests.support.sources import OFFICE, inspection, response

REPORTS = {"old": "2019-10-24", "middle": "2022-03-01", "new": "2025-01-20", "newest": "2025-06-01"}
PUBLISHED = {"old": "2025-11-03", "middle": "2024-05", "new": "2025-03-01", "newest": "not recorded"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dates")
    files = {"offices/a.yml": OFFICE.format("A")}
    for name, day in REPORTS.items():
        files[f"inspections/2019/{name}.md"] = inspection(day).replace("Sample report", f"Sample {name}")
        late = "late-reason: Sample reason.\n" if name == "old" else ""
        facts = f"published: {PUBLISHED[name]}\nrecorded-as-published: true\n{late}"
        files[f"responses/a/2019/{name}.md"] = response(facts, f"2019/{name}")
    write_content(folder / "content", files)
    return build(folder, content=folder / "content", with_pdf=False)


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def rows(site: Path, address: str) -> list[list[str]]:
    """Read the table of responses: report, both dates of publication."""
    table = parse(page(site, address)).css_first("table:has([data-label='Response published'])")
    assert table is not None
    heads = [words(head) for head in table.css("thead th")]
    columns = [heads.index(head) for head in ("Report", "Report published", "Response published")]
    return [[words(row.css("th, td")[column]) for column in columns] for row in table.css("tbody tr")]


def test_the_latest_responses_are_those_published_last_and_undated_ones_come_last(site: Path) -> None:
    assert rows(site, "") == [
        ["Sample old: A", "24 October 2019", "3 November 2025"],
        ["Sample new: A", "20 January 2025", "1 March 2025"],
        ["Sample middle: A", "1 March 2022", "May 2024"],
        ["Sample newest: A", "1 June 2025", "Not recorded"],
    ]


@pytest.mark.parametrize("address", ["responses/a", "offices/a"])
def test_lists_show_both_dates_of_publication(site: Path, address: str) -> None:
    assert [row[1:] for row in rows(site, address)] == [
        ["1 June 2025", "Not recorded"],
        ["20 January 2025", "1 March 2025"],
        ["1 March 2022", "May 2024"],
        ["24 October 2019", "3 November 2025"],
    ]


@pytest.mark.parametrize(
    ("name", "date"),
    [("old", "3 November 2025"), ("middle", "May 2024"), ("newest", "Not recorded")],
)
def test_a_response_says_at_its_head_when_it_was_published(site: Path, name: str, date: str) -> None:
    head = parse(page(site, f"responses/a/2019/{name}")).css_first("header dl")
    assert head is not None
    facts = dict(zip(map(words, head.css("dt")), map(words, head.css("dd")), strict=True))
    assert facts["Response published"] == date
    assert list(facts)[1:4] == ["Date published:", "Type of inspection:", "Response published"]
