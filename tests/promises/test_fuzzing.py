"""Damaged sources and projects end in a site or a problem with a place: no traceback, no hang, no silent loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.check import check_register
from tests.support.forked_commands import ForkServer
from tests.support.fuzzing import AT, OFFICES, spoil_files, spoil_projects
from tests.support.second_reader import differences

RECORD = "sampleshire/2018/sample-call-handling"


@pytest.mark.parametrize("content", OFFICES, ids=["seeds", "office"])
def test_spoilt_files_are_read_or_reported(tmp_path: Path, content: Path) -> None:
    score = spoil_files(tmp_path, content, 250, seed=1, build_every=25)

    assert score.wrong == []
    assert score.tried == 250
    assert score.reported > 125, "the ways to spoil a file have become too mild"
    assert score.compared > 25, "too little is left to compare"
    assert score.built > 1


def test_spoilt_projects_are_built_or_reported(fork_server: ForkServer, tmp_path: Path) -> None:
    score = spoil_projects(tmp_path, fork_server, 30, seed=1)

    assert score.wrong == []
    assert score.tried == 30
    assert score.reported > 10
    assert score.built > 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("published: 2018-07-30", "published: 2018-07-31"),
        ("published: 2018-07-30\n", ""),
        ("published: 2018-07-30", "published: not recorded"),
        ("action: taken", "action: proposed"),
        ("position: accepted", "position: not accepted"),
        ("status: in progress, ", ""),
        ("## Chief", "## Another heading\n\nWords.\n\n## Chief"),
    ],
)
def test_the_second_reader_would_notice_what_is_lost(before: str, after: str) -> None:
    record = check_register(OFFICES[1], AT).register.responses[RECORD]
    text = (OFFICES[1] / f"responses/{RECORD}.md").read_text(encoding="utf-8")
    changed = text.replace(before, after, 1)

    assert changed != text
    assert list(differences(text.encode(), record)) == []
    assert len(list(differences(changed.encode(), record))) == 1
