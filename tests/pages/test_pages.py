"""The text of a page, whole: one file of `tests/samples/examples/pages/` a test."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.example_cases import PAGE_CASES, build_case
from tests.support.page_text import text_of_page


@pytest.mark.parametrize("path", PAGE_CASES, ids=lambda path: path.stem)
def test_a_page_says_what_its_source_says(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    site = build_case(tmp_path, case, monkeypatch)

    html = (site / case["page"] / "index.html").read_text(encoding="utf-8")

    record_id = case.get("record", case["page"].strip("/"))
    assert text_of_page(html, record_id) == case["text"]
