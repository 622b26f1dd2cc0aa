"""The page of a withdrawn record names what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.example_cases import write_content
from tests.support.markup import attributes
from tests.support.page_text import text_of_page
from tests.support.sample_office import build
from tests.support.sources import OFFICE, inspection, response

GONE = "withdrawn: {on: 2026-02-01, reason: Sample reason.}\n"


@pytest.mark.parametrize(
    ("page", "facts", "links"),
    [
        ("responses/a/2025/rail", ["Office", "Sample A PCC", "Report", "Sample report"], 2),
        ("inspections/2025/keys", ["Report", "Sample report"], 0),
        ("inspections/2025/keys/recommendation-1", ["Report", "Sample report"], 0),
    ],
)
def test_a_withdrawn_page_names_its_office_and_report(tmp_path: Path, page: str, facts: list[str], links: int) -> None:
    keys = inspection("2025-11-03", GONE) + "\n## Recommendation 1\n\nCount.\n"
    files = {
        "offices/a.yml": OFFICE.format("A"),
        "inspections/2025/rail.md": inspection("2025-11-03"),
        "inspections/2025/keys.md": keys,
        "responses/a/2025/rail.md": response(f"published: 2025-12-28\n{GONE}", "2025/rail"),
    }
    write_content(tmp_path / "content", files)
    html = (build(tmp_path, content=tmp_path / "content", with_pdf=False) / page / "index.html").read_text(
        encoding="utf-8"
    )
    text = text_of_page(html)
    assert [line for line in text if line in facts] == facts
    assert len(attributes(html, "dl a", "href")) == links
