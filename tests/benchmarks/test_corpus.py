"""The made-up corpus of the benchmarks: the same for the same seed, without a problem, and nothing in it looks real."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.pages.lists.facets import rows_of
from generator.records.report.class_words import CLASSES
from generator.register.answers import ANSWER_POSITIONS, ANSWER_PROGRESS
from generator.statute import Status
from tests.support.generated_corpus import read_released, released_corpus, write_corpus
from tests.support.paths import TOP


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_another_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):  # each in a process of its own, with its own order of sets
        command = ["benchmarks.corpus", "--responses", "40", "--seed", str(seed), str(tmp_path / name)]
        subprocess.run([sys.executable, "-m", *command], cwd=TOP, check=True, capture_output=True)
    first, again, other = (files_of(tmp_path / name) for name in "abc")
    assert first == again
    assert first != other


@pytest.mark.parametrize("responses", [1, 2, 10, 80])
def test_it_has_as_many_responses_as_were_asked_for_and_no_problem(responses: int, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "content", responses, 1)
    read_released(folder)
    assert len(list(folder.glob("responses/*/*/*.md"))) == responses


def test_every_record_says_that_it_is_a_sample(tmp_path: Path) -> None:
    for path, data in files_of(write_corpus(tmp_path / "content", 60, 1)).items():
        assert re.search(rb"(?i)\bsample\b", data), path
        assert path.startswith("pages/") or "sample-" in path


def test_it_has_every_class_position_and_progress_and_every_way_to_stand() -> None:
    released = released_corpus(600, 1)
    rows = rows_of(released)
    answers = [answer for row in rows for answer in row.answers]
    assert {row.finding.finding_class for row in rows} == set(CLASSES)
    assert {answer.position for answer in answers} == set(ANSWER_POSITIONS)
    assert {answer.progress for answer in answers} == set(ANSWER_PROGRESS)
    dues = {row.finding.due for row in rows}
    assert {len(due.machine or "") for due in dues if due is not None} == {10, 7, 0}
    assert None in dues
    statuses = {released.clock(each, released.report_of(each)).status for each in released.responses.values()}
    statuses |= {owed.clock.status for owed in released.outstanding}
    assert set(Status) - statuses <= {Status.DUE_TODAY, Status.WITHDRAWN}
