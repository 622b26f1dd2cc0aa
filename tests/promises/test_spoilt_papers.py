"""Spoilt papers end in a draft or a message: no traceback, no hang. `make prove` tries 2,000."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents import worker
from generator.reading.documents.worker import read_in_worker
from tests.support.spoilt_papers import spoil_papers


def test_spoilt_papers_are_read_or_refused() -> None:
    score = spoil_papers(80, seed=1)
    assert score.wrong == []
    assert score.tried == 80
    assert 10 < score.read < 75, "the ways to spoil a paper have become too mild, or too hard"


def test_a_paper_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text("A sample.\n" * 200_000, encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"takes longer than 0\.01 seconds to read"):
        read_in_worker(tmp_path / "paper.txt", patience=0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot cap what a process takes")
def test_a_paper_without_an_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "from generator.reading.documents import worker\n"
        "worker.SECONDS = 1\n"
        "worker.read_paper = lambda name, data: all(iter(lambda: True, False))\n"
        "worker.main()"
    )
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{program}' paper.txt\n", encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "paper.txt").write_text("A sample.\n", encoding="utf-8")
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(UnreadableError, match="takes longer than 10 seconds to read"):
        read_in_worker(tmp_path / "paper.txt")
    assert worker.SECONDS == 10


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot cap what a process takes")
def test_a_worker_may_not_take_more_memory_than_a_paper_needs() -> None:
    program = (
        "from generator.reading.documents import worker\n"
        "worker.read_paper = lambda name, data: bytes(600_000_000)\n"
        "worker.main()"
    )
    done = subprocess.run([sys.executable, "-c", program, "x.txt"], input=b"x", capture_output=True, check=False)
    assert done.returncode != 0
    assert b"MemoryError" in done.stderr
    assert worker.MEMORY == 500_000_000
