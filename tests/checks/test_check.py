"""The problems of a content folder, whole: one file of `tests/samples/examples/problems/` a test."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.checks.check import check_register
from generator.commands.exit_codes import exit_code
from generator.dates import read_as_of
from generator.problems import errors_in, format_text
from tests.support.example_cases import PROBLEM_CASES, files_of, write_content


@pytest.mark.parametrize("path", PROBLEM_CASES, ids=lambda path: path.stem)
def test_the_reader_prints_every_problem_with_its_place(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = yaml.safe_load(path.read_text())
    assert set(case) <= {"with", "files", "problems", "as-of", "exit"}
    write_content(tmp_path / "content", files_of(case))
    monkeypatch.chdir(tmp_path)

    reading = check_register(Path("content"), read_as_of(str(case.get("as-of", "2026-11-22"))))

    assert format_text(reading.problems).split("\n") == (case["problems"] or [""])
    assert exit_code(reading.problems) == case.get("exit", 0 if not errors_in(reading.problems) else 1)
