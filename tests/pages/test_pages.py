"""Cases as files: `examples/pages/*.yml` hold what stands in a content folder, and the text of one page made of it.

A case has `files`, `with` and `as-of` as the cases of problems do, `page` (an address), and `text`: every line of the
record as it is read aloud.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import yaml

from generator.dates import read_as_of
from generator.problems import format_text
from generator.publishing.build import BuildOptions, build_site
from generator.theme.frame import Frame, Theme, slot
from generator.theme.site import Site
from tests.checks.test_check import SMALL, write_content
from tests.support.page_text import text_of_page

TOP = Path(__file__).resolve().parents[2]
CASES = sorted((Path(__file__).parents[1] / "samples" / "examples" / "pages").glob("*.yml"))


def plain_theme(files: Path) -> Theme:
    """Give a theme that is only the content, so that a page is what its own template says."""
    frame = Frame.of(f"<title>{slot('title')}</title>{slot('head')}{slot('content')}")
    return Theme(
        Site("Sample site", "https://s55.example/", ""),
        {f"{language}/{depth}": frame for language in ("en", "cy") for depth in range(1, 8)},
        frame,
        files,
    )


def build_case(tmp_path: Path, case: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build a case's content and give the folder of the site."""
    names = case.get("with", [])
    assert isinstance(names, list)
    files = {name: file for small in names for name, file in SMALL[small].items()}
    own = case.get("files", {})
    assert isinstance(own, dict)
    write_content(tmp_path / "content", {**files, **own})
    (tmp_path / "theme").mkdir()
    monkeypatch.chdir(tmp_path)
    as_of: datetime = read_as_of(str(case.get("as-of", "2026-11-22")))
    result = build_site(
        BuildOptions(TOP, Path("content"), tmp_path / "site", as_of), lambda: plain_theme(tmp_path / "theme")
    )
    assert not result.failure, format_text(result.problems)
    return tmp_path / "site"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_says_what_its_source_says(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    site = build_case(tmp_path, case, monkeypatch)

    html = (site / case["page"] / "index.html").read_text(encoding="utf-8")

    record_id = case.get("record", case["page"].strip("/"))
    assert text_of_page(html, record_id) == case["text"]
