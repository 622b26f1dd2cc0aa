"""A fact of the wrong type, a list for a word or a group for a list, is a problem with a place, in any fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.records.kinds import KINDS, Kind
from tests.support.example_cases import SMALL, write_content

PANEL_REPORT = {
    "panel-reports/norfolk/2019/cyber.md": "---\ntitle: A paper\npanel: A panel\npublished: 2019-12-12\n---\n\nText.\n"
}
OBJECTS = [
    "{}",
    "[]",
    "[[]]",
    "[{}]",
    "{x: {}}",
    "{x: [y]}",
    "[x, {y: z}]",
    "{2019/cyber: []}",
    "{recommendation: {progress: [[]]}}",
    "~",
    "''",
    "- - -",
]


@pytest.mark.parametrize("shape", OBJECTS)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_a_fact_of_another_shape_is_reported_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind, shape: str
) -> None:
    files = {**SMALL["office"], **SMALL["inspection"], **SMALL["response"], **PANEL_REPORT}
    name = next(name for name in files if name.startswith(kind.folder))
    first = name.endswith(".md")
    monkeypatch.chdir(tmp_path)
    write_content(Path("content"), files)
    for field in kind.facts.model_fields.values():
        fact = str(field.alias)
        kept = [line for line in files[name].split("\n") if not line.startswith(f"{fact}:")]
        line = f"{fact}: {shape}" if shape != "- - -" else f"{fact}:\n  {shape}"
        lines = [*kept[:first], line, *kept[first:]]
        if fact == "answers":
            lines = [each for each in lines if not each.startswith("  recommendation:")]
        (tmp_path / "content" / name).write_text("\n".join(lines), encoding="utf-8")

        problems = [
            problem
            for problem in check_register(Path("content"), read_as_of("2026-11-22")).problems
            if problem.place.path == f"content/{name}"
        ]

        at_it = [problem for problem in problems if first + 1 <= problem.place.line <= first + 1 + line.count("\n")]
        assert at_it or shape in {"{}", "[]", "~", "''"} or fact == "office-use", (
            f"{line}: {[str(problem) for problem in problems]}"
        )
