"""What `make bench` gives other generators, how it measures, and what it writes; no test makes a claim about time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.peers import harness
from benchmarks.peers.harness import FailedError, Run, run
from benchmarks.peers.report import Figures, Table, goals_of, growth, size_lines
from benchmarks.peers.sources import Source, sources_of
from tests.support.generated_corpus import write_corpus
from tests.support.paths import TOP


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("peers") / "content", 120, 1)


@pytest.fixture(scope="module")
def sources(content: Path) -> list[Source]:
    return sources_of(content)


def facts_by_path(sources: list[Source]) -> dict[str, dict[str, object]]:
    return {source.path: source.facts for source in sources}


def test_no_draft_and_nothing_embargoed_is_given_to_others(content: Path, sources: list[Source]) -> None:
    responses = {path for path in facts_by_path(sources) if path.startswith("responses/")}
    texts = {
        file.relative_to(content).with_suffix("").as_posix(): file.read_text(encoding="utf-8")
        for file in content.glob("responses/*/*/*.md")
    }
    held_back = {path for path, text in texts.items() if "\npublished: " not in text or "\npublished: 2030" in text}

    assert held_back
    assert responses == texts.keys() - held_back


def test_every_answer_belongs_to_a_finding_that_has_a_page(sources: list[Source]) -> None:
    known = facts_by_path(sources)
    answered = [
        f"inspections/{report}/{finding}"
        for facts in known.values()
        for report, answers in facts.get("answers", {}).items()  # type: ignore[attr-defined]
        for finding in answers
    ]

    assert len(answered) > 100
    assert [path for path in answered if path not in known] == []


def test_every_text_of_a_response_is_given_whole(content: Path, sources: list[Source]) -> None:
    for source in sources:
        if source.path.startswith("responses/"):
            assert (content / f"{source.path}.md").read_text(encoding="utf-8").endswith(f"\n\n{source.body}\n")


def test_the_floor_writes_a_page_for_each_text(content: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.peers.floor", str(content), str(tmp_path / "site")]

    done = run(command, TOP, environment=dict(os.environ))

    assert len([*(tmp_path / "site").rglob("index.html")]) == len([*content.rglob("*/*/*.md")])
    assert done.cpu > 0


def test_a_command_that_fails_says_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such sample"):
        run([sys.executable, "-c", "raise SystemExit('no such sample')"], tmp_path, environment=dict(os.environ))


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Only Linux has the size of shared memory")
def test_memory_is_that_of_all_processes_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = "import subprocess, sys\nx = bytearray(60_000_000)\nsubprocess.run([sys.executable, '-c', sys.argv[1]])"
    child = (
        "import time\n"
        "from pathlib import Path\n"
        "x = bytearray(60_000_000)\n"
        "Path('ready').touch()\n"
        "while not Path('seen').exists(): time.sleep(0.01)"
    )
    looks: list[int] = []
    tree = harness._tree

    def look(process: int) -> Iterator[int]:
        if (tmp_path / "ready").exists():
            looks.append(process)
        if looks and looks.count(looks[0]) > 1:  # all have been looked at since they have what they take
            (tmp_path / "seen").touch()
        return tree(process)

    monkeypatch.setattr(harness, "_tree", look)

    done = run([sys.executable, "-c", parent, child], tmp_path, environment=dict(os.environ), sees_memory=True)

    assert 120 < done.megabytes < 200


def figures(cold: float, edit: float = 1.0) -> Figures:
    measured = Figures(megabytes=100, pages=10, size=2_000_000)
    measured.add("cold", Run(cold, cold / 2))
    measured.add("edit", Run(edit, edit))
    return measured


def test_a_row_has_medians_and_ratios_to_hugo() -> None:
    table: Table = {"Section 55": figures(3.0, 0.5), "Hugo, text": figures(1.5)}

    assert [line for line in size_lines(1000, table) if line.startswith("| Section 55")] == [
        "| Section 55 | 3.00 | 2.00 | 1.50 | 0.50 | 0.50 |  | 100 | 10 | 2.0 |"
    ]


def test_a_goal_says_whether_it_holds_and_one_that_was_not_measured_says_so() -> None:
    table: Table = {"Section 55": figures(3.0, 0.6), "Hugo, text": figures(1.5)}

    rows = [goal.row for goal in goals_of({1000: table}, 0.4)]

    assert rows[0] == "| cold build, times Hugo on the text of responses alone | 2.5 | 2.00 | yes |"
    assert rows[1] == "| cold build, times Hugo making the same pages | 0.8 | not measured | |"
    assert rows[2] == "| build after an edited sentence, times Hugo's rebuild | 0.5 | 0.60 | no |"


def test_growth_is_the_exponent_between_two_sizes() -> None:
    tables: dict[int, Table] = {650: {"Section 55": figures(1.0)}, 65_000: {"Section 55": figures(100.0)}}

    assert growth(tables) == pytest.approx(1.0)
    assert growth({650: tables[650]}) is None
