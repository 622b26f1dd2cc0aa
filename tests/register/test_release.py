"""A record is released from its moment on, with what it depends on, and until it is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.dates import read_as_of
from generator.register.read import read_register
from generator.register.release import release
from tests.support.example_cases import write_content
from tests.support.sources import OFFICE, ROADS, inspection, response

ANSWER = f"responses/a/{ROADS}"
FILES = {
    "offices/a.yml": OFFICE.format("A"),
    f"inspections/{ROADS}.md": inspection("2026-01-20"),
    f"{ANSWER}.md": response("published: 2026-02-10\n"),
}


def released(folder: Path, as_of: str, files: Mapping[str, str] = FILES, *, with_drafts: bool = False) -> list[str]:
    """Return the paths of what is released and not withdrawn at a moment."""
    if not (folder / "content").exists():
        write_content(folder / "content", dict(files))
    register = read_register(folder / "content").register
    return [record.path for record in release(register, read_as_of(as_of), with_drafts=with_drafts).standing]


@pytest.mark.parametrize(
    ("as_of", "paths"),
    [
        ("2026-01-19", ["offices/a"]),
        ("2026-01-20", ["offices/a", f"inspections/{ROADS}"]),
        ("2026-02-09T23:59:59+00:00", ["offices/a", f"inspections/{ROADS}"]),
        ("2026-02-10", ["offices/a", f"inspections/{ROADS}", ANSWER]),
    ],
)
def test_a_record_is_released_on_its_day_and_not_before(tmp_path: Path, as_of: str, paths: list[str]) -> None:
    assert released(tmp_path, as_of) == paths


def test_a_draft_is_never_released(tmp_path: Path) -> None:
    files = FILES | {f"{ANSWER}.md": response("")}
    assert ANSWER not in released(tmp_path, "2099-01-01", files)
    assert ANSWER in released(tmp_path, "2026-01-01", files, with_drafts=True)


def test_a_response_waits_for_its_report(tmp_path: Path) -> None:
    files = FILES | {f"inspections/{ROADS}.md": inspection("2026-03-01")}
    assert released(tmp_path, "2026-02-28", files) == ["offices/a"]
    assert ANSWER in released(tmp_path, "2026-03-01", files)


@pytest.mark.parametrize("withdrawn", [f"inspections/{ROADS}.md", f"{ANSWER}.md"])
def test_a_response_is_withdrawn_by_itself_or_with_its_report(tmp_path: Path, withdrawn: str) -> None:
    note = "---\nwithdrawn: {on: 2026-04-01, reason: Sample reason}\n"
    files = FILES | {withdrawn: FILES[withdrawn].replace("---\n", note, 1)}
    assert ANSWER in released(tmp_path, "2026-03-31", files)
    register = read_register(tmp_path / "content").register
    seen = release(register, read_as_of("2026-04-01"))
    assert ANSWER not in [record.path for record in seen.standing]
    assert ANSWER in [record.path for record in seen.withdrawn]
    assert seen.withdrawals[ANSWER].reason == "Sample reason"
